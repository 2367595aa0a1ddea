import { join } from 'node:path';
import { sql } from 'kysely';
import { appliedMigrations } from '../../leads/store/migrate';
import { keyColumns } from '../../leads/store/schema/keys';
import { migrations } from '../../leads/store/schema/migrations';
import { tables, type TableName } from '../../leads/store/schema/tables';
import { q } from '../../leads/store/step';
import { openStore, type LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { runProcesses } from '../environment/process.mjs';

interface Column {
	name: string;
	/** 0 where the column is not part of the primary key, else its place in it. */
	place: number;
	optional: boolean;
}

async function columnsOf(store: LeadStore, table: string): Promise<Column[]> {
	const query =
		store.engine.dialect === 'sqlite'
			? sql<{ name: string; place: number; required: number }>`
				SELECT name, pk AS place, "notnull" AS required FROM pragma_table_info(${table})`
			: sql<{ name: string; place: number; required: number }>`
				SELECT a.attname AS name, COALESCE(array_position(i.indkey::int2[], a.attnum), -1) + 1 AS place,
					a.attnotnull::int AS required
				FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
				LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
				WHERE c.relname = ${table} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`;
	const rows = await store.read((context) => q(query.compile(context.db)));
	return rows.map(({ name, place, required }) => ({ name, place, optional: required === 0 }));
}

describe.each(storeEngines())('schema on $name', ({ config }) => {
	it('has the tables, columns and keys that the code believes in', async () => {
		const store = await openStore(await config());
		for (const table of Object.keys(tables) as TableName[]) {
			const columns = await columnsOf(store, table);
			const described = Object.entries(tables[table]).map(([name, kind]) => [
				name,
				kind.endsWith('?'),
			]);
			expect([table, columns.map(({ name, optional }) => [name, optional]).sort()]).toEqual([
				table,
				described.sort(),
			]);
			const key = columns.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place);
			expect([table, key.map(({ name }) => name)]).toEqual([
				table,
				['workspace_id', ...keyColumns[table]],
			]);
		}
		await store.close();
	});

	it('is made once by eight processes that open a new store at the same time', async () => {
		const fresh = await config();
		const script = join(__dirname, 'processes', 'open.process.ts');
		const answers = await runProcesses(
			script,
			Array.from({ length: 8 }, () => ({ config: fresh })),
		);
		const ids = migrations.map(({ id }) => id);
		expect(answers).toEqual(Array.from({ length: 8 }, () => ids));
		const store = await openStore(fresh);
		expect(await store.read(appliedMigrations)).toEqual(ids);
		await store.close();
	});

	it('refuses a store of a newer layout', async () => {
		const fresh = await config();
		const store = await openStore(fresh);
		await store.run((context) =>
			q(
				sql`INSERT INTO schema_migrations (id, layout, applied_at) VALUES ('9999-future', 99, 0)`.compile(
					context.db,
				),
			),
		);
		await store.close();
		await expect(openStore(fresh)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
	});
});
