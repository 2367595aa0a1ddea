import { sql } from 'kysely';
import type { AssignmentRule, RuleSet } from '../../../leads/assign/ruleSet';
import type { LeadFieldValues } from '../../../leads/model/lead';
import type { MemberInput } from '../../../leads/model/member';
import { blankLeadRow, withValues, type LeadRow } from '../../../leads/store/leads/leadRow';
import { insertLeads } from '../../../leads/store/leads/writeLeads';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { insertMany, q, type Row } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import type { StoreConfig } from '../../../leads/store/config';

/** A Thursday, 10:00 in Shanghai. */
export const NOW = Date.parse('2026-03-05T10:00:00+08:00');
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A store with a clock that a test sets. */
export interface Clocked {
	store: LeadStore;
	clock: { now: number };
}

export async function clockedStore(config: StoreConfig): Promise<Clocked> {
	const clock = { now: NOW };
	return { store: await openStore(config, { clock: () => clock.now }), clock };
}

/** Members named by one letter each, in the order of their ids. */
export async function addMembers(
	store: LeadStore,
	names: string,
	more: Partial<MemberInput> | ((name: string) => Partial<MemberInput>) = {},
): Promise<Record<string, string>> {
	const ids: Record<string, string> = {};
	for (const name of names) {
		const input = { name, ...(typeof more === 'function' ? more(name) : more) };
		const { record } = await store.run(createRecord(memberRecords, input));
		ids[name] = record.id;
	}
	return ids;
}

/** So many new leads, each with what `fields` says of it. @returns their ids in order */
export async function addLeads(
	store: LeadStore,
	count: number,
	fields: (index: number) => LeadFieldValues = () => ({}),
	columns: (index: number) => Partial<LeadRow> = () => ({}),
): Promise<string[]> {
	return await store.run(function* (context) {
		const rows = Array.from({ length: count }, (_, index) => {
			const blank = blankLeadRow(context.workspaceId, context.newId(), context.now);
			const { row } = withValues(blank, { fields: { name: `Lead ${index}`, ...fields(index) } });
			return { ...row, ...columns(index) };
		});
		yield* insertLeads(context, rows);
		return rows.map(({ id }) => id);
	});
}

export const everyone = (ids: Record<string, string>): AssignmentRule['target'] => ({
	members: Object.values(ids).map((id) => ({ id })),
});

export function rule(
	more: Partial<AssignmentRule> & Pick<AssignmentRule, 'target'>,
): AssignmentRule {
	return { name: 'all', method: 'roundRobin', onNoneAvailable: 'nextRule', ...more };
}

export function rulesOf(rules: readonly AssignmentRule[], more: Partial<RuleSet> = {}): RuleSet {
	return {
		name: 'test',
		rules,
		zone: 'Asia/Shanghai',
		calendar: { holidays: 'none' },
		countStatuses: ['new', 'working'],
		capWindow: 'calendar',
		returns: 'noCatchUp',
		...more,
	};
}

/** Owner of each lead by the names of `addMembers`, as one text in the order of the ids. */
export async function ownersOf(
	store: LeadStore,
	leads: readonly string[],
	members: Record<string, string>,
): Promise<string> {
	const nameOf = new Map(Object.entries(members).map(([name, id]) => [id, name]));
	const owners = new Map<string, string>();
	for (let at = 0; at < leads.length; at += 500) {
		const rows = await store.read((context) =>
			q(
				context.db
					.selectFrom('leads')
					.select(['id', 'owner_id'])
					.where('id', 'in', leads.slice(at, at + 500)),
			),
		);
		for (const { id, owner_id } of rows) owners.set(id, nameOf.get(owner_id ?? '') ?? '-');
	}
	return leads.map((id) => owners.get(id)).join('');
}

/** How often each letter occurs. */
export function tally(text: string): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const letter of text) counts[letter] = (counts[letter] ?? 0) + 1;
	return counts;
}

/** How far the letters' counts are apart. */
export function spreadOf(text: string, letters: string): number {
	const counts = tally(text);
	const all = [...letters].map((letter) => counts[letter] ?? 0);
	return Math.max(...all) - Math.min(...all);
}

export async function countRows(store: LeadStore, table: string): Promise<number> {
	const [row] = await store.read((context) =>
		q(
			sql<{ count: number }>`SELECT COUNT(*) AS count FROM ${sql.table(table)}`.compile(context.db),
		),
	);
	return Number(row.count);
}

export async function rowsOf(store: LeadStore, table: string): Promise<Row[]> {
	return await store.read((context) =>
		q(sql<Row>`SELECT * FROM ${sql.table(table)} ORDER BY 2`.compile(context.db)),
	);
}

export async function addPool(store: LeadStore, name: string): Promise<string> {
	return await store.run(function* (context) {
		const id = context.newId();
		const { workspaceId, now } = context;
		yield* insertMany({
			table: 'pools',
			columns: ['workspace_id', 'id', 'version', 'name', 'data', 'created_at', 'updated_at'],
			rows: [[workspaceId, id, 1, name, {}, now, now]],
			onConflict: 'error',
		});
		return id;
	});
}
