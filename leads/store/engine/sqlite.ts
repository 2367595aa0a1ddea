import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { statSync } from 'node:fs';
import { columnKind, tables, type TableName } from '../schema/tables';
import type { Answer, InsertMany, Row, Statement, Step, UpdateMany } from '../step';
import { Checkpoints } from './checkpoints';
import { conflictClause } from './conflict';
import { LostRace, type Engine, type Snapshot, type TransactionOptions } from './engine';
import { untilItHolds, type Attempt } from './retry';
import { explained, isBusy } from './sqliteErrors';
import { columnBinder, parseJsonColumn, toParameter } from './values';

const STATEMENTS_KEPT = 300;

/**
 * WAL lets readers and the writer go on side by side. Its pages move into the file in a thread
 * (`Checkpoints`); what that leaves, SQLite moves at a commit, from 16,000 pages on.
 */
const settings = `
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
	PRAGMA wal_autocheckpoint = 16000;
	PRAGMA secure_delete = ON;
	PRAGMA foreign_keys = OFF;
	PRAGMA temp_store = MEMORY;
	PRAGMA cache_size = -16000;
`;

/** Without a thread SQLite moves the pages at a commit, often enough to keep each of them short. */
const WITHOUT_THREAD = 'PRAGMA wal_autocheckpoint = 1000';

interface Prepared {
	statement: StatementSync;
	/** Result columns in order; none for a statement that only writes. */
	columns: ResultColumn[];
}

interface ResultColumn {
	name: string;
	/** Whether it holds JSON text. */
	isJson: boolean;
}

const jsonColumnNames = new Set(
	Object.values(tables).flatMap((columns) =>
		Object.entries(columns)
			.filter(([, kind]) => kind.startsWith('json'))
			.map(([name]) => name),
	),
);

function resultColumns(statement: StatementSync): ResultColumn[] {
	return statement.columns().map(({ name }) => ({ name, isJson: jsonColumnNames.has(name) }));
}

/** The rows that a statement finds, as `setReturnArrays` makes them. */
function valuesOfRows(
	statement: StatementSync,
	parameters: readonly SQLInputValue[],
): ReadonlyArray<readonly unknown[]> {
	const rows: readonly unknown[] = statement.all(...parameters);
	return rows.map((row) => {
		if (Array.isArray(row)) return row;
		throw new TypeError('node:sqlite gave a row that is no array');
	});
}

/** A plain object, as items on the canvas must be; node:sqlite's own take four times as long to make. */
function rowOf(columns: readonly ResultColumn[], values: readonly unknown[]): Row {
	const row: Row = {};
	for (let index = 0; index < columns.length; index += 1) {
		const { name, isJson } = columns[index];
		row[name] = isJson ? parseJsonColumn(values[index]) : values[index];
	}
	return row;
}

/** Integers bind as INTEGER only when they are BigInt: a plain number would turn text columns into `7.0`. */
function bindable(value: unknown): SQLInputValue {
	const parameter = toParameter(value);
	return Number.isSafeInteger(parameter) ? BigInt(parameter ?? 0) : parameter;
}

/**
 * SQLite through Node's own `node:sqlite`. Transactions are `BEGIN IMMEDIATE`, driven to their end
 * in one tick; a busy file is waited for asynchronously, never by blocking the event loop.
 */
export class SqliteEngine implements Engine {
	readonly dialect = 'sqlite';
	private readonly prepared = new Map<string, Prepared>();
	private readonly checkpoints: Checkpoints;
	/** Rows that the transaction wrote so far. */
	private written = 0;

	private constructor(
		readonly location: string,
		private readonly database: DatabaseSync,
	) {
		this.checkpoints = new Checkpoints(location, () => {
			if (database.isOpen) database.exec(WITHOUT_THREAD);
		});
	}

	/**
	 * Opens or makes the file. Waits while another process is just making it.
	 *
	 * @throws LeadflowError STORE_UNAVAILABLE when the file cannot be used
	 */
	static async open(location: string): Promise<SqliteEngine> {
		return await untilItHolds((): Attempt<SqliteEngine> => {
			let database: DatabaseSync | undefined;
			try {
				database = new DatabaseSync(location, { timeout: 0 });
				database.exec(settings);
				return { value: new SqliteEngine(location, database) };
			} catch (error) {
				database?.close();
				return isBusy(error)
					? { retry: error, isWaiting: true }
					: { failure: explained(error, location) };
			}
		});
	}

	async transaction<T>(operation: () => Step<T>, options: TransactionOptions = {}): Promise<T> {
		await this.checkpoints.ready;
		return await untilItHolds(() => this.attempt(operation, options));
	}

	async read<T>(operation: () => Step<T>): Promise<T> {
		return await untilItHolds((): Attempt<T> => {
			try {
				return { value: this.drive(operation()) };
			} catch (error) {
				return isBusy(error)
					? { retry: error, isWaiting: true }
					: { failure: explained(error, this.location) };
			}
		});
	}

