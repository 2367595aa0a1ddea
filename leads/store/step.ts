import type { CompiledQuery } from 'kysely';
import type { TableName } from './schema/tables';

/** A row as an engine returns it: plain object, JSON columns parsed, 64-bit integers as numbers. */
export type Row = Record<string, unknown>;

/** Rows for one table in one statement: a prepared statement per row on SQLite, an array a column on PostgreSQL. */
export interface InsertMany {
	kind: 'insertMany';
	table: TableName;
	columns: readonly string[];
	rows: ReadonlyArray<readonly unknown[]>;
	/** `error` lets a taken key fail, `ignore` skips the row, `replace` overwrites `set` where `onlyIf` holds. */
	onConflict: 'error' | 'ignore' | ReplaceOnConflict;
}

export interface ReplaceOnConflict {
	key: readonly string[];
	set: readonly string[];
	/** SQL over the table's name (old row) and `excluded` (new row). */
	onlyIf?: string;
}

/** Updates of many rows of one table by key. The same columns are set in every row. */
export interface UpdateMany {
	kind: 'updateMany';
	table: TableName;
	key: readonly string[];
	set: readonly string[];
	/** Values of `key`, then of `set`. */
	rows: ReadonlyArray<readonly unknown[]>;
}

export interface Query {
	kind: 'query';
	sql: string;
	parameters: readonly unknown[];
}

/**
 * Steps of which none needs what another reads or writes (see `together`). A server is sent the
 * statements of all of them as they become known, so that it works on those of one step while the next
 * is still thinking.
 */
export interface Together {
	kind: 'together';
	steps: ReadonlyArray<Step<unknown>>;
}

export type Statement = Query | InsertMany | UpdateMany | Together;

/** What an engine answers: the rows read, and how many rows were written. */
export interface Answer {
	rows: Row[];
	changes: number;
	/** Of `together`: what each of its steps returned. */
	values?: readonly unknown[];
}

/**
 * A piece of a store operation: a generator that yields statements and is given their answers.
 * SQLite drives it to its end in one tick inside a transaction; PostgreSQL awaits each statement.
 * It must be safe to run again from the top, because a lost race does just that.
 */
export type Step<T> = Generator<Statement, T, Answer>;

interface Compilable<R> {
	compile(): CompiledQuery<R>;
}

/** Runs a query built by Kysely (or compiled from `sql`) and returns its typed rows. */
export function* q<R>(query: Compilable<R> | CompiledQuery<R>): Step<R[]> {
	const compiled = 'compile' in query ? query.compile() : query;
	const answer = yield { kind: 'query', sql: compiled.sql, parameters: compiled.parameters };
	return answer.rows as R[];
}

/** Like `q`, for the first row or undefined. */
export function* first<R>(query: Compilable<R> | CompiledQuery<R>): Step<R | undefined> {
	const rows = yield* q(query);
	return rows[0];
}

/** Runs a writing query and returns how many rows it changed. */
export function* write<R>(query: Compilable<R> | CompiledQuery<R>): Step<number> {
	const compiled = 'compile' in query ? query.compile() : query;
	const answer = yield { kind: 'query', sql: compiled.sql, parameters: compiled.parameters };
	return answer.changes;
}

/** Inserts many rows; returns how many were written. No statement is sent for no rows. */
export function* insertMany(insert: Omit<InsertMany, 'kind'>): Step<number> {
	if (insert.rows.length === 0) return 0;
	const answer = yield { kind: 'insertMany', ...insert };
	return answer.changes;
}

/** Updates many rows by key; returns how many were found. */
export function* updateMany(update: Omit<UpdateMany, 'kind'>): Step<number> {
	if (update.rows.length === 0) return 0;
	const answer = yield { kind: 'updateMany', ...update };
	return answer.changes;
}

/**
 * Takes steps side by side: none waits for the answers to another's statements. For steps that do not
 * look at what another of them does, but for this: their first statements are carried out in the order
 * of the steps, so that one may lock and the next read what was locked. Where a step fails, the whole
 * operation does: whoever takes them together cannot catch it.
 *
 * @returns what each step returns
 */
export function* together<T extends readonly unknown[]>(
	...steps: { readonly [Index in keyof T]: Step<T[Index]> }
): Step<T> {
	const { values = [] } = yield { kind: 'together', steps };
	return values as unknown as T;
}
