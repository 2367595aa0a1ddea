import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Dialect } from './schema/ddl';
import { arrayLiteral, cleanText, toJson, toParameter } from './engine/values';

/** Column types of a recordset on PostgreSQL. SQLite takes them from the JSON itself. */
export type RecordsetType = 'text' | 'uuid' | 'bigint';

type RecordsetColumns = Readonly<Record<string, RecordsetType>>;
type RecordsetRows = ReadonlyArray<Readonly<Record<string, unknown>>>;

/**
 * Rows handed to a query as parameters, to be joined like a table: the same statement for any number
 * of rows, so that it is prepared once and passes through every pooler.
 *
 * On PostgreSQL an array a column. Of JSON its planner would expect a hundred rows always, and read
 * a whole table of some thousand leads to find the three that are asked for.
 */
export function recordset(
	dialect: Dialect,
	alias: string,
	columns: RecordsetColumns,
	rows: RecordsetRows,
): RawBuilder<unknown> {
	const parameters = recordsetParameters(dialect, columns, rows);
	const names = Object.keys(columns);
	if (dialect === 'postgres') {
		const arrays = names.map((name, index) => {
			const type = sql.raw(columns[name]);
			return sql`${parameters[index]}::${type}[]`;
		});
		return sql`unnest(${sql.join(arrays)}) AS ${sql.raw(`${alias}(${names.join(', ')})`)}`;
	}
	const list = names.map((name) => `value ->> '$.${name}' AS ${name}`).join(', ');
	return sql`(SELECT ${sql.raw(list)} FROM json_each(${parameters[0]})) AS ${sql.raw(alias)}`;
}

/** The parameters of a `recordset`, in their order. */
export function recordsetParameters(
	dialect: Dialect,
	columns: RecordsetColumns,
	rows: RecordsetRows,
): string[] {
	if (dialect === 'sqlite') return [toJson(rows)];
	return Object.keys(columns).map((name) =>
		arrayLiteral(rows.map((row) => toParameter(row[name]))),
	);
}

/**
 * Joins each row before it with the one row of a table that its key names, by looking it up. Left to
 * itself PostgreSQL reads the whole of a table that is not large for a few hundred of its rows, and
 * SQLite all rows of any table to look each up among those that are wanted.
 *
 * @param row table, alias, and the key of the row: `leads l WHERE l.id = wanted.id`
 */
export function withRowOf(
	dialect: Dialect,
	alias: string,
	row: RawBuilder<unknown>,
): RawBuilder<unknown> {
	return dialect === 'postgres'
		? sql`CROSS JOIN LATERAL (SELECT ${sql.raw(alias)}.* FROM ${row} LIMIT 1) ${sql.raw(alias)}`
		: sql`CROSS JOIN ${row}`;
}

/** Whether a column is one of many ids: one parameter and one statement, however many there are. */
export function hasId(
	dialect: Dialect,
	column: string,
	ids: Iterable<string>,
): RawBuilder<SqlBool> {
	const list = [...new Set(ids)].sort();
	const reference = sql.ref(column);
	return dialect === 'postgres'
		? sql<SqlBool>`${reference} = ANY(${`{${list.join(',')}}`}::uuid[])`
		: sql<SqlBool>`${reference} IN (SELECT value FROM json_each(${toJson(list)}))`;
}

/**
 * The text at one key of a JSON object column, null where it is absent; the same text on both
 * engines (SQLite by itself gives numbers for numbers and 1 for true).
 */
export function jsonText(dialect: Dialect, column: string, key: string): RawBuilder<string | null> {
	const reference = sql.ref(column);
	const name = cleanText(key);
	// JSON has the database's collation; ours is byte order everywhere.
	if (dialect === 'postgres') return sql`(${reference} ->> ${sql.lit(name)}) COLLATE "C"`;
	const path = sql.lit(`$.${JSON.stringify(name)}`);
	return sql`CASE json_type(${reference}, ${path}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
		ELSE CAST(${reference} ->> ${path} AS TEXT) END`;
}

/**
 * The number at one key of a JSON object column, also where it was typed as text (`12`, `-3.5`); null
 * where it is absent or no number. No row makes it fail, whatever it holds.
 */
export function jsonNumber(
	dialect: Dialect,
	column: string,
	key: string,
): RawBuilder<number | null> {
	const text = jsonText(dialect, column, key);
	if (dialect === 'postgres') {
		return sql`CASE WHEN ${text} ~ '^[+-]?[0-9]{1,250}([.][0-9]{1,250})?$' THEN CAST(${text} AS DOUBLE PRECISION) END`;
	}
	const reference = sql.ref(column);
	const path = sql.lit(`$.${JSON.stringify(cleanText(key))}`);
	const typed = sql`${reference} ->> ${path}`;
	// The regular expression above in the words of SQLite.
	return sql`CASE json_type(${reference}, ${path}) WHEN 'integer' THEN ${typed} WHEN 'real' THEN ${typed}
		WHEN 'text' THEN CASE WHEN ${typed} NOT GLOB '*[^0-9.+-]*' AND ${typed} GLOB '*[0-9]'
			AND ${typed} NOT GLOB '?*[+-]*' AND ${typed} NOT GLOB '*.*.*'
			AND (${typed} GLOB '[0-9]*' OR ${typed} GLOB '[+-][0-9]*') THEN CAST(${typed} AS REAL) END END`;
}

/** Row lock of a read that is followed by a write; SQLite's transaction holds the whole file anyway. */
export function forUpdate(dialect: Dialect): RawBuilder<unknown> {
	return dialect === 'postgres' ? sql.raw(' FOR UPDATE') : sql.raw('');
}

/** Leaves out rows that a rival holds, for workers that share a queue. */
export function skipLocked(dialect: Dialect): RawBuilder<unknown> {
	return dialect === 'postgres' ? sql.raw(' FOR UPDATE SKIP LOCKED') : sql.raw('');
}
