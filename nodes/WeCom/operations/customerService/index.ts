import type { WeComResource } from '../../weComOperation';
import { createLink } from './createLink';
import { getAccounts } from './getAccounts';
import { sendMessage } from './sendMessage';
import { sendOnEvent } from './sendOnEvent';

export const customerService: WeComResource = {
	value: 'customerService',
	name: 'Customer Service',
	defaultOperation: sendMessage.value,
	operations: [createLink, getAccounts, sendMessage, sendOnEvent],
};
