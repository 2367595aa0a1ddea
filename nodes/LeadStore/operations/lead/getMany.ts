import type { INodeProperties } from 'n8n-workflow';
import type { LeadPageRequest, LeadSort } from '../../../../leads/store/leads/findLeads';
import type { NodeOperation } from '../../../shared/operation';
import type { ParameterReader } from '../../../shared/parameters';
import { eachItem } from '../../eachItem';
import { includeTestField, leadFilterFields, leadQueryOf } from '../../fields/leadFilter';
import { leadOutputFields, leadShape } from '../../fields/leadOutput';
import { collectPages, limitFields, limitOf } from '../../fields/limit';

const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Sort',
	options: [
		{
			displayName: 'Order',
			name: 'order',
			values: [
				{
					displayName: 'By',
					name: 'by',
					type: 'options',
					options: [
						{ name: 'Created At', value: 'createdAt' },
						{ name: 'Next Follow-Up At', value: 'nextFollowUpAt', description: 'Leads without one are left out' },
						{ name: 'Updated At', value: 'updatedAt' },
					],
					default: 'createdAt',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'ascending', description: 'Oldest first' },
						{ name: 'Descending', value: 'descending', description: 'Newest first' },
					],
					default: 'descending',
				},
			],
		},
	],
};

function sortOf(parameters: ParameterReader, index: number): LeadPageRequest['sort'] {
	const { order } = parameters.at<{ order?: { by: LeadSort; direction: 'ascending' | 'descending' } }>('sort', index, {});
	return order;
}

export const getMany: NodeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many leads',
	description: 'List leads by view, search words and filters',
	fields: [
		...limitFields,
		...leadFilterFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [...leadOutputFields, includeTestField].sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
		sortField,
	],
	async run(context) {
		const { findLeads } = await import('../../engine');
		const { parameters, store } = context;
		return await eachItem(context, async (index) => {
			const query = leadQueryOf(parameters, index);
			const sort = sortOf(parameters, index);
			const leads = await collectPages(limitOf(parameters, index), async (limit, after) => {
				const { leads: entries, nextCursor } = await store.read(findLeads({ ...query, sort, limit, after }));
				return { entries, nextCursor };
			});
			const show = leadShape(parameters, index);
			return leads.map((lead) => ({ json: show(lead) }));
		});
	},
};
