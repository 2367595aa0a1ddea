import type { StoreContext } from '../context';
import { readPools } from '../pools';
import type { Step } from '../step';
import { isWorkedOn } from './holding';
import type { LeadRow } from './leadRow';

/** Whether a change of the owner gives the lead back to the pool that it belongs to. */
function isGivenBack(before: LeadRow, after: LeadRow): boolean {
	return before.owner_id !== null && after.owner_id === null && after.pool_id !== null;
}

/**
 * The lead as a pool has it, where it lost its owner: it came back once more, and is no team's. What
 * is no return is left as it is.
 */
export function backInPool(before: LeadRow, after: LeadRow): LeadRow {
	if (!isGivenBack(before, after) || !isWorkedOn(after)) return after;
	return { ...after, team_id: null, returned_count: (before.returned_count ?? 0) + 1 };
}

/**
 * Whether somebody gives their own lead back to a pool that asks for a reason (退回原因), by a change
 * that has none. Administrators of the pool need not say.
 */
export function* lacksReason(
	context: StoreContext,
	before: LeadRow,
	after: LeadRow,
): Step<boolean> {
	const { memberId, scope } = context.actor;
	if (!isGivenBack(before, after) || memberId === null || before.owner_id !== memberId)
		return false;
	if (scope.kind === 'all') return false;
	const pool = (yield* readPools(context)).get(after.pool_id ?? '');
	return pool !== undefined && pool.returnReasonRequired && !pool.adminIds.includes(memberId);
}
