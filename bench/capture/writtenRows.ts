import { sql } from 'kysely';
import type { LeadStore } from '../../leads/store/store';
import { tables, type TableName } from '../../leads/store/schema/tables';
import { q } from '../../leads/store/step';
import { toJson } from '../../leads/store/engine/values';
import type { PlainRow, WrittenRows } from './plainWriter';

/** Tables whose rows a capture adds, with the column that holds a growing id. */
const growing = [
	['leads', 'id'],
	['identities', 'entity_id'],
	['search_tokens', 'lead_id'],
	['match_keys', 'lead_id'],
	['idempotency', 'source_record_id'],
	['source_records', 'id'],
	['events', 'id'],
	['event_payloads', 'event_id'],
	['activities', 'id'],
	['consents', 'id'],
] as const satisfies ReadonlyArray<readonly [TableName, string]>;

const NOTHING = '00000000-0000-7000-8000-000000000000';

/** The newest id of each table, to tell what a batch adds. */
export type Marks = Record<string, string>;

export async function newestIds(store: LeadStore, since: Marks = {}): Promise<Marks> {
	const marks: Marks = {};
	for (const [table, column] of growing) {
		const rows = await store.read((context) =>
			q(
				sql<{
					id: string | null;
				}>`SELECT MAX(CAST(${sql.ref(column)} AS TEXT)) AS id FROM ${sql.table(table)} WHERE ${sql.ref(column)} > ${since[table] ?? NOTHING}`.compile(
					context.db,
				),
			),
		);
		marks[table] = rows[0]?.id ?? since[table] ?? NOTHING;
	}
	return marks;
}

function plain(table: TableName, row: Record<string, unknown>): PlainRow {
	const kinds: Readonly<Record<string, string>> = tables[table];
	const copy: PlainRow = {};
	for (const column of Object.keys(kinds)) {
		const value = row[column];
		copy[column] =
			value === null || value === undefined
				? null
				: kinds[column].startsWith('json')
					? toJson(value)
					: typeof value === 'number' &&
						  Number.isSafeInteger(value) &&
						  !kinds[column].startsWith('real')
						? BigInt(value)
						: (value as string | number);
	}
	return copy;
}

/** What a batch wrote, lead after lead: all rows newer than the marks before it, and the older leads it changed. */
export async function rowsSince(
	store: LeadStore,
	marks: Marks,
	updatedIds: readonly string[],
): Promise<WrittenRows> {
	const inserts: WrittenRows['inserts'] = [];
	for (const [table, column] of growing) {
		const rows = await store.read((context) =>
			q(
				sql<
					Record<string, unknown>
				>`SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} > ${marks[table]} ORDER BY ${sql.ref(column)}`.compile(
					context.db,
				),
			),
		);
		inserts.push({ table, rows: rows.map((row) => plain(table, row)) });
	}
	const old = updatedIds.filter((id) => id <= marks.leads);
	const updates =
		old.length === 0
			? []
			: await store.read((context) =>
					q(
						context.db
							.selectFrom('leads')
							.selectAll()
							.where('workspace_id', '=', 'default')
							.where('id', 'in', old),
					),
				);
	return { inserts, updates: updates.map((row) => plain('leads', row)) };
}
