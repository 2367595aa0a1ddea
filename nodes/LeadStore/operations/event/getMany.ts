import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { instantParameter } from '../../../shared/instantParameter';
import { wordList } from '../../fields/leadValues';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { locator, located } from '../../../shared/locator';
import { outputItems } from '../../../shared/outputItems';

const lead = locator(
	{ displayName: 'Lead', name: 'lead', description: 'Leave empty for the events of all records' },
	'searchLeads',
);

interface Options {
	recordId?: string;
	since?: unknown;
	types?: unknown;
}

export const getMany: NodeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many events',
	description: 'List what happened to leads and other records, newest first',
	fields: [
		lead,
		...limitFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Event Types',
					name: 'types',
					type: 'string',
					default: '',
					placeholder: 'e.g. lead.created, lead.updated',
					description: 'One or several, separated by commas',
				},
				{
					displayName: 'Record ID',
					name: 'recordId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
					description: 'ID of an account, contact, deal, task or other record, instead of a lead',
				},
				{
					displayName: 'Since',
					name: 'since',
					type: 'dateTime',
					default: '',
					description: 'Only what happened from this time on',
				},
			],
		},
	],
	async run(context) {
		const { findEvents } = await import('../../engine');
		const { node, parameters, store } = context;
		return await eachItem(context, async (index) => {
			const { recordId, since, types } = parameters.at<Options>('options', index, {});
			const entityId = located(parameters.at<unknown>('lead', index, '')) || recordId?.trim();
			const events = await collectPages(
				limitOf(parameters, index),
				async (limit, after) =>
					await store.read(
						findEvents({
							...(entityId ? { entityId } : {}),
							...(since ? { since: instantParameter(since, node.getTimezone()) } : {}),
							types: wordList(types),
							limit,
							after,
						}),
					),
			);
			return outputItems(...events);
		});
	},
};
