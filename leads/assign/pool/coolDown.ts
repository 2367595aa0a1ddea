import type { StoreContext } from '../../store/context';
import { q, type Step } from '../../store/step';

const HOUR = 60 * 60 * 1000;

/** Somebody's losing a lead. */
interface Departure {
	/** Epoch milliseconds. */
	at: number;
	/** The pool whose rules held for it while they had it. */
	poolId: string | null;
}

/** When each of some leads was taken or given away, by each of those who had it. */
export type Departures = ReadonlyMap<string, ReadonlyMap<string, readonly Departure[]>>;

/**
 * Who had leads within the last hours and has them no more (前负责人).
 *
 * @param memberId only this member
 */
export function* readDepartures(
	context: StoreContext,
	leadIds: readonly string[],
	hours: number,
	memberId?: string,
): Step<Departures> {
	const departures = new Map<string, Map<string, Departure[]>>();
	if (leadIds.length === 0 || hours <= 0) return departures;
	let query = context.db
		.selectFrom('assignments')
		.select(['lead_id', 'member_id', 'pool_id', 'ended_at'])
		.where('workspace_id', '=', context.workspaceId)
		.where('lead_id', 'in', [...new Set(leadIds)])
		.where('member_id', 'is not', null)
		.where('ended_at', '>', context.now - hours * HOUR);
	if (memberId !== undefined) query = query.where('member_id', '=', memberId);
	for (const { lead_id, member_id, pool_id, ended_at } of yield* q(query)) {
		if (member_id === null || ended_at === null) continue;
		const ofLead = departures.get(lead_id) ?? new Map<string, Departure[]>();
		const known = ofLead.get(member_id) ?? [];
		ofLead.set(member_id, [...known, { at: ended_at, poolId: pool_id }]);
		departures.set(lead_id, ofLead);
	}
	return departures;
}

/**
 * Whether somebody had a lead so lately that they may not have it again yet: by the pool that it lies
 * in and by the one that they had it from, whichever bars for longer. Giving it back into another pool
 * shortens nothing.
 *
 * @param hoursOf for how long a pool bars whoever had a lead
 */
export function isCoolingDown(
	departures: Departures,
	lead: { id: string; pool_id: string | null },
	memberId: string,
	hoursOf: (poolId: string | null) => number,
	now: number,
): boolean {
	const here = hoursOf(lead.pool_id);
	const left = departures.get(lead.id)?.get(memberId) ?? [];
	return left.some(({ at, poolId }) => now < at + Math.max(here, hoursOf(poolId)) * HOUR);
}
