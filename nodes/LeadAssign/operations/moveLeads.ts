import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolResult } from '../../../leads/assign/pool/result';
import type { Operation } from '../../../leads/store/context';
import type { ItemResult, OperationContext } from '../../shared/operation';
import { withLeads } from './askedLeads';

/** Leads moved in one transaction, which on SQLite keeps everybody else waiting. */
const AT_ONCE = 50;

const REFUSED = 1;

function present(context: OperationContext, index: number, result: PoolResult): ItemResult {
	const { leadId, outcome, refusal, lead, member, previous, pool, decision } = result;
	const assignment = {
		outcome,
		...(refusal ? { refusal, why: decision.reasons[0]?.text } : {}),
		...(member ? { member: { ...member } } : {}),
		...(previous ? { previous: { ...previous } } : {}),
		...(pool ? { pool: { ...pool } } : {}),
	};
	const given = context.items[index].json;
	const json = { ...given, id: leadId, ...lead, assignment, decision: { ...decision } };
	return [{ json, output: outcome === 'refused' ? REFUSED : 0 }];
}

/** Moves the leads of all items, a few a transaction; what is refused leaves by an output of its own. */
export async function moveLeads(
	context: OperationContext,
	move: (leadIds: string[]) => Operation<PoolResult[]>,
): Promise<ItemResult[]> {
	return await withLeads(
		context,
		async (ids) => {
			const results: PoolResult[] = [];
			for (let from = 0; from < ids.length; from += AT_ONCE) {
				results.push(...(await context.store.run(move(ids.slice(from, from + AT_ONCE)))));
				await nextTurn();
			}
			return results;
		},
		(index, result) => present(context, index, result),
	);
}
