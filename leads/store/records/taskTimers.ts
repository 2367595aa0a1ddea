import type { StoreContext } from '../context';
import { recordEvents } from '../events';
import { q, type Step } from '../step';
import type { TimerHandler } from '../sweepTimers';
import { setTimers, type Timer } from '../timers';

/** Timers of a task: when it is due, when it has been due for a day, when somebody wants to be reminded. */
export const taskTimers = {
	due: 'taskDue',
	overdue: 'taskOverdue',
	reminder: 'taskReminder',
} as const;

/** A task that is still open so long after it was due is overdue, in milliseconds. */
const OVERDUE_AFTER_MS = 24 * 60 * 60 * 1000;

/** The timers whose tasks are still to be done, with the tasks' versions. */
function* stillOpen(
	context: StoreContext,
	timers: readonly Timer[],
): Step<Array<Timer & { version: number }>> {
	const rows = yield* q(
		context.db
			.selectFrom('tasks')
			.select(['id', 'version'])
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'id',
				'in',
				timers.map(({ entityId }) => entityId),
			)
			.where('status', 'in', ['open', 'inProgress'])
			.where('deleted_at', 'is', null),
	);
	const versions = new Map(rows.map(({ id, version }) => [id, version]));
	return timers.flatMap((timer) => {
		const version = versions.get(timer.entityId);
		return version === undefined ? [] : [{ ...timer, version }];
	});
}

function tells(kind: string, type: string): TimerHandler {
	return {
		kind,
		*due(context, timers) {
			const open = yield* stillOpen(context, timers);
			yield* recordEvents(
				context,
				open.map(({ entityId, version, dueAt }) => ({
					entityType: 'task',
					entityId,
					version,
					type,
					payload: { dueAt: new Date(dueAt).toISOString() },
				})),
			);
			if (kind !== taskTimers.due) return;
			yield* setTimers(
				context,
				open.map(({ entityType, entityId, dueAt }) => ({
					kind: taskTimers.overdue,
					entityType,
					entityId,
					dueAt: dueAt + OVERDUE_AFTER_MS,
				})),
			);
		},
	};
}

/** Tells in the event log when tasks are due, overdue and to be reminded of. */
export const taskTimerHandlers: readonly TimerHandler[] = [
	tells(taskTimers.due, 'task.due'),
	tells(taskTimers.overdue, 'task.overdue'),
	tells(taskTimers.reminder, 'task.reminder'),
];
