import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import type { Step } from '../../store/step';
import { carryOut, type Move } from './move';
import { refused, type PoolRefusal, type PoolResult } from './result';

/** Decides about one lead: the move, or why not. */
export type Judge = (lead: LeadRow) => Omit<Move, 'asked' | 'before'> | PoolRefusal;

/** Judges leads one by one in the order asked for and carries out what is allowed. */
export function* moveEach(
	context: StoreContext,
	ids: readonly string[],
	named: ReadonlyMap<string, LeadRow>,
	judge: Judge,
	options: { node: string; dryRun?: boolean },
): Step<PoolResult[]> {
	const moves: Move[] = [];
	const places = new Map<number, number>();
	const results: PoolResult[] = [];
	const done = new Set<string>();
	for (const [index, asked] of ids.entries()) {
		const lead = named.get(asked);
		// Asked for twice, it is moved once.
		const verdict = lead && !done.has(lead.id) ? judge(lead) : 'notFound';
		if (typeof verdict === 'string' || !lead) {
			results[index] = refused(
				asked,
				typeof verdict === 'string' ? verdict : 'notFound',
				options.node,
			);
			continue;
		}
		done.add(lead.id);
		places.set(index, moves.length);
		moves.push({ asked, before: lead, ...verdict });
	}
	const moved = yield* carryOut(context, moves, options);
	for (const [index, place] of places) results[index] = moved.results[place];
	return results;
}
