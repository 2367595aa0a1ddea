import { DateTime } from 'luxon';
import type { Member } from '../../model/member';
import { isPoolMember } from '../../model/pool';
import { openStatuses } from '../../model/status';
import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import type { StoredPool } from '../../store/pools';
import { q, type Step } from '../../store/step';
import type { PoolRefusal } from './result';

/** What a member has claimed today and holds, counted under the lock and then kept up lead by lead. */
export interface Claims {
	/** By pool: days begin in the member's zone, or in the pool's. */
	today: Map<string, number>;
	/** In all pools together, for the limit of the member. */
	todayInAll: number;
	open: number;
	converted: number;
}

function dayStart(context: StoreContext, zone: string): number {
	return DateTime.fromMillis(context.now, { zone }).startOf('day').toMillis();
}

/** Counts what the limits of some pools look at. The member is held. */
export function* countClaims(
	context: StoreContext,
	member: Member,
	pools: readonly StoredPool[],
): Step<Claims> {
	const starts = new Map(
		pools.map((pool) => [pool.id, dayStart(context, member.timezone ?? pool.timezone)]),
	);
	const earliest = Math.min(context.now, ...starts.values());
	const claims = yield* q(
		context.db
			.selectFrom('assignments')
			.select(['pool_id', 'at'])
			.where('workspace_id', '=', context.workspaceId)
			.where('member_id', '=', member.id)
			.where('outcome', '=', 'claimed')
			.where('at', '>=', earliest),
	);
	const today = new Map<string, number>();
	for (const { pool_id, at } of claims) {
		if (pool_id !== null && at >= (starts.get(pool_id) ?? earliest)) {
			today.set(pool_id, (today.get(pool_id) ?? 0) + 1);
		}
	}
	return { today, todayInAll: claims.length, ...(yield* countHeld(context, member.id)) };
}

function* countHeld(
	context: StoreContext,
	memberId: string,
): Step<Pick<Claims, 'open' | 'converted'>> {
	const rows = yield* q(
		context.db
			.selectFrom('leads')
			.select(['status', (the) => the.fn.countAll<number>().as('count')])
			.where('workspace_id', '=', context.workspaceId)
			.where('owner_id', '=', memberId)
			.where('deleted_at', 'is', null)
			.where('merged_into', 'is', null)
			.where('is_test', '=', 0)
			.where('status', 'in', [...openStatuses, 'converted'])
			.groupBy('status'),
	);
	let [open, converted] = [0, 0];
	for (const { status, count } of rows) {
		if (status === 'converted') converted += Number(count);
		else open += Number(count);
	}
	return { open, converted };
}

/** Counts one more claim. */
export function countOne(claims: Claims, lead: LeadRow): void {
	const poolId = lead.pool_id ?? '';
	claims.today.set(poolId, (claims.today.get(poolId) ?? 0) + 1);
	claims.todayInAll += 1;
	if (lead.is_test === 0) claims.open += 1;
}

/**
 * Which limit a further claim would break. Of several the smallest decides: that of the pool, those of
 * the other pools that the member belongs to, and the member's own.
 */
export function limitReached(
	claims: Claims,
	member: Member,
	pool: StoredPool,
	pools: ReadonlyMap<string, StoredPool>,
): PoolRefusal | undefined {
	const { capacity } = member;
	const ofPool = claims.today.get(pool.id) ?? 0;
	if (ofPool >= (pool.dailyClaimLimit ?? Infinity)) return 'dailyLimit';
	if (claims.todayInAll >= (capacity.maxClaimsPerDay ?? Infinity)) return 'dailyLimit';
	if (claims.open >= (capacity.maxOpen ?? Infinity)) return 'holdLimit';
	const full = [...pools.values()]
		.filter((one) => one.id === pool.id || isPoolMember(one, member))
		.some(({ holdLimit, holdCountsConverted }) => {
			const held = claims.open + (holdCountsConverted ? claims.converted : 0);
			return held >= (holdLimit ?? Infinity);
		});
	return full ? 'holdLimit' : undefined;
}
