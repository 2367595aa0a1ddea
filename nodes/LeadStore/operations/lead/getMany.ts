import type { LeadSort } from '../../../../leads/store/leads/findLeads';
import { alphabetical } from '../../../shared/alphabetical';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { includeTestField, leadFilterFields, leadQueryOf } from '../../../shared/leadFilter';
import { leadOutputFields, leadShape } from '../../fields/leadOutput';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { sortField, sortOf } from '../../fields/sort';

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
			options: alphabetical([...leadOutputFields, includeTestField]),
		},
		sortField([
			{ name: 'Created At', value: 'createdAt' },
			{
				name: 'Next Follow-Up At',
				value: 'nextFollowUpAt',
				description: 'Leads without one are left out',
			},
			{ name: 'Updated At', value: 'updatedAt' },
		]),
	],
	async run(context) {
		const { findLeads } = await import('../../engine');
		const { parameters, store } = context;
		return await eachItem(context, async (index) => {
			const query = { ...leadQueryOf(parameters, index), ...sortOf<LeadSort>(parameters, index) };
			const leads = await collectPages(limitOf(parameters, index), async (limit, after) => {
				const { leads: entries, nextCursor } = await store.read(
					findLeads({ ...query, limit, after }),
				);
				return { entries, nextCursor };
			});
			const show = leadShape(parameters, index);
			return leads.map((lead) => ({ json: show(lead) }));
		});
	},
};
