import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Operation, StoreContext } from './context';
import { keyColumns } from './schema/keys';
import { tables, type TableName } from './schema/tables';
import { insertMany, q, write, type Row, type Step } from './step';

/*
 * Rows of any table of a workspace, for what moves whole stores. What a table means does not matter
 * here, and nobody's permissions are looked at: that is up to the callers.
 */

/** All tables, by name. */
export const tableNames = Object.keys(tables) as readonly TableName[];

/** Columns of a table in the order in which `insertRows` writes them. */
function columnsOf(table: TableName): string[] {
	return Object.keys(tables[table]);
}

function keyOf(table: TableName): RawBuilder<unknown> {
	return sql`(${sql.join(keyColumns[table].map((column) => sql.ref(column)))})`;
}

function inWorkspace(context: StoreContext): RawBuilder<SqlBool> {
	return sql<SqlBool>`workspace_id = ${context.workspaceId}`;
}

/** How many rows of a table the workspace has. */
export function countRows(table: TableName): Operation<number> {
	return function* (context) {
		const [row] = yield* q(
			sql<{
				count: number;
			}>`SELECT COUNT(*) AS count FROM ${sql.table(table)} WHERE ${inWorkspace(context)}`.compile(
				context.db,
			),
		);
		return row.count;
	};
}

/** Whether the workspace has any row in a table. */
export function hasRows(table: TableName): Operation<boolean> {
	return function* (context) {
		const rows = yield* q(
			sql<{
				found: number;
			}>`SELECT 1 AS found FROM ${sql.table(table)} WHERE ${inWorkspace(context)} LIMIT 1`.compile(
				context.db,
			),
		);
		return rows.length > 0;
	};
}

/** Whether a table has rows of other workspaces. Two ranges, each answered by the primary key. */
export function hasForeignRows(table: TableName): Operation<boolean> {
	return function* (context) {
		for (const side of [sql`<`, sql`>`]) {
			const rows = yield* q(
				sql<{
					found: number;
				}>`SELECT 1 AS found FROM ${sql.table(table)} WHERE workspace_id ${side} ${context.workspaceId} LIMIT 1`.compile(
					context.db,
				),
			);
			if (rows.length > 0) return true;
		}
		return false;
	};
}

/**
 * The next rows of a table in the order of its primary key.
 *
 * @param after the last row of the batch before
 */
export function readRows(
	table: TableName,
	after: Row | undefined,
	limit: number,
): Operation<Row[]> {
	return (context) => {
		const beyond = after
			? sql<SqlBool>` AND ${keyOf(table)} > (${sql.join(keyColumns[table].map((column) => after[column]))})`
			: sql<SqlBool>``;
		return q(
			sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${inWorkspace(context)}${beyond}
				ORDER BY ${sql.join(keyColumns[table].map((column) => sql.ref(column)))} LIMIT ${sql.lit(limit)}`.compile(
				context.db,
			),
		);
	};
}

/** Writes rows as they were read, into the workspace of this store. Returns how many were written. */
export function insertRows(
	table: TableName,
	rows: readonly Row[],
	onConflict: 'error' | 'ignore' = 'error',
): Operation<number> {
	return (context) => {
		const columns = columnsOf(table);
		return insertMany({
			table,
			columns,
			rows: rows.map((row) =>
				columns.map((column) => (column === 'workspace_id' ? context.workspaceId : row[column])),
			),
			onConflict,
		});
	};
}

/** Deletes some rows of a table; returns how many. */
export function deleteRows(table: TableName, limit: number): Operation<number> {
	return function* (context): Step<number> {
		return yield* write(
			sql`DELETE FROM ${sql.table(table)} WHERE ${inWorkspace(context)} AND ${keyOf(table)} IN (
				SELECT ${sql.join(keyColumns[table].map((column) => sql.ref(column)))} FROM ${sql.table(table)}
				WHERE ${inWorkspace(context)} LIMIT ${sql.lit(limit)})`.compile(context.db),
		);
	};
}
