import { onceForAll } from '../../shared/onceForAll';
import type { NodeOperation } from '../../shared/operation';
import { assignmentItem } from '../assignmentItem';
import { dryRunOption, moveOptions, optionsField } from '../fields/moveFields';
import { NODE } from '../nodeName';

const DEFAULT_MOST = 200;

export const distributePools: NodeOperation = {
	value: 'distributePools',
	name: 'Distribute Pools',
	action: 'Distribute leads of pools',
	description:
		'Give out what lies in pools with automatic assignment (自动分配); put it behind a Schedule Trigger',
	fields: [
		optionsField(dryRunOption, {
			displayName: 'Most Leads',
			name: 'mostLeads',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 200 },
			default: DEFAULT_MOST,
			description: 'Leads of each pool given out in one run; the next run goes on',
		}),
	],
	async run(context) {
		const engine = await import('../engine');
		const { dryRun, mostLeads: limit = DEFAULT_MOST } = moveOptions(context);
		return await onceForAll(context.items, async () => {
			const results = await engine.distributePools(context.store, { limit, dryRun }, NODE);
			const given = results.filter(({ outcome }) => outcome === 'assigned');
			return given.flatMap((result) => {
				const shown = assignmentItem({ id: result.leadId }, result, false);
				return 'error' in shown ? [] : shown;
			});
		});
	},
};
