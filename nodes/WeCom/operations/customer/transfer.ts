import type { INodeProperties } from 'n8n-workflow';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { ids, itemPaths } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { handoverFields, handoverOf } from './transferFields';

const customers: INodeProperties = {
	displayName: 'Customer IDs',
	name: 'externalUserIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. wmJ6G_DQAAabc, wmJ6G_DQAAdef',
	description: "External user IDs, up to 100. Leave empty to use the item's 'wecomExternalUserId'.",
};

export const transfer: WeComOperation = {
	value: 'transfer',
	name: 'Transfer',
	action: 'Transfer customer',
	description:
		'Begin to hand customers over to another member. They have 24 hours to refuse; two transfers within 90 days are allowed.',
	fields: [
		customers,
		...handoverFields,
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			default: '',
			description:
				"Shown to the customers, up to 200 characters; WeCom's own words without it. Not for members who have left.",
		},
		confirmAsToolField,
	],
	async run(run, index) {
		requireConfirmedTool(run, index);
		const { transferCustomers } = await import('../../../../channels/wecom/api/transfer');
		const started = await transferCustomers(
			await run.caller(),
			handoverOf(run, index),
			ids(run, index, customers, itemPaths.customer),
			String(run.parameters.at<string>('message', index, '') ?? '').trim(),
		);
		// One customer is an item of its own, which 'On Error' decides about; of many, each tells its own.
		if (started.length === 1 && started[0].refusal) throw started[0].refusal;
		return outputItems(
			...started.map(({ externalUserId, refusal }) => ({
				externalUserId,
				started: refusal === undefined,
				errcode: refusal?.errcode,
				reason: refusal && `${refusal.message}. ${refusal.hint}`,
			})),
		);
	},
};
