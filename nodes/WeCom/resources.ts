import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';
import { resourceProperties } from '../shared/operation';
import { acquisitionLink } from './operations/acquisitionLink';
import { contactWay } from './operations/contactWay';
import { customer } from './operations/customer';
import { customerService } from './operations/customerService';
import { message } from './operations/message';
import type { WeComResource } from './weComOperation';

/** What the node works on; the operations of each stand in its folder. */
export const resources: readonly WeComResource[] = [
	acquisitionLink,
	contactWay,
	customer,
	customerService,
	message,
];

const descriptions: Readonly<Record<string, string>> = {
	acquisitionLink: '获客链接: a link by which customers add a member',
	contactWay: '渠道活码: a QR code by which customers add a member, one for each source',
	customer: 'Customers of members (客户联系)',
	customerService: 'Chats of 微信客服',
	message: 'Messages to colleagues and groups',
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: alphabetical(
			resources.map(({ name, value }) => ({ name, value, description: descriptions[value] })),
		),
		default: 'message',
	},
	...resourceProperties(resources),
];
