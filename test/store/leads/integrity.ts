import { sql } from 'kysely';
import { leadColumns } from '../../../leads/store/leads/leadRows';
import { tables, type TableName } from '../../../leads/store/schema/tables';
import { q } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';

/** Rows of each table in the store's workspace. */
export async function rowCounts(store: LeadStore): Promise<Record<TableName, number>> {
	const counts = {} as Record<TableName, number>;
	for (const table of Object.keys(tables) as TableName[])
		counts[table] = (await rowsOf(store, table)).length;
	return counts;
}

export async function rowsOf(
	store: LeadStore,
	table: TableName,
): Promise<Array<Record<string, unknown>>> {
	return await store.read((context) =>
		q(
			sql<
				Record<string, unknown>
			>`SELECT * FROM ${sql.table(table)} WHERE workspace_id = ${context.workspaceId}`.compile(
				context.db,
			),
		),
	);
}

/** Everything the workspace holds, as one text: to see what is nowhere to be found. */
export async function everythingIn(store: LeadStore): Promise<string> {
	const parts = [];
	for (const table of Object.keys(tables) as TableName[]) parts.push(await rowsOf(store, table));
	return JSON.stringify(parts);
}

/**
 * What contradicts itself in a store: rows that point to no lead, leads without a history, leads of
 * which a key names somebody else without a review.
 */
export async function contradictions(store: LeadStore): Promise<string[]> {
	const found: string[] = [];
	const leads = await rowsOf(store, 'leads');
	const ids = new Set(leads.map(({ id }) => id));
	const isLead = (row: Record<string, unknown>) => row.entity_type === 'lead';
	const pointers = [
		['identities', 'entity_id', isLead],
		['source_records', 'entity_id', isLead],
		['events', 'entity_id', isLead],
		['activities', 'entity_id', isLead],
		['consents', 'entity_id', isLead],
		['search_tokens', 'lead_id', () => true],
	] as const;
	for (const [table, column, about] of pointers) {
		const rows = (await rowsOf(store, table)).filter(about);
		for (const row of rows) if (!ids.has(row[column])) found.push(`${table} points to no lead`);
		if (table !== 'source_records' && table !== 'events') continue;
		const told = new Set(rows.map((row) => row[column]));
		for (const { id, merged_into } of leads) {
			// Captures go with a lead that is merged; its events stay.
			if (table === 'source_records' && merged_into !== null) continue;
			if (!told.has(id)) found.push(`a lead without ${table}`);
		}
	}
	const records = new Set((await rowsOf(store, 'source_records')).map(({ id }) => id));
	for (const event of await rowsOf(store, 'events')) {
		if (event.source_record_id !== null && !records.has(event.source_record_id)) {
			found.push('an event without its source record');
		}
	}
	for (const delivery of await rowsOf(store, 'idempotency')) {
		if (!records.has(delivery.source_record_id)) found.push('a delivery without its source record');
	}
	return [...found, ...(await mergeContradictions(store, leads))];
}

/** Merged leads that still have something, or that lead nowhere; merges that are not so. */
async function mergeContradictions(
	store: LeadStore,
	leads: ReadonlyArray<Record<string, unknown>>,
): Promise<string[]> {
	const found: string[] = [];
	const into = new Map(leads.map(({ id, merged_into }) => [id, merged_into]));
	const isMerged = (id: unknown) => into.has(id) && into.get(id) !== null;
	for (const { id } of leads) {
		const seen = new Set<unknown>();
		for (let next: unknown = id; next !== null; next = into.get(next)) {
			if (!into.has(next) || seen.has(next)) {
				found.push('an id that leads nowhere');
				break;
			}
			seen.add(next);
		}
	}
	for (const { table, column, typed, merge } of leadColumns) {
		if (merge === 'stays') continue;
		for (const row of await rowsOf(store, table)) {
			if (typed && row.entity_type !== 'lead') continue;
			// Pairs stay with the ids of which they were put up.
			if (table !== 'review_pairs' && isMerged(row[column]))
				found.push(`${table} of a lead that was merged away`);
		}
	}
	const living = (id: unknown): unknown => (isMerged(id) ? living(into.get(id)) : id);
	for (const { state, left_id, right_id } of await rowsOf(store, 'review_pairs')) {
		if (state === 'open' && living(left_id) === living(right_id)) found.push('a pair of one lead');
	}
	const standing = (await rowsOf(store, 'merges')).filter(({ undone_at }) => undone_at === null);
	for (const { loser_id, survivor_id } of standing) {
		if (into.get(loser_id) !== survivor_id) found.push('a merge that is not so');
	}
	const told = new Set(standing.map(({ loser_id }) => loser_id));
	for (const id of into.keys()) {
		if (isMerged(id) && !told.has(id)) found.push('a merged lead without a merge');
	}
	return found;
}
