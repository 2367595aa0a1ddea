import { Pool, type PoolClient, type PoolConfig, type QueryResult, types } from 'pg';
import { columnKind } from '../schema/tables';
import { LeadflowError } from '../../model/error';
import type { Answer, InsertMany, Statement, Step, UpdateMany } from '../step';
import { conflictClause } from './conflict';
import type { Engine, Snapshot } from './engine';
import { explained, isLostRace, whyTheyFailed } from './postgresErrors';
import { untilItHolds, type Attempt } from './retry';
import { TableStatistics } from './tableStatistics';
import { arrayLiteral, columnBinder, toParameter } from './values';

const INT8 = 20;
/** Connections one process may hold; many workers behind one server want pgbouncer. */
const CONNECTIONS = 4;

/** Types of the columns by kind. */
const columnTypes: Record<string, string> = {
	id: 'uuid',
	text: 'text',
	integer: 'bigint',
	instant: 'bigint',
	flag: 'bigint',
	real: 'double precision',
	json: 'jsonb',
};

/** Our instants and counters stay below 2^53, so a bigint may arrive as a number. */
const parsers = {
	getTypeParser: (oid: number, format?: 'text' | 'binary') =>
		oid === INT8 ? Number : types.getTypeParser(oid, format),
};

/**
 * PostgreSQL through `pg`. Statements are unnamed, so it works behind pgbouncer's transaction
 * pooling; no advisory locks, LISTEN, temporary tables or session state are used.
 */
export class PostgresEngine implements Engine {
	readonly dialect = 'postgres';
	private readonly pool: Pool;
	private readonly statistics: TableStatistics;
	private closing?: Promise<void>;

	constructor(
		config: PoolConfig,
		readonly location: string,
	) {
		this.pool = new Pool({
			max: CONNECTIONS,
			idleTimeoutMillis: 30_000,
			connectionTimeoutMillis: 15_000,
			allowExitOnIdle: true,
			application_name: 'leadflow',
			...config,
			// A statement is sent without waiting for the answer to the one before it.
			pipeline: true,
			types: parsers,
		});
		// An idle connection that the server drops is replaced at the next query.
		this.pool.on('error', () => undefined);
		this.statistics = new TableStatistics(async (table) => {
			await this.pool.query(`ANALYZE ${table}`);
		});
	}

	async transaction<T>(operation: () => Step<T>): Promise<T> {
		return await untilItHolds(async (): Promise<Attempt<T>> => {
			const client = await this.connect();
			let broken = false;
			try {
				// The first statement does not wait for the answer. Where BEGIN fails, on a lost
				// connection, it fails too.
				const begun = send(client, 'BEGIN');
				begun.catch(() => undefined);
				const value = await this.drive(client, operation());
				await begun;
				await send(client, 'COMMIT');
				this.statistics.renew();
				return { value };
			} catch (error) {
				broken = !(await rollBack(client));
				return isLostRace(error) ? { retry: error } : { failure: error };
			} finally {
				client.release(broken);
			}
		});
	}

	async read<T>(operation: () => Step<T>): Promise<T> {
		return await untilItHolds(async (): Promise<Attempt<T>> => {
			const client = await this.connect();
			try {
				return { value: await this.drive(client, operation()) };
			} catch (error) {
				return isLostRace(error) ? { retry: error } : { failure: error };
			} finally {
				client.release();
			}
		});
	}

