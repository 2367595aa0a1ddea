import { assignmentTables } from './assignmentTables';
import type { ColumnKind, ColumnValue } from './columnKind';
import { leadTables } from './leadTables';
import { recordTables } from './recordTables';
import { systemTables } from './systemTables';

export type { ColumnKind } from './columnKind';

/**
 * The tables of the store as this version of the code reads and writes them. The migrations make
 * them; a test compares the two. `workspace_id` leads every key.
 */
export const tables = {
	...leadTables,
	...assignmentTables,
	...recordTables,
	...systemTables,
} as const;

export type TableName = keyof typeof tables;

export type RowOf<Table extends TableName> = {
	-readonly [Column in keyof (typeof tables)[Table]]: ColumnValue<(typeof tables)[Table][Column]>;
};

/** The schema as Kysely sees it: every statement is checked against it at compile time. */
export type Database = { [Table in TableName]: RowOf<Table> };

/** Kind of a column without its nullability mark. */
export function columnKind(table: TableName, column: string): string {
	const columns: Readonly<Record<string, ColumnKind>> = tables[table];
	return columns[column].replace('?', '');
}
