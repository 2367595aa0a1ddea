import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../../shared/alphabetical';
import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import { defaultAssigneeField, ruleSetOptions } from '../fields/ruleOptions';
import { rulesField } from '../fields/ruleFields';
import { ruleSetOf } from '../fields/ruleSet';
import { NODE } from '../nodeName';
import { assignmentItem } from '../assignmentItem';
import { withLeads } from './askedLeads';

interface Options {
	bestFirst?: boolean;
	dryRun?: boolean;
	notChosen?: boolean;
	reassign?: boolean;
}

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: alphabetical([
		...ruleSetOptions,
		{
			displayName: 'Best Score First',
			name: 'bestFirst',
			type: 'boolean',
			default: true,
			description: 'Whether the leads with the highest scores are given out first',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to decide and say why without giving any lead to anybody',
		},
		{
			displayName: 'Include Who Was Not Chosen',
			name: 'notChosen',
			type: 'boolean',
			default: true,
			description: 'Whether to put out, for each member who did not get the lead, the reason',
		},
		{
			displayName: 'Reassign',
			name: 'reassign',
			type: 'boolean',
			default: true,
			description: 'Whether leads that have an owner go through the rules, too',
		},
	]),
};

export const assign: NodeOperation = {
	value: 'assign',
	name: 'Assign',
	action: 'Assign leads',
	description: 'Give leads to members by rules, fairly and within their limits',
	fields: [leadField, rulesField, defaultAssigneeField, options],
	async run(context) {
		const { assignAll } = await import('../engine');
		const ruleSet = ruleSetOf(context);
		const chosen = context.parameters.once<Options>('options', {});
		return await withLeads(
			context,
			async (ids) =>
				await assignAll(context.store, ids, ruleSet, {
					node: NODE,
					reassign: chosen.reassign ?? false,
					dryRun: chosen.dryRun ?? false,
					sortByScore: chosen.bestFirst ?? false,
				}),
			(index, result) =>
				assignmentItem(context.items[index].json, result, chosen.notChosen ?? false),
		);
	},
};
