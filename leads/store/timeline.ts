import type { Activity } from '../model/activity';
import type { Task } from '../model/task';
import type { Operation } from './context';
import { requireVisibleEntity, type EntityType } from './entities';
import { findEvents, type StoreEvent } from './eventLog';
import { absorbedBy } from './leads/mergedIds';
import { activityRecords } from './records/activityRecords';
import { findRecords } from './records/findRecords';
import { taskRecords } from './records/taskRecords';

/** One thing in the story of a record, by the instant at which it happened. */
export type TimelineEntry =
	| { kind: 'event'; at: string; event: StoreEvent }
	| { kind: 'activity'; at: string; activity: Activity }
	| { kind: 'task'; at: string; task: Task };

/** Entries that a timeline shows of each kind. */
const LONGEST = 500;

/**
 * The story of a lead, account, contact or deal, newest first: what was done to it, what happened
 * with the person, what is to be done. Who sees the record sees all of it, with their masks. The story
 * of a lead goes on from those of the leads that were merged into it.
 *
 * @param limit entries at most, default 200
 * @throws LeadflowError NOT_FOUND
 */
export function timelineOf(
	entityType: EntityType,
	entityId: string,
	limit = 200,
): Operation<TimelineEntry[]> {
	return function* (context) {
		const most = Math.min(limit, LONGEST);
		const id = yield* requireVisibleEntity(
			context,
			{ entityType, entityId },
			{ evenDeleted: true, reach: 'unmasked' },
		);
		const about = { entityType, entityId: id };
		const entityIds = entityType === 'lead' ? [...(yield* absorbedBy(context, [id])).keys()] : [id];
		const events = yield* findEvents({ entityIds, limit: most })(context);
		const activities = yield* findRecords(activityRecords, {
			about,
			sort: { by: 'at', direction: 'descending' },
			limit: most,
		})(context);
		const tasks = yield* findRecords(taskRecords, { about, limit: most })(context);
		const entries: TimelineEntry[] = [
			...events.entries.map((event) => ({ kind: 'event' as const, at: event.at, event })),
			...activities.entries.map((activity) => ({
				kind: 'activity' as const,
				at: activity.at,
				activity,
			})),
			...tasks.entries.map((task) => ({ kind: 'task' as const, at: task.createdAt, task })),
		];
		return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, most);
	};
}
