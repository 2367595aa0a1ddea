import { eachItem } from '../../shared/eachItem';
import { leadField, leadIdOf } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import { defaultAssigneeField, ruleSetOptions } from '../fields/ruleOptions';
import { rulesField } from '../fields/ruleFields';
import { ruleSetOf } from '../fields/ruleSet';
import { alphabetical } from '../../shared/alphabetical';

const byRules = { show: { basis: ['rules'] } };

export const explain: NodeOperation = {
	value: 'explain',
	name: 'Explain',
	action: 'Explain assignment',
	description: 'Say why a lead is with whom it is, and for every other member why not',
	fields: [
		leadField,
		{
			displayName: 'Explain',
			name: 'basis',
			type: 'options',
			options: [
				{ name: 'What Was Decided', value: 'stored' },
				{ name: 'What the Rules Below Would Decide Now', value: 'rules' },
			],
			default: 'stored',
		},
		{ ...rulesField, displayOptions: byRules },
		{ ...defaultAssigneeField, displayOptions: byRules },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: byRules,
			options: alphabetical(ruleSetOptions),
		},
	],
	async run(context) {
		const { explainAssignment } = await import('../engine');
		const byTheRules = context.parameters.once<string>('basis', 'stored') === 'rules';
		const ruleSet = byTheRules ? ruleSetOf(context) : undefined;
		return await eachItem(context, async (index) => {
			const leadId = leadIdOf(context, index);
			const explanation = await context.store.read(explainAssignment(leadId, ruleSet));
			const found = explanation ?? { leadId, outcome: 'neverAssigned' };
			return [{ json: { ...context.items[index].json, assignment: { ...found } } }];
		});
	},
};
