import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import { lockLeads, lockMoreLeads } from '../../store/leads/writeLeads';
import { canSee } from '../../store/permissions';
import type { StoredPool } from '../../store/pools';
import type { Step } from '../../store/step';

/** Leads of one call: one transaction, which on SQLite holds up everybody else. */
export const MOST_LEADS = 200;

/** How many merges an old id is followed through; a longer chain would be a circle. */
const MERGES_FOLLOWED = 50;

/**
 * The leads of a call, held against rivals, by the ids under which they were asked for. Ids of merged
 * leads lead to the ones that live on; unknown ones and those in the bin are missing.
 *
 * @throws LeadflowError INVALID_INPUT for too many at once
 */
export function* lockNamedLeads(
	context: StoreContext,
	ids: readonly string[],
): Step<Map<string, LeadRow>> {
	if (ids.length > MOST_LEADS) {
		throw new LeadflowError('INVALID_INPUT', `At most ${MOST_LEADS} leads can be moved at once`, {
			hint: 'Split them over several calls.',
		});
	}
	const wanted = new Map(ids.map((id) => [id, id.toLowerCase()] as const));
	const rows = new Map<string, LeadRow>();
	const keep = (found: readonly LeadRow[]) => found.forEach((row) => rows.set(row.id, row));
	keep(yield* lockLeads(context, [...new Set(wanted.values())].filter(isId)));
	for (let merges = 0; merges < MERGES_FOLLOWED; merges += 1) {
		const survivors = [...rows.values()].flatMap(({ merged_into }) =>
			merged_into !== null && !rows.has(merged_into) ? [merged_into] : [],
		);
		if (survivors.length === 0) break;
		keep(yield* lockMoreLeads(context, [...new Set(survivors)].sort()));
	}
	const named = new Map<string, LeadRow>();
	for (const [asked, id] of wanted) {
		let row = rows.get(id);
		for (let merges = 0; row?.merged_into && merges < MERGES_FOLLOWED; merges += 1) {
			row = rows.get(row.merged_into);
		}
		if (row && row.merged_into === null && row.deleted_at === null) named.set(asked, row);
	}
	return named;
}

/** Whether the actor runs the pool that a lead lies in or was taken from. */
export function runsPool(
	{ actor }: StoreContext,
	pool: Pick<StoredPool, 'adminIds'> | undefined,
): boolean {
	if (actor.scope.kind === 'all') return true;
	return pool !== undefined && actor.memberId !== null && pool.adminIds.includes(actor.memberId);
}

/** Whether the actor may move a lead: as one of their own or their team's, or as who runs its pool. */
export function mayMove(
	context: StoreContext,
	lead: LeadRow,
	pools: ReadonlyMap<string, StoredPool>,
): boolean {
	return canSee(context.actor, lead) || runsPool(context, pools.get(lead.pool_id ?? ''));
}
