import type { WeComResource } from '../../weComOperation';
import { sendToGroupRobot } from './sendToGroupRobot';
import { sendToMember } from './sendToMember';

export const message: WeComResource = {
	value: 'message',
	name: 'Message',
	defaultOperation: sendToMember.value,
	operations: [sendToGroupRobot, sendToMember],
};