	async snapshot(): Promise<Snapshot> {
		const client = await this.connect();
		const begun = await send(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		if (begun) {
			client.release(true);
			return await Promise.reject(begun.error);
		}
		return {
			read: async (operation) => await this.drive(client, operation()),
			close: async () => client.release(!(await rollBack(client))),
		};
	}

	async size(): Promise<number> {
		const result = await this.pool.query('SELECT pg_database_size(current_database()) AS bytes');
		return Number(result.rows[0].bytes);
	}

	async version(): Promise<string> {
		const result = await this.pool.query('SHOW server_version');
		return `PostgreSQL ${String(result.rows[0].server_version)}`;
	}

	async close(): Promise<void> {
		await (this.closing ??= this.pool.end());
	}

	private async connect(): Promise<PoolClient> {
		return await this.pool.connect().catch((cause: unknown) =>
			Promise.reject(
				new LeadflowError(
					'STORE_UNAVAILABLE',
					'The PostgreSQL server of the lead store cannot be reached',
					{
						hint: `Check host, port, user, password and TLS in the 'Leadflow Store API' credential (${this.location}).`,
						cause,
					},
				),
			),
		);
	}

	private async drive<T>(client: PoolClient, step: Step<T>): Promise<T> {
		let next = step.next({ rows: [], changes: 0 });
		while (!next.done) next = step.next(await this.answer(client, next.value));
		return next.value;
	}

	/**
	 * Drives steps side by side. Where one fails the others are still driven to their ends, which come
	 * soon: a statement that is sent after the ROLLBACK would count.
	 */
	private async driveAll(
		client: PoolClient,
		steps: ReadonlyArray<Step<unknown>>,
	): Promise<unknown[]> {
		const ends = await Promise.allSettled(
			steps.map(async (step) => await this.drive(client, step)),
		);
		const values = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
		if (values.length === steps.length) return values;
		const failures = ends.flatMap((end): unknown[] =>
			end.status === 'rejected' ? [end.reason] : [],
		);
		return await Promise.reject(whyTheyFailed(failures));
	}

	private async answer(client: PoolClient, statement: Statement): Promise<Answer> {
		if (statement.kind === 'together') {
			return { rows: [], changes: 0, values: await this.driveAll(client, statement.steps) };
		}
		if (statement.kind === 'insertMany') {
			this.statistics.note(statement.table, statement.rows.length);
		}
		const { sql, parameters } =
			statement.kind === 'query'
				? statement
				: statement.kind === 'insertMany'
					? renderInsert(statement)
					: renderUpdate(statement);
		const result = await send(client, sql, parameters.map(toParameter));
		return { rows: result.rows, changes: result.rowCount ?? 0 };
	}
}

async function send(
	client: PoolClient,
	sql: string,
	parameters: Array<string | number | null> = [],
): Promise<QueryResult> {
	return await client
		.query(sql, parameters)
		.catch((cause: unknown) => Promise.reject(explained(cause)));
}

async function rollBack(client: PoolClient): Promise<boolean> {
	return await client.query('ROLLBACK').then(
		() => true,
		() => false,
	);
}

interface Rendered {
	sql: string;
	parameters: readonly unknown[];
}

/**
 * An array a column, however many rows: the server reads 2,000 of them in half a millisecond, out of
 * one JSON parameter in three, when it writes them in ten. What all rows have in common, such as the
 * workspace, the instant and the many fields that nobody filled, is said once.
 */
function renderInsert(insert: InsertMany): Rendered {
	const { table, columns, rows, onConflict } = insert;
	const cells = columns.map((name, index) => {
		const kind = columnKind(table, name);
		const bind = columnBinder(kind);
		const values = rows.map((row) => bind(row[index]));
		return { name, type: columnTypes[kind], values, isCommon: areAllTheSame(values) };
	});
	// Rows that say nothing of their own have a number at least.
	if (cells.every(({ isCommon }) => isCommon)) cells[0].isCommon = false;
	const own = cells.filter(({ isCommon }) => !isCommon);
	const common = cells.filter(({ isCommon }) => isCommon);
	const arrays = own.map(({ type }, index) => `$${index + 1}::${type}[]`);
	const constants = common.map(({ type }, index) => `$${own.length + index + 1}::${type}`);
	const names = own.map(({ name }) => name);
	const list = [...names, ...common.map(({ name }) => name)];
	const selected = [...names, ...constants];
	return {
		sql: `INSERT INTO ${table} (${list.join(', ')}) SELECT ${selected.join(', ')} FROM unnest(${arrays.join(', ')}) AS r(${names.join(', ')})${conflictClause(onConflict)}`,
		parameters: [
			...own.map(({ values }) => arrayLiteral(values)),
			...common.map(({ values }) => values[0]),
		],
	};
}

function areAllTheSame(values: readonly unknown[]): boolean {
	return values.every((value) => value === values[0]);
}

/** An array a column, so that the planner knows how few rows it has to look up: see `recordset`. */
function renderUpdate(update: UpdateMany): Rendered {
	const { table, key, set, rows } = update;
	const kinds = [...key, ...set].map((column) => columnKind(table, column));
	const binders = kinds.map(columnBinder);
	const arrays = kinds.map((kind, index) => `$${index + 1}::${columnTypes[kind]}[]`);
	// A column may be both: the version a row must have, and the one it gets.
	const names = [...key.map((column) => `old_${column}`), ...set];
	const assignments = set.map((column) => `${column} = r.${column}`);
	const conditions = key.map((column) => `${table}.${column} = r.old_${column}`);
	return {
		sql: `UPDATE ${table} SET ${assignments.join(', ')} FROM unnest(${arrays.join(', ')}) AS r(${names.join(', ')}) WHERE ${conditions.join(' AND ')}`,
		parameters: binders.map((bind, index) => arrayLiteral(rows.map((row) => bind(row[index])))),
	};
}
