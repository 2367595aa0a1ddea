import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolResult } from '../../../leads/assign/pool/result';
import { onceForAll } from '../../shared/onceForAll';
import type { NodeOperation, OperationContext, OutputItem } from '../../shared/operation';
import { dryRunOption, moveOptions, optionsField } from '../fields/moveFields';
import { NODE } from '../nodeName';

/** Leads looked at in one transaction. */
const AT_ONCE = 50;
const DEFAULT_MOST = 5000;

export const reclaimDue: NodeOperation = {
	value: 'reclaimDue',
	name: 'Reclaim Due',
	action: 'Reclaim due leads',
	description:
		'Take back into their pools what owners have had too long without working on it (自动回收); put it behind a Schedule Trigger',
	fields: [
		optionsField(dryRunOption, {
			displayName: 'Most Leads',
			name: 'mostLeads',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_MOST,
			description: 'Leads looked at in one run; the next run goes on',
		}),
	],
	async run(context) {
		return await onceForAll(context.items, async () => (await reclaim(context)).map(reclaimedItem));
	},
};

async function reclaim(context: OperationContext): Promise<PoolResult[]> {
	const engine = await import('../engine');
	const { dryRun, mostLeads: most = DEFAULT_MOST } = moveOptions(context);
	const reclaimed: PoolResult[] = [];
	for (let looked = 0; looked < most; ) {
		const limit = Math.min(dryRun ? 200 : AT_ONCE, most - looked);
		const { reclaimed: some, due } = await context.store.run(
			engine.reclaimDue({ limit, dryRun }, NODE),
		);
		reclaimed.push(...some);
		looked += limit;
		// A dry run leaves what is due where it is and would see the same again.
		if (due < limit || dryRun) break;
		await nextTurn();
	}
	return reclaimed;
}

function reclaimedItem(result: PoolResult): OutputItem {
	const { lead, previous, pool, outcome, leadId, decision } = result;
	const assignment = {
		outcome,
		...(previous ? { previous: { ...previous } } : {}),
		...(pool ? { pool: { ...pool } } : {}),
	};
	return { json: { id: leadId, ...lead, assignment, decision: { ...decision } } };
}
