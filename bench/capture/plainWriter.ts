import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Client } from 'pg';
import type { StoreConfig } from '../../leads/store/config';

/** A row as the table holds it: column → value ready to bind. */
export type PlainRow = Record<string, string | number | bigint | null>;

/** What one transaction of ours wrote: rows inserted by table, leads updated. */
export interface WrittenRows {
	inserts: Array<{ table: string; rows: PlainRow[] }>;
	updates: PlainRow[];
}

/**
 * The yardstick of `ratioToRaw` (the same rows, the same tables, the same transaction size): plain
 * prepared statements, nothing decided, nothing checked.
 */
export interface PlainWriter {
	/** Writes in one transaction. */
	write(rows: WrittenRows): Promise<void>;
	close(): Promise<void>;
}

function insertSql(
	table: string,
	columns: readonly string[],
	mark: (index: number) => string,
): string {
	return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => mark(i + 1)).join(', ')})`;
}

function updateSql(columns: readonly string[], mark: (index: number) => string): string {
	const set = columns.map((column, i) => `${column} = ${mark(i + 1)}`).join(', ');
	return `UPDATE leads SET ${set} WHERE workspace_id = ${mark(columns.length + 1)} AND id = ${mark(columns.length + 2)}`;
}

/** A plain writer into an empty store of the same schema. */
export async function plainWriter(config: StoreConfig): Promise<PlainWriter> {
	return config.engine === 'sqlite' ? sqliteWriter(config.file) : await postgresWriter(config.url);
}

function sqliteWriter(file: string): PlainWriter {
	const database = new DatabaseSync(file);
	database.exec(
		'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000',
	);
	const prepared = new Map<string, StatementSync>();
	const prepare = (sql: string) => {
		const known = prepared.get(sql) ?? database.prepare(sql);
		prepared.set(sql, known);
		return known;
	};
	return {
		async write({ inserts, updates }) {
			database.exec('BEGIN IMMEDIATE');
			for (const { table, rows } of inserts) {
				if (rows.length === 0) continue;
				const statement = prepare(insertSql(table, Object.keys(rows[0]), () => '?'));
				for (const row of rows) statement.run(...Object.values(row));
			}
			for (const row of updates) {
				prepare(updateSql(Object.keys(row), () => '?')).run(
					...Object.values(row),
					row.workspace_id,
					row.id,
				);
			}
			database.exec('COMMIT');
		},
		async close() {
			database.close();
		},
	};
}

async function postgresWriter(url: string): Promise<PlainWriter> {
	const client = new Client({ connectionString: url });
	await client.connect();
	const run = async (name: string, text: string, values: unknown[]) =>
		await client.query({ name, text, values });
	return {
		async write({ inserts, updates }) {
			await client.query('BEGIN');
			for (const { table, rows } of inserts) {
				if (rows.length === 0) continue;
				const sql = insertSql(table, Object.keys(rows[0]), (i) => `$${i}`);
				for (const row of rows) await run(`insert_${table}`, sql, Object.values(row));
			}
			for (const row of updates) {
				const sql = updateSql(Object.keys(row), (i) => `$${i}`);
				await run('update_leads', sql, [...Object.values(row), row.workspace_id, row.id]);
			}
			await client.query('COMMIT');
		},
		async close() {
			await client.end();
		},
	};
}
