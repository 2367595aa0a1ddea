import type { INodeProperties } from 'n8n-workflow';
import type { OnDuplicate } from '../../../../leads/capture/options';
import type { NodeOperation } from '../../../shared/operation';
import { leadDataFields, newLeadOptions } from './captureFields';
import { captureItems } from './captureItems';

const ifLeadExists: INodeProperties = {
	displayName: 'If Lead Exists',
	name: 'onDuplicate',
	type: 'options',
	options: [
		{ name: 'Fill Blank Fields', value: 'fillBlanks', description: 'Keep what is there' },
		{
			name: 'Overwrite Fields',
			value: 'overwrite',
			description: 'Replace what is there by what the item brings',
		},
	],
	default: 'overwrite',
	description: 'A person is recognised by mobile, personal email or channel ID',
};

export const createOrUpdate: NodeOperation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update lead',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [ifLeadExists, ...leadDataFields, newLeadOptions],
	run: async (context) =>
		await captureItems(context, context.parameters.once<OnDuplicate>('onDuplicate', 'overwrite')),
};
