import type { StoreContext } from '../context';
import { recordEvents } from '../events';
import { q, type Step } from '../step';
import type { TimerHandler } from '../sweepTimers';
import { clearTimer, setTimers } from '../timers';
import type { LeadRow } from './leadRow';

const FOLLOW_UP = 'followUpDue';

function isWatched(row: LeadRow): boolean {
	return row.next_follow_up_at !== null && row.deleted_at === null && row.merged_into === null;
}

/** Sets the clock of each lead that is to be followed up, and stops it where the plan is gone. */
export function* keepFollowUpTimers(
	context: StoreContext,
	leads: ReadonlyArray<{ before?: LeadRow; after: LeadRow }>,
): Step<void> {
	const wanted: LeadRow[] = [];
	for (const { before, after } of leads) {
		const was = before && isWatched(before) ? before.next_follow_up_at : null;
		const is = isWatched(after) ? after.next_follow_up_at : null;
		if (was === is) continue;
		// A plan that lay in the past when it was written, as in an import, rings no bell.
		if (is !== null && is > context.now) wanted.push(after);
		else if (was !== null) yield* clearTimer(context, after.id, FOLLOW_UP);
	}
	if (wanted.length === 0) return;
	yield* setTimers(
		context,
		wanted.map((row) => ({
			kind: FOLLOW_UP,
			entityType: 'lead',
			entityId: row.id,
			dueAt: row.next_follow_up_at ?? 0,
		})),
	);
}

/** Tells in the event log when a lead is to be followed up. */
export const followUpTimerHandler: TimerHandler = {
	kind: FOLLOW_UP,
	*due(context, timers) {
		const rows = yield* q(
			context.db
				.selectFrom('leads')
				.select(['id', 'version', 'next_follow_up_at'])
				.where('workspace_id', '=', context.workspaceId)
				.where(
					'id',
					'in',
					timers.map(({ entityId }) => entityId),
				)
				.where('deleted_at', 'is', null)
				.where('merged_into', 'is', null)
				.where('converted_at', 'is', null),
		);
		const planned = new Map(timers.map(({ entityId, dueAt }) => [entityId, dueAt]));
		yield* recordEvents(
			context,
			rows
				.filter(({ id, next_follow_up_at }) => planned.get(id) === next_follow_up_at)
				.map(({ id, version, next_follow_up_at }) => ({
					entityType: 'lead',
					entityId: id,
					version,
					type: 'lead.followUpDue',
					payload: { dueAt: new Date(next_follow_up_at ?? 0).toISOString() },
				})),
		);
	},
};
