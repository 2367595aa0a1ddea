import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import { lockLeads, lockMoreLeads } from '../../store/leads/lockLeads';
import { canSee } from '../../store/permissions';
import type { StoredPool } from '../../store/pools';
import type { Step } from '../../store/step';
import { followMerges } from '../survivors';

/** Leads of one call: one transaction, which on SQLite holds up everybody else. */
export const MOST_LEADS = 200;

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
	const found = yield* lockLeads(context, [...new Set(wanted.values())].filter(isId));
	const survivors = yield* followMerges(context, found, lockMoreLeads);
	const rows = new Map([...found, ...survivors.more].map((row) => [row.id, row]));
	const named = new Map<string, LeadRow>();
	for (const [asked, id] of wanted) {
		const row = rows.get(survivors.of(id));
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
