import { alphabetical } from '../../shared/alphabetical';
import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import { defaultAssigneeField, ruleSetOptions } from '../fields/ruleOptions';
import { rulesField } from '../fields/ruleFields';
import { ruleSetOf } from '../fields/ruleSet';
import { NODE } from '../nodeName';
import { assignmentItem } from '../assignmentItem';
import { withLeads } from './askedLeads';

export const reassignMissed: NodeOperation = {
	value: 'reassignMissed',
	name: 'Reassign Missed',
	action: 'Reassign missed leads',
	description:
		"Give leads whose first response was missed to somebody else; behind Lead Trigger's event 'First response missed'",
	fields: [
		leadField,
		rulesField,
		defaultAssigneeField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: alphabetical([
				...ruleSetOptions,
				{
					displayName: 'Dry Run',
					name: 'dryRun',
					type: 'boolean',
					default: true,
					description: 'Whether to decide and say why without taking any lead from anybody',
				},
			]),
		},
	],
	async run(context) {
		const engine = await import('../engine');
		const ruleSet = ruleSetOf(context);
		const { dryRun = false } = context.parameters.once<{ dryRun?: boolean }>('options', {});
		return await withLeads(
			context,
			async (ids) =>
				await engine.reassignMissed(context.store, ids, ruleSet, { node: NODE, dryRun }),
			(index, result) => assignmentItem(context.items[index].json, result, true),
		);
	},
};
