import type { StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { hasId } from '../fragments';
import { q, type Step } from '../step';
import type { LeadRow } from './leadRow';

function leadsById(context: StoreContext, ids: readonly string[]) {
	return context.db
		.selectFrom('leads')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where(hasId(context.dialect, 'leads.id', ids))
		.orderBy('id');
}

/** Leads by id, whatever their owner. */
export function* readLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	return ids.length === 0 ? [] : yield* q(leadsById(context, ids));
}

/**
 * Like `lockLeads`, in a transaction that holds leads already: it does not wait, because whoever waits
 * for a second lead may be waited for. With one that a rival holds, the operation starts over.
 *
 * @throws LostRace
 */
export function* lockMoreLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	if (ids.length === 0) return [];
	const query = leadsById(context, ids);
	if (context.dialect !== 'postgres') return yield* q(query);
	const held = yield* q(query.forUpdate().skipLocked());
	const missing = new Set(ids);
	for (const { id } of held) missing.delete(id);
	// What is not there at all is not held by anybody.
	if ((yield* readLeads(context, [...missing])).length > 0) throw new LostRace('leads');
	return held;
}

/** What tells whether a row is still as it was read: its version, and what changes without a new one. */
const signs = [
	'version',
	'owner_id',
	'owned_since',
	'protected_until',
	'read_at',
	'last_activity_at',
] as const satisfies ReadonlyArray<keyof LeadRow>;

/**
 * `lockLeads` for a caller who read the leads before: those that are as they were are not read again,
 * so that rivals wait for little.
 *
 * @param known leads as they were read, by id
 */
export function* lockKnownLeads(
	context: StoreContext,
	ids: readonly string[],
	known: ReadonlyMap<string, LeadRow>,
): Step<LeadRow[]> {
	if (known.size === 0) return yield* lockLeads(context, ids);
	const query = context.db
		.selectFrom('leads')
		.select(['id', ...signs])
		.where('workspace_id', '=', context.workspaceId)
		.where(hasId(context.dialect, 'leads.id', ids))
		.orderBy('id');
	const held = yield* q(context.dialect === 'postgres' ? query.forUpdate() : query);
	const asRead = new Map<string, LeadRow>();
	for (const now of held) {
		const row = known.get(now.id);
		if (row && signs.every((column) => row[column] === now[column])) asRead.set(now.id, row);
	}
	const others = held.filter(({ id }) => !asRead.has(id)).map(({ id }) => id);
	const fresh = new Map((yield* readLeads(context, others)).map((row) => [row.id, row]));
	return held.flatMap(({ id }) => asRead.get(id) ?? fresh.get(id) ?? []);
}

/** Leads by id, whatever their owner, held against rivals until the transaction ends. */
export function* lockLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	if (ids.length === 0) return [];
	const query = leadsById(context, ids);
	return yield* q(context.dialect === 'postgres' ? query.forUpdate() : query);
}
