import type { INodeProperties } from 'n8n-workflow';
import type { WeComRun } from '../weComOperation';
import { itemPaths, memberPicker, requiredId } from './pickers';

export const customerField: INodeProperties = {
	displayName: 'Customer ID',
	name: 'externalUserId',
	type: 'string',
	default: '',
	placeholder: 'e.g. wmJ6G_DQAAxyz0123456789abcdef',
	description:
		"External user ID of the customer. Leave empty to use the item's 'wecomExternalUserId'.",
};

export const memberField: INodeProperties = memberPicker({
	displayName: 'Member',
	name: 'member',
	description:
		"Colleague who looks after the customer. Leave empty to use the item's 'wecomUserId'.",
});

export const customerOf = (run: WeComRun, index: number): string =>
	requiredId(run, index, customerField, itemPaths.customer);

export const memberOf = (run: WeComRun, index: number): string =>
	requiredId(run, index, memberField, itemPaths.member);
