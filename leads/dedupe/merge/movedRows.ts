import { sql } from 'kysely';
import type { StoreContext } from '../../store/context';
import { recordset } from '../../store/fragments';
import { movingRows, type LeadColumn } from '../../store/leads/leadRows';
import { keyColumns } from '../../store/schema/keys';
import { columnKind } from '../../store/schema/tables';
import { q, type Row, type Step } from '../../store/step';

/** Primary keys (after the workspace) of rows that went over to another lead, by table. */
export type MovedRows = Record<string, string[][]>;

export function countMoved(moved: readonly MovedRows[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const rows of moved) {
		for (const [table, keys] of Object.entries(rows)) {
			if (keys.length > 0) counts[table] = (counts[table] ?? 0) + keys.length;
		}
	}
	return counts;
}

function ofLead({ column, typed }: LeadColumn, leadId: string) {
	const named = sql`${sql.ref(column)} = ${leadId}`;
	return typed ? sql`${named} AND entity_type = 'lead'` : named;
}

function keysOf({ table }: LeadColumn, rows: readonly Row[]): string[][] {
	return rows.map((row) => keyColumns[table].map((column) => String(row[column])));
}

function keyList({ table }: LeadColumn) {
	return sql.join(keyColumns[table].map((column) => sql.ref(column)));
}

/** Gives everything that belongs to one lead to another. Both must be held. */
export function* moveRows(context: StoreContext, from: string, to: string): Step<MovedRows> {
	const moved: MovedRows = {};
	for (const place of movingRows) {
		const rows = yield* q(
			sql<Row>`UPDATE ${sql.table(place.table)} SET ${sql.ref(place.column)} = ${to}
				WHERE workspace_id = ${context.workspaceId} AND ${ofLead(place, from)}
				RETURNING ${keyList(place)}`.compile(context.db),
		);
		if (rows.length > 0) moved[place.table] = keysOf(place, rows);
	}
	return moved;
}

/** How many rows each table has that would move. */
export function* countRows(
	context: StoreContext,
	from: readonly string[],
): Step<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const place of movingRows) {
		for (const leadId of from) {
			const [{ count }] = yield* q(
				sql<{ count: number }>`SELECT COUNT(*) AS count FROM ${sql.table(place.table)}
					WHERE workspace_id = ${context.workspaceId} AND ${ofLead(place, leadId)}`.compile(context.db),
			);
			if (count > 0) counts[place.table] = (counts[place.table] ?? 0) + count;
		}
	}
	return counts;
}

export interface ReturnedRows {
	/** Rows that went back. */
	moved: MovedRows;
	/** Keys of rows that are no longer there, or belong to somebody else by now. */
	missing: MovedRows;
}

/** Gives rows back that `moveRows` moved, as far as they are still where they were moved to. */
export function* returnRows(
	context: StoreContext,
	moved: MovedRows,
	from: string,
	to: string,
): Step<ReturnedRows> {
	const returned: ReturnedRows = { moved: {}, missing: {} };
	for (const place of movingRows) {
		const keys = moved[place.table] ?? [];
		if (keys.length === 0) continue;
		const rows = yield* q(
			sql<Row>`UPDATE ${sql.table(place.table)} SET ${sql.ref(place.column)} = ${to}
				WHERE workspace_id = ${context.workspaceId} AND ${ofLead(place, from)}
				AND (${keyList(place)}) IN (SELECT * FROM ${wanted(context, place, keys)})
				RETURNING ${keyList(place)}`.compile(context.db),
		);
		const back = new Set(keysOf(place, rows).map((key) => key.join('\n')));
		returned.moved[place.table] = keysOf(place, rows);
		returned.missing[place.table] = keys.filter((key) => !back.has(key.join('\n')));
	}
	return returned;
}

function wanted(context: StoreContext, { table }: LeadColumn, keys: readonly string[][]) {
	const columns = keyColumns[table];
	const types = columns.map(
		(column) => [column, columnKind(table, column) === 'id' ? 'uuid' : 'text'] as const,
	);
	return recordset(
		context.dialect,
		'wanted',
		Object.fromEntries(types),
		keys.map((key) => Object.fromEntries(columns.map((column, index) => [column, key[index]]))),
	);
}
