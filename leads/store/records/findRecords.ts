import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Operation, StoreContext } from '../context';
import { requireVisibleEntity, type EntityReference } from '../entities';
import { pageLimit, type Page } from '../paging';
import { requireReadable } from '../permissions';
import { columnKind } from '../schema/tables';
import { q, type Row, type Step } from '../step';
import { isOwned, type RecordDefinition, type RecordSort } from './definition';
import { presentRecords } from './presentRecords';
import { recordCondition, searchCondition, type RecordCondition } from './recordQuery';
import { readable } from './recordScope';

type AnyDefinition = RecordDefinition<unknown, unknown>;

export interface RecordRequest {
	conditions?: readonly RecordCondition[];
	match?: 'all' | 'any';
	/** Text in the name, subject or address. */
	search?: string;
	/** Activities and tasks of one record. */
	about?: EntityReference;
	/** Default `createdAt`, descending. Records without a value have no place in an order by it. */
	sort?: { by: RecordSort; direction: 'ascending' | 'descending' };
	/** 1 to 1000, default 50. */
	limit?: number;
	/** `nextCursor` of the page before, with the same sort. */
	after?: string;
	/** Those in the bin instead. */
	deleted?: boolean;
}

const sortColumns: Record<RecordSort, string> = {
	// Ids are UUIDv7, so their order is the order of creation and the primary key serves it.
	createdAt: 'id',
	updatedAt: 'updated_at',
	name: 'name',
	at: 'at',
	dueAt: 'due_at',
};

interface Order {
	column: string;
	direction: 'ascending' | 'descending';
}

/** A page of records. Paging goes on where the page before ended, so rows that arrive meanwhile shift nothing. */
export function findRecords<Stored>(
	definition: RecordDefinition<unknown, Stored>,
	request: RecordRequest = {},
): Operation<Page<Stored>> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		const order = orderOf(context, definition, request);
		const rows = yield* findRows(context, definition, request, order, limit + 1);
		const page = rows.slice(0, limit);
		return {
			entries: yield* presentRecords(context, definition, page),
			...(rows.length > limit ? { nextCursor: cursorOf(order, page[limit - 1]) } : {}),
		};
	};
}

function orderOf(context: StoreContext, definition: AnyDefinition, { sort }: RecordRequest): Order {
	const { by, direction } = sort ?? { by: 'createdAt', direction: 'descending' };
	const allowed = by === 'createdAt' || by === 'updatedAt' || definition.sorts?.includes(by);
	if (!allowed) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`Records of kind '${definition.kind}' cannot be sorted by '${by}'`,
			{
				field: 'sort',
			},
		);
	}
	if (isOwned(definition.table)) requireReadable(context.actor, by);
	return { column: sortColumns[by], direction };
}

function* findRows(
	context: StoreContext,
	definition: AnyDefinition,
	request: RecordRequest,
	{ column, direction }: Order,
	limit: number,
): Step<Row[]> {
	const { table } = definition;
	const parts: Array<RawBuilder<SqlBool>> = [
		readable(context, definition),
		sql<SqlBool>`${sql.ref(`${table}.deleted_at`)} IS ${request.deleted ? sql`NOT NULL` : sql`NULL`}`,
	];
	if (request.about) parts.push(yield* aboutCondition(context, definition, request.about));
	if (request.search?.trim()) parts.push(searchCondition(context, definition, request.search));
	const conditions = (request.conditions ?? []).map((one) =>
		recordCondition(context, definition, one),
	);
	if (conditions.length > 0) {
		const glue = request.match === 'any' ? sql` OR ` : sql` AND `;
		parts.push(sql<SqlBool>`(${sql.join(conditions, glue)})`);
	}
	const sorted = sql.ref(`${table}.${column}`);
	const id = sql.ref(`${table}.id`);
	if (column !== 'id') parts.push(sql<SqlBool>`${sorted} IS NOT NULL`);
	if (request.after) parts.push(beyond(definition, { column, direction }, request.after));
	const way = direction === 'ascending' ? sql`ASC` : sql`DESC`;
	return yield* q(
		sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${sql.join(parts, sql` AND `)}
			ORDER BY ${sorted} ${way}, ${id} ${way} LIMIT ${sql.lit(limit)}`.compile(context.db),
	);
}

function* aboutCondition(
	context: StoreContext,
	{ table, kind }: AnyDefinition,
	about: EntityReference,
): Step<RawBuilder<SqlBool>> {
	if (table !== 'activities' && table !== 'tasks') {
		throw new LeadflowError(
			'INVALID_INPUT',
			`A record of kind '${kind}' is not about another record`,
			{
				field: 'about',
			},
		);
	}
	const entityId = yield* requireVisibleEntity(context, about, {
		evenDeleted: true,
		reach: 'unmasked',
	});
	return sql<SqlBool>`${sql.ref(`${table}.entity_id`)} = ${entityId}`;
}

function cursorOf({ column }: Order, row: Row): string {
	if (column === 'id') return String(row.id);
	return Buffer.from(JSON.stringify([row[column], row.id])).toString('base64url');
}

function beyond(
	definition: AnyDefinition,
	{ column, direction }: Order,
	after: string,
): RawBuilder<SqlBool> {
	const { table } = definition;
	const than = direction === 'ascending' ? sql`>` : sql`<`;
	const id = sql.ref(`${table}.id`);
	if (column === 'id') {
		if (!isId(after)) throw foreignCursor();
		return sql<SqlBool>`${id} ${than} ${after}`;
	}
	const [value, lastId] = parseCursor(after);
	const expected = columnKind(table, column) === 'text' ? 'string' : 'number';
	if (typeof value !== expected || typeof lastId !== 'string' || !isId(lastId))
		throw foreignCursor();
	return sql<SqlBool>`(${sql.ref(`${table}.${column}`)}, ${id}) ${than} (${value}, ${lastId})`;
}

function parseCursor(after: string): unknown[] {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
		return Array.isArray(parsed) ? parsed : [];
	} catch {
		return [];
	}
}

function foreignCursor(): LeadflowError {
	return new LeadflowError('INVALID_INPUT', 'The cursor does not belong to this list', {
		field: 'after',
		hint: "Use 'nextCursor' of the page before, with the same sort order.",
	});
}
