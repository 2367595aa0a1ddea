import { actorName } from '../model/actor';
import type { Decision } from '../model/decision';
import type { StoreContext } from './context';
import { insertMany, together, type Step } from './step';

export interface NewEvent {
	/** By default a new one. */
	id?: string;
	entityType: string;
	entityId: string;
	/** Version of the entity after the change. */
	version: number;
	/** What happened, such as `lead.created`. */
	type: string;
	decision?: Decision;
	/** The capture that caused it: its source record carries the data. */
	sourceRecordId?: string;
	/** Data of the change, kept apart so that erase can remove it: before and after of each field. */
	payload?: Record<string, unknown>;
}

/** Appends to the event log, in the transaction of the change itself. Returns the ids in order. */
export function* recordEvents(context: StoreContext, events: readonly NewEvent[]): Step<string[]> {
	const ids = events.map(({ id }) => id ?? context.newId());
	const actor = actorName(context.actor);
	yield* together(
		insertMany({
			table: 'events',
			columns: [
				'workspace_id',
				'id',
				'entity_type',
				'entity_id',
				'entity_version',
				'type',
				'at',
				'actor',
				'source_record_id',
				'decision',
			],
			rows: events.map((event, index) => [
				context.workspaceId,
				ids[index],
				event.entityType,
				event.entityId,
				event.version,
				event.type,
				context.now,
				actor,
				event.sourceRecordId,
				event.decision,
			]),
			onConflict: 'error',
		}),
		insertMany({
			table: 'event_payloads',
			columns: ['workspace_id', 'event_id', 'entity_id', 'payload'],
			rows: events.flatMap((event, index) =>
				event.payload ? [[context.workspaceId, ids[index], event.entityId, event.payload]] : [],
			),
			onConflict: 'error',
		}),
	);
	return ids;
}
