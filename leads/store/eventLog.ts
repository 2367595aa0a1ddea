import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Decision } from '../model/decision';
import { isId, lowestIdAt } from '../model/ids';
import type { Operation, StoreContext } from './context';
import { instantOf, isoText } from './instants';
import { maskedCopy } from './masks';
import { cursorId, pageLimit, pageOf, type Page } from './paging';
import { visible, type OwnedTable } from './permissions';
import { q, type Step } from './step';

/** Something that happened to a record, as the actor may see it. */
export interface StoreEvent {
	id: string;
	/** Place in the one order of all events; absent until it is numbered. */
	seq?: number;
	/** Such as `lead.created`. */
	type: string;
	entityType: string;
	entityId: string;
	/** Version of the entity after it. */
	version: number;
	at: string;
	/** `system`, a role, or `member:<id>`. */
	actor: string;
	actorName?: string;
	decision?: Decision;
	/** Before and after of each field. */
	changes?: Record<string, [before: unknown, after: unknown]>;
	/** Further data of the event. */
	payload?: Record<string, unknown>;
	sourceRecordId?: string;
}

export interface EventRequest {
	entityId?: string;
	/** Events of any of these records, as of leads that became one. */
	entityIds?: readonly string[];
	types?: readonly string[];
	/** Numbered events after this one, in their order. For cursors that must miss nothing. */
	afterSeq?: number;
	/** ISO 8601: not before this instant. */
	since?: string;
	/** 1 to 1000, default 50. */
	limit?: number;
	/** `nextCursor` of the page before; not together with `afterSeq`. */
	after?: string;
}

interface EventRow {
	id: string;
	seq: number | null;
	type: string;
	entity_type: string;
	entity_id: string;
	entity_version: number;
	at: number;
	actor: string;
	decision: Decision | null;
	source_record_id: string | null;
	/** Of the event itself. */
	payload: Record<string, unknown> | null;
	/** Of the capture that caused it. */
	changes: StoreEvent['changes'] | null;
}

const tableOfEntity: Record<string, OwnedTable> = {
	lead: 'leads',
	account: 'accounts',
	contact: 'contacts',
	deal: 'deals',
	activity: 'activities',
	task: 'tasks',
	quarantine: 'quarantine',
};

/** Records that everybody may read. */
const openEntities = ['member', 'team', 'pool'];

/** Keeps to events of records that the actor may see; an erased record's events are for those who see all. */
function ofVisibleEntity(context: StoreContext): RawBuilder<SqlBool> {
	if (context.actor.scope.kind === 'all') return sql<SqlBool>`1 = 1`;
	const owned = Object.entries(tableOfEntity).map(
		([entity, table]) => sql<SqlBool>`(events.entity_type = ${entity} AND EXISTS (
			SELECT 1 FROM ${sql.table(table)} WHERE ${sql.ref(`${table}.id`)} = events.entity_id AND ${visible(context, table, 'unmasked')}))`,
	);
	return sql<SqlBool>`(events.entity_type IN (${sql.join(openEntities)}) OR ${sql.join(owned, sql` OR `)})`;
}

/**
 * Events, newest first; with `afterSeq` in the order of their numbers, oldest first. Events of
 * records out of the actor's scope are left out, values of masked fields are masked, hidden ones gone.
 */
export function findEvents(request: EventRequest): Operation<Page<StoreEvent>> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		const rows = yield* eventRows(context, request, limit + 1);
		const names = yield* actorNames(context, rows);
		return pageOf(rows, limit, (row) => eventOf(context, row, names));
	};
}

function eventRows(context: StoreContext, request: EventRequest, limit: number): Step<EventRow[]> {
	const parts = [sql<SqlBool>`events.workspace_id = ${context.workspaceId}`];
	const { entityId, types, afterSeq } = request;
	if (entityId !== undefined) {
		const id = entityId.toLowerCase();
		parts.push(isId(id) ? sql<SqlBool>`events.entity_id = ${id}` : sql<SqlBool>`1 = 0`);
	}
	if (request.entityIds) {
		const ids = request.entityIds.filter(isId);
		parts.push(
			ids.length > 0 ? sql<SqlBool>`events.entity_id IN (${sql.join(ids)})` : sql<SqlBool>`1 = 0`,
		);
	}
	if (types && types.length > 0) parts.push(sql<SqlBool>`events.type IN (${sql.join(types)})`);
	if (request.since !== undefined) {
		const since = instantOf(request.since, 'since');
		// Ids are made at or after the instant of their event, so the index narrows the range.
		parts.push(sql<SqlBool>`events.id >= ${lowestIdAt(since)} AND events.at >= ${since}`);
	}
	if (afterSeq !== undefined) parts.push(sql<SqlBool>`events.seq > ${afterSeq}`);
	else if (request.after) parts.push(sql<SqlBool>`events.id < ${cursorId(request.after)}`);
	parts.push(ofVisibleEntity(context));
	const order = afterSeq === undefined ? sql`events.id DESC` : sql`events.seq`;
	return q(
		sql<EventRow>`SELECT events.id, events.seq, events.type, events.entity_type, events.entity_id,
				events.entity_version, events.at, events.actor, events.decision, events.source_record_id,
				p.payload, s.changes
			FROM events
			LEFT JOIN event_payloads p ON p.workspace_id = events.workspace_id AND p.event_id = events.id
			LEFT JOIN source_records s ON s.workspace_id = events.workspace_id AND s.id = events.source_record_id
			WHERE ${sql.join(parts, sql` AND `)} ORDER BY ${order} LIMIT ${sql.lit(limit)}`.compile(context.db),
	);
}

const MEMBER = 'member:';

function* actorNames(
	context: StoreContext,
	rows: readonly EventRow[],
): Step<ReadonlyMap<string, string>> {
	const ids = new Set(
		rows.flatMap(({ actor }) => (actor.startsWith(MEMBER) ? [actor.slice(MEMBER.length)] : [])),
	);
	if (ids.size === 0) return new Map();
	const members = yield* q(
		context.db
			.selectFrom('members')
			.select(['id', 'name'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', [...ids]),
	);
	return new Map(members.map(({ id, name }) => [MEMBER + id, name]));
}

function eventOf(
	context: StoreContext,
	row: EventRow,
	names: ReadonlyMap<string, string>,
): StoreEvent {
	const { changes: own, ...payload } = (maskedCopy(context.actor, row.payload) ?? {}) as {
		changes?: StoreEvent['changes'];
	};
	const captured = maskedCopy(context.actor, row.changes) as StoreEvent['changes'] | null;
	const changes = own ?? captured;
	const actorName = names.get(row.actor);
	return {
		id: row.id,
		...(row.seq === null ? {} : { seq: row.seq }),
		type: row.type,
		entityType: row.entity_type,
		entityId: row.entity_id,
		version: row.entity_version,
		at: isoText(row.at),
		actor: row.actor,
		...(actorName ? { actorName } : {}),
		...(row.decision ? { decision: row.decision } : {}),
		...(changes && Object.keys(changes).length > 0 ? { changes } : {}),
		...(Object.keys(payload).length > 0 ? { payload } : {}),
		...(row.source_record_id ? { sourceRecordId: row.source_record_id } : {}),
	};
}