	/**
	 * One transaction in one tick, rolled back before anything else gets its turn: all operations of
	 * this process share the connection, and the next one must not find it inside a transaction.
	 */
	private attempt<T>(
		operation: () => Step<T>,
		{ durable = false }: TransactionOptions,
	): Attempt<T> {
		try {
			if (durable) this.database.exec('PRAGMA synchronous=FULL');
			this.database.exec('BEGIN IMMEDIATE');
			this.written = 0;
			const value = this.drive(operation());
			this.database.exec('COMMIT');
			this.checkpoints.wrote(this.written);
			return { value };
		} catch (error) {
			if (this.database.isTransaction) this.database.exec('ROLLBACK');
			if (isBusy(error)) return { retry: error, isWaiting: true };
			const again = error instanceof LostRace;
			return again ? { retry: error } : { failure: explained(error, this.location) };
		} finally {
			if (durable) this.database.exec('PRAGMA synchronous=NORMAL');
		}
	}

	/** A connection of its own: the shared one cannot be inside a transaction across turns. */
	async snapshot(): Promise<Snapshot> {
		const own = await SqliteEngine.open(this.location);
		// The first read fixes what a deferred transaction sees.
		own.database.exec('BEGIN; SELECT 1 FROM sqlite_master');
		return {
			read: async (operation) => await own.read(operation),
			close: async () => {
				own.database.exec('ROLLBACK');
				await own.close();
			},
		};
	}

	async size(): Promise<number> {
		return ['', '-wal'].reduce((sum, suffix) => {
			const file = statSync(this.location + suffix, { throwIfNoEntry: false });
			return sum + (file?.size ?? 0);
		}, 0);
	}

	async version(): Promise<string> {
		const row = this.database.prepare('SELECT sqlite_version() AS version').get();
		return `SQLite ${String(row?.version)}`;
	}

	async close(): Promise<void> {
		this.prepared.clear();
		await this.checkpoints.close();
		if (this.database.isOpen) this.database.close();
	}

	/** Writes a consistent copy while others read and write. */
	async copyTo(file: string): Promise<void> {
		const { backup } = await import('node:sqlite');
		await backup(this.database, file);
	}

	private drive<T>(step: Step<T>): T {
		let next = step.next({ rows: [], changes: 0 });
		while (!next.done) next = step.next(this.answer(next.value));
		return next.value;
	}

	/** Steps side by side, a statement of each in turn, much as a server gets them. */
	private driveAll(steps: ReadonlyArray<Step<unknown>>): unknown[] {
		const nexts = steps.map((step) => step.next({ rows: [], changes: 0 }));
		while (nexts.some(({ done }) => !done)) {
			nexts.forEach((next, index) => {
				if (!next.done) nexts[index] = steps[index].next(this.answer(next.value));
			});
		}
		return nexts.map(({ value }) => value);
	}

	private answer(statement: Statement): Answer {
		if (statement.kind === 'insertMany') return this.insertMany(statement);
		if (statement.kind === 'updateMany') return this.updateMany(statement);
		if (statement.kind === 'together') {
			return { rows: [], changes: 0, values: this.driveAll(statement.steps) };
		}
		const prepared = this.prepare(statement.sql);
		const parameters = statement.parameters.map(bindable);
		if (prepared.columns.length === 0) {
			const changes = Number(prepared.statement.run(...parameters).changes);
			this.written += changes;
			return { rows: [], changes };
		}
		const found = valuesOfRows(prepared.statement, parameters);
		// Another process may have changed the schema: the statement then means the new columns.
		if (found.length > 0 && found[0].length !== prepared.columns.length) {
			prepared.columns = resultColumns(prepared.statement);
		}
		const rows = found.map((values) => rowOf(prepared.columns, values));
		return { rows, changes: rows.length };
	}

	private insertMany(insert: InsertMany): Answer {
		const { table, columns, rows, onConflict } = insert;
		const placeholders = columns.map(() => '?').join(', ');
		const into = `INTO ${table} (${columns.join(', ')}) VALUES (${placeholders})`;
		return this.runForEach(`INSERT ${into}${conflictClause(onConflict)}`, table, columns, rows);
	}

	private updateMany(update: UpdateMany): Answer {
		const { table, key, set, rows } = update;
		// Numbered parameters, because the key comes first in a row and last in the statement.
		const assignments = set.map((column, index) => `${column} = ?${key.length + index + 1}`);
		const conditions = key.map((column, index) => `${column} = ?${index + 1}`);
		const sql = `UPDATE ${table} SET ${assignments.join(', ')} WHERE ${conditions.join(' AND ')}`;
		return this.runForEach(sql, table, [...key, ...set], rows);
	}

	private runForEach(
		sql: string,
		table: TableName,
		columns: readonly string[],
		rows: ReadonlyArray<readonly unknown[]>,
	): Answer {
		const { statement } = this.prepare(sql);
		const binders = columns.map((column) => columnBinder(columnKind(table, column)));
		const values = new Array<SQLInputValue>(binders.length);
		let changes = 0;
		for (const row of rows) {
			for (let index = 0; index < binders.length; index += 1) {
				// Numbers may bind as REAL: the column's own affinity makes integers of them.
				values[index] = binders[index](row[index]);
			}
			changes += Number(statement.run(...values).changes);
		}
		this.written += changes;
		return { rows: [], changes };
	}

	private prepare(sql: string): Prepared {
		const known = this.prepared.get(sql);
		if (known) return known;
		const statement = this.database.prepare(sql);
		statement.setReturnArrays(true);
		const entry: Prepared = { statement, columns: resultColumns(statement) };
		if (this.prepared.size >= STATEMENTS_KEPT) {
			const oldest = this.prepared.keys().next();
			if (!oldest.done) this.prepared.delete(oldest.value);
		}
		this.prepared.set(sql, entry);
		return entry;
	}
}
