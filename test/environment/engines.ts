import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { StoreConfig } from '../../leads/store/config';

export type EngineName = 'sqlite' | 'postgres' | 'pgbouncer' | 'serializable';

export interface TestEngine {
	name: EngineName;
	/** A new empty store, removed after the last test of the file. Close what you open on it before. */
	config(): Promise<StoreConfig>;
}

const leftovers: Array<() => Promise<void>> = [];

afterAll(async () => {
	for (const remove of leftovers.splice(0)) await remove();
});

async function freshFile(): Promise<StoreConfig> {
	const folder = mkdtempSync(join(tmpdir(), 'leadflow-store-'));
	leftovers.push(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return { engine: 'sqlite', file: join(folder, 'store.db') };
}

function serverUrl(variable: string): URL {
	const url = process.env[variable];
	if (url === undefined) {
		throw new Error(`${variable} is not set: run this test in a Jest project that starts servers`);
	}
	return new URL(url);
}

async function administer(statements: string[]): Promise<void> {
	const client = new Client({ connectionString: serverUrl('LEADFLOW_TEST_POSTGRES_URL').href });
	await client.connect();
	for (const statement of statements) await client.query(statement);
	await client.end();
}

/** A new database, seen through the server or the pooler whose address the variable holds. */
async function freshDatabase(variable: string, settings: string[] = []): Promise<StoreConfig> {
	const name = `leadflow_test_${randomBytes(6).toString('hex')}`;
	const statements = settings.map((setting) => `ALTER DATABASE ${name} SET ${setting}`);
	await administer([`CREATE DATABASE ${name}`, ...statements]);
	leftovers.push(async () => await administer([`DROP DATABASE ${name} WITH (FORCE)`]));
	const url = serverUrl(variable);
	url.pathname = name;
	return { engine: 'postgres', url: url.href };
}

const engines: Record<EngineName, () => Promise<StoreConfig>> = {
	sqlite: freshFile,
	postgres: async () => await freshDatabase('LEADFLOW_TEST_POSTGRES_URL'),
	pgbouncer: async () => await freshDatabase('LEADFLOW_TEST_PGBOUNCER_URL'),
	serializable: async () =>
		await freshDatabase('LEADFLOW_TEST_POSTGRES_URL', [
			"default_transaction_isolation TO 'serializable'",
		]),
};

function isEngineName(name: string): name is EngineName {
	return name in engines;
}

/**
 * Every engine that a store test has to hold on: SQLite, PostgreSQL, PostgreSQL behind pgbouncer with
 * transaction pooling (where pgbouncer is installed; always in CI), PostgreSQL that is serializable by
 * default. `describe.each(storeEngines())('$name', ({ config }) => …)`.
 *
 * While working, `LEADFLOW_TEST_ENGINES=sqlite,postgres` narrows them down.
 *
 * @param without engines that a long suite can do without, because they show nothing new there: who
 *   wins a race is the same behind a pooler, and what one process does alone is the same at any isolation
 */
export function storeEngines(without: readonly EngineName[] = []): TestEngine[] {
	const wanted = process.env.LEADFLOW_TEST_ENGINES?.split(',') ?? Object.keys(engines);
	return wanted
		.filter(isEngineName)
		.filter((name) => !without.includes(name))
		.filter((name) => name !== 'pgbouncer' || 'LEADFLOW_TEST_PGBOUNCER_URL' in process.env)
		.map((name) => ({ name, config: engines[name] }));
}
