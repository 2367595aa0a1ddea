import { reclaimDue } from '../../model/protection';
import type { StoreContext } from '../context';
import { coveringPool, readPools, teamsOf, type StoredPool } from '../pools';
import { q, type Step } from '../step';
import { endAssignments, type OpenAssignment } from './endAssignments';
import type { LeadChange, LeadRow } from './leadRow';
import { keepProtectionTimers } from './protectionTimers';

/*
 * Who holds a lead since when, and until when it is protected: kept here whatever changes the owner,
 * so that no way of getting a lead goes round the rules of its pool.
 */

/** Neither in the bin, nor merged away, nor converted: only such a lead can go back to a pool. */
export function isWorkedOn(row: LeadRow): boolean {
	return row.deleted_at === null && row.merged_into === null && row.converted_at === null;
}

function isRestored({ before, after }: LeadChange): boolean {
	return before !== undefined && before.deleted_at !== null && after.deleted_at === null;
}

function isGained(change: LeadChange): boolean {
	const { before, after } = change;
	if (after.owner_id === null) return false;
	if (before?.owner_id !== after.owner_id) return true;
	return isRestored(change);
}

/** A caller who knows since when, as unmerging does, is believed. */
function bringsItsOwn({ before, after }: LeadChange): boolean {
	return after.owned_since !== null && after.owned_since !== (before?.owned_since ?? null);
}

/**
 * Sets since when the lead is its owner's, until when it is protected and whose it was before, on
 * the rows that a change is about to write. Reads nothing where no lead gets an owner.
 *
 * @param known all pools, where the caller read them in this transaction
 */
export function* keepHolding(
	context: StoreContext,
	changes: readonly LeadChange[],
	known?: ReadonlyMap<string, StoredPool>,
): Step<LeadRow[]> {
	const gained = new Set(changes.filter((change) => isGained(change) && !bringsItsOwn(change)));
	const owned = [...gained].map(({ after }) => after).filter(isWorkedOn);
	const poolOf = yield* poolsFor(context, owned, known);
	return changes.map((change) => {
		const { before, after } = change;
		const lostBy = before && before.owner_id !== after.owner_id ? before.owner_id : null;
		const previous_owner_id = lostBy ?? after.previous_owner_id;
		if (gained.has(change)) {
			const pool = poolOf.get(after.id);
			return {
				...after,
				previous_owner_id,
				pool_id: pool?.id ?? after.pool_id,
				owned_since: context.now,
				protected_until: pool ? firstDue(pool, context.now) : null,
			};
		}
		if (lostBy === null) return after;
		if (after.owner_id !== null) return { ...after, previous_owner_id };
		return { ...after, previous_owner_id, owned_since: null, protected_until: null };
	});
}

function firstDue(pool: StoredPool, since: number): number | null {
	const facts = { since, followUps: [], hasDeal: false, isWon: false };
	return reclaimDue(pool, facts)?.at ?? null;
}

/** The pool whose rules hold for each lead: its own, or one that covers its new owner. */
function* poolsFor(
	context: StoreContext,
	rows: readonly LeadRow[],
	known?: ReadonlyMap<string, StoredPool>,
): Step<ReadonlyMap<string, StoredPool>> {
	const found = new Map<string, StoredPool>();
	if (rows.length === 0) return found;
	const pools = known ?? (yield* readPools(context));
	if (pools.size === 0) return found;
	const strays: LeadRow[] = [];
	for (const row of rows) {
		const own = row.pool_id === null ? undefined : pools.get(row.pool_id);
		if (own) found.set(row.id, own);
		else strays.push(row);
	}
	const covering = yield* coveringPools(context, pools, strays);
	for (const row of strays) {
		const pool = covering.get(row.owner_id ?? '');
		if (pool) found.set(row.id, pool);
	}
	return found;
}

function* coveringPools(
	context: StoreContext,
	pools: ReadonlyMap<string, StoredPool>,
	rows: readonly LeadRow[],
): Step<ReadonlyMap<string, StoredPool>> {
	const ids = [...new Set(rows.flatMap(({ owner_id }) => owner_id ?? []))];
	const covering = new Map<string, StoredPool>();
	if (ids.length === 0 || ![...pools.values()].some((pool) => pool.coversMembers)) return covering;
	const members = yield* q(
		context.db
			.selectFrom('members')
			.select(['id', 'team_id', 'data'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids),
	);
	for (const member of members) {
		const pool = coveringPool(pools, { id: member.id, teamIds: teamsOf(member) });
		if (pool) covering.set(member.id, pool);
	}
	return covering;
}

/**
 * Starts and stops the clocks of protection and ends what the book of assignments says of the owner
 * before, after the rows were written.
 */
export function* followHolding(
	context: StoreContext,
	changes: ReadonlyArray<LeadChange & { open?: readonly OpenAssignment[] }>,
): Step<void> {
	yield* keepProtectionTimers(context, changes);
	yield* endAssignments(
		context,
		changes.flatMap(({ before, after, open }) => (before ? [{ before, after, open }] : [])),
	);
}
