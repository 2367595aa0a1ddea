import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { StoreConfig } from '../../leads/store/config';
import { toJson } from '../../leads/store/engine/values';
import { tables, type TableName } from '../../leads/store/schema/tables';
import { q } from '../../leads/store/step';
import { openStore, type LeadStore } from '../../leads/store/store';
import { plainWriter, type PlainRow, type WrittenRows } from '../capture/plainWriter';

/*
 * How long plain prepared statements take to write what an import wrote: the same rows into the same
 * tables of another store, a transaction for as many leads: `node plainImport.ts {from, to, leads,
 * atOnce}`. Nothing else than the writing is timed.
 */

interface Input {
	from: StoreConfig;
	to: StoreConfig;
	/** Leads to write; the first ones of the import. */
	leads: number;
	/** Leads in one transaction. */
	atOnce: number;
}

/** Tables that an import writes, with the column that says which lead or capture a row belongs to. */
const written = [
	['leads', 'id'],
	['identities', 'entity_id'],
	['search_tokens', 'lead_id'],
	['source_records', 'entity_id'],
	['events', 'entity_id'],
	['activities', 'entity_id'],
] as const satisfies ReadonlyArray<readonly [TableName, string]>;

/** Belongs to captures, not to leads. */
const deliveries = 'idempotency';

/** Indexes by which the rows are found again; what they cost is not timed. */
const indexes = [
	'CREATE INDEX bench_tokens ON search_tokens (workspace_id, lead_id)',
	'CREATE INDEX bench_deliveries ON idempotency (workspace_id, source_record_id)',
	'ANALYZE',
];

function plain(table: TableName, row: Record<string, unknown>): PlainRow {
	const kinds: Readonly<Record<string, string>> = tables[table];
	return Object.fromEntries(
		Object.keys(kinds).map((column) => {
			const value = row[column];
			if (value === null || value === undefined) return [column, null];
			if (kinds[column].startsWith('json')) return [column, toJson(value)];
			return [column, typeof value === 'number' ? value : String(value)];
		}),
	);
}

async function rowsBy(
	store: LeadStore,
	table: TableName,
	column: string,
	ids: readonly string[],
): Promise<Array<Record<string, unknown>>> {
	if (ids.length === 0) return [];
	const list = sql.join(ids.map((id) => sql`${id}`));
	return await store.read((context) =>
		q(
			sql<
				Record<string, unknown>
			>`SELECT * FROM ${sql.table(table)} WHERE workspace_id = 'default' AND ${sql.ref(column)} IN (${list})`.compile(
				context.db,
			),
		),
	);
}

async function rowsOf(store: LeadStore, ids: readonly string[]): Promise<WrittenRows['inserts']> {
	const inserts: WrittenRows['inserts'] = [];
	let records: string[] = [];
	for (const [table, column] of written) {
		const rows = await rowsBy(store, table, column, ids);
		if (table === 'source_records') records = rows.map(({ id }) => String(id));
		inserts.push({ table, rows: rows.map((row) => plain(table, row)) });
	}
	const keys = await rowsBy(store, deliveries, 'source_record_id', records);
	inserts.push({ table: deliveries, rows: keys.map((row) => plain(deliveries, row)) });
	return inserts;
}

async function main({ from, to, leads, atOnce }: Input): Promise<void> {
	const store = await openStore(from);
	await (await openStore(to)).close();
	const writer = await plainWriter(to);
	for (const index of indexes) {
		await store.run((context) => q(sql.raw(index).compile(context.db)));
	}
	let ms = 0;
	let done = 0;
	let after = '00000000-0000-7000-8000-000000000000';
	while (done < leads) {
		const page = await store.read((context) =>
			q(
				context.db
					.selectFrom('leads')
					.select('id')
					.where('workspace_id', '=', 'default')
					.where('id', '>', after)
					.orderBy('id')
					.limit(Math.min(atOnce, leads - done)),
			),
		);
		if (page.length === 0) break;
		const ids = page.map(({ id }) => id);
		const inserts = await rowsOf(store, ids);
		const started = performance.now();
		await writer.write({ inserts, updates: [] });
		ms += performance.now() - started;
		done += ids.length;
		after = ids[ids.length - 1];
	}
	await writer.close();
	await store.close();
	process.send?.({ leads: done, ms });
	process.disconnect?.();
}

void main(JSON.parse(process.argv[2]) as Input);
