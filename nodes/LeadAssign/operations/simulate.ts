import type { SimulationRequest } from '../../../leads/assign/simulate';
import { alphabetical } from '../../shared/alphabetical';
import { eachItem } from '../../shared/eachItem';
import type { NodeOperation } from '../../shared/operation';
import { outputItems } from '../../shared/outputItems';
import { defaultAssigneeField, ruleSetOptions } from '../fields/ruleOptions';
import { rulesField } from '../fields/ruleFields';
import { ruleSetOf } from '../fields/ruleSet';
import { NODE } from '../nodeName';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 30;
const DEFAULT_MOST = 10_000;

interface Options {
	eachLead?: boolean;
	mode?: SimulationRequest['mode'];
	mostLeads?: number;
}

export const simulate: NodeOperation = {
	value: 'simulate',
	name: 'Simulate',
	action: 'Simulate rules',
	description:
		'Try the rules on the leads of the last days without giving any lead to anybody: who would get how many, and what no rule catches',
	fields: [
		{
			displayName: 'Leads of the Last (Days)',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_DAYS,
		},
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
					displayName: 'As Of',
					name: 'mode',
					type: 'options',
					options: [
						{
							name: 'Now',
							value: 'asOfNow',
							description: 'As if all were assigned now, with the turns and limits of now',
						},
						{
							name: 'When Each Lead Came In',
							value: 'replay',
							description: 'Each at its own hour, from a clean slate',
						},
					],
					default: 'replay',
				},
				{
					displayName: 'Each Lead as an Item',
					name: 'eachLead',
					type: 'boolean',
					default: true,
					description: 'Whether to put out each lead with who would get it, instead of the summary',
				},
				{
					displayName: 'Most Leads',
					name: 'mostLeads',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 100000 },
					default: DEFAULT_MOST,
				},
			]),
		},
	],
	async run(context) {
		const { simulateAssignment } = await import('../engine');
		const ruleSet = ruleSetOf(context);
		const {
			eachLead,
			mode = 'replay',
			mostLeads = DEFAULT_MOST,
		} = context.parameters.once<Options>('options', {});
		return await eachItem(context, async (index) => {
			const days = context.parameters.at<number>('days', index, DEFAULT_DAYS);
			const from = Date.now() - days * DAY_MS;
			const { results, ...summary } = await simulateAssignment(context.store, ruleSet, {
				node: NODE,
				from,
				mode,
				mostLeads,
			});
			if (!eachLead) return outputItems(summary);
			return results.map(({ error, ...result }) => ({
				json: { ...result, ...(error ? { refusedBecause: error.message } : {}) },
			}));
		});
	},
};
