import { searchTokensOf } from '../../model/searchTokens';
import type { StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { tables } from '../schema/tables';
import { insertMany, q, together, updateMany, write, type Step } from '../step';
import { sql } from 'kysely';
import { hasId, recordset } from '../fragments';
import type { OpenAssignment } from './endAssignments';
import { followStatusChanges } from './firstTouch';
import { keepFollowUpTimers } from './followUpTimers';
import { followHolding, keepHolding } from './holding';
import { fieldValues, type LeadRow } from './leadRow';
import type { StoredPool } from '../pools';
import { insertMatchKeys, refreshMatchKeys } from './matchKeys';

const columns = Object.keys(tables.leads) as ReadonlyArray<keyof LeadRow>;
const key = ['workspace_id', 'id', 'version'] as const;
const changeable = columns.filter(
	(column) => column !== 'workspace_id' && column !== 'id' && column !== 'created_at',
);

/** What changes with the owner alone: nothing of it is searched or matched. */
const ofHolding: ReadonlySet<keyof LeadRow> = new Set<keyof LeadRow>([
	'version',
	'updated_at',
	'owner_id',
	'team_id',
	'pool_id',
	'owned_since',
	'protected_until',
	'previous_owner_id',
	'returned_count',
]);

/** Columns that differ in one of the rows at least: the others, and their indexes, are left alone. */
function changedColumns(
	updates: readonly LeadUpdate[],
	written: readonly LeadRow[],
): Array<keyof LeadRow> {
	return changeable.filter((column) =>
		written.some((row, index) => row[column] !== updates[index].before[column]),
	);
}

type TokenRow = [workspaceId: string, token: string, leadId: string];

function tokenRows({ workspaceId }: StoreContext, row: LeadRow): TokenRow[] {
	return searchTokensOf(fieldValues(row)).map((token): TokenRow => [workspaceId, token, row.id]);
}

/** In the order of the table: neighbours are written to one page. */
function inTokenOrder(rows: TokenRow[]): TokenRow[] {
	return rows.sort(([, one], [, other]) => (one < other ? -1 : 1));
}

/**
 * Writes new leads and what they are found by, and starts the clocks of those that have an owner.
 *
 * @returns the rows as written
 */
export function* insertLeads(context: StoreContext, leads: readonly LeadRow[]): Step<LeadRow[]> {
	const rows = yield* keepHolding(
		context,
		leads.map((after) => ({ after })),
	);
	yield* together<unknown[]>(
		insertMany({
			table: 'leads',
			columns,
			rows: rows.map((row) => columns.map((column) => row[column])),
			onConflict: 'error',
		}),
		insertMany({
			table: 'search_tokens',
			columns: ['workspace_id', 'token', 'lead_id'],
			rows: inTokenOrder(rows.flatMap((row) => tokenRows(context, row))),
			onConflict: 'error',
		}),
		insertMatchKeys(context, rows),
	);
	const changes = rows.map((after) => ({ after }));
	yield* keepFollowUpTimers(context, changes);
	yield* followHolding(context, changes);
	return rows;
}

export interface LeadUpdate {
	/** The row as it was read in this transaction. */
	before: LeadRow;
	/** The row to write; its version and `updated_at` are set here. */
	after: LeadRow;
	/** Its open rows in the book of assignments, where the caller read them after it held the lead. */
	open?: readonly OpenAssignment[];
}

export interface WriteOptions {
	/** All pools, where the caller read them in this transaction. */
	pools?: ReadonlyMap<string, StoredPool>;
	/** What is to be written at the same time; given the rows of the leads as they are written. */
	alongside?: (written: readonly LeadRow[]) => Array<Step<unknown>>;
}

/**
 * Writes changed leads, each against the version it was read with, and brings the search, the
 * clocks and the book of assignments up to date. What is written of a new owner's assignment comes
 * after it, or alongside.
 *
 * @returns the rows as written
 * @throws LostRace when one of them was changed in between
 */
export function* updateLeads(
	context: StoreContext,
	updates: readonly LeadUpdate[],
	{ pools, alongside = () => [] }: WriteOptions = {},
): Step<LeadRow[]> {
	const held = yield* keepHolding(context, updates, pools);
	const written = held.map((row, index) => ({
		...row,
		version: updates[index].before.version + 1,
		updated_at: context.now,
	}));
	const set = changedColumns(updates, written);
	const [found] = yield* together<[number, ...unknown[]]>(
		updateMany({
			table: 'leads',
			key,
			set,
			rows: written.map((row, index) => [
				row.workspace_id,
				row.id,
				updates[index].before.version,
				...set.map((column) => row[column]),
			]),
		}),
		...alongside(written),
	);
	if (found !== updates.length) throw new LostRace('leads');
	if (set.some((column) => !ofHolding.has(column))) {
		yield* refreshTokens(context, updates);
		yield* refreshMatchKeys(context, updates);
	}
	yield* keepFollowUpTimers(context, updates);
	yield* followHolding(
		context,
		written.map((after, index) => ({ ...updates[index], after })),
	);
	yield* followStatusChanges(context, updates);
	return written;
}

const searchedColumns = ['name', 'company', 'email', 'mobile', 'phone', 'country'] as const;

/** Most changes touch nothing that is searched; the other searched fields live in `extra`. */
function isFoundAsBefore({ before, after }: LeadUpdate): boolean {
	if (before.extra !== after.extra) return false;
	return searchedColumns.every((column) => before[column] === after[column]);
}

function* refreshTokens(context: StoreContext, updates: readonly LeadUpdate[]): Step<void> {
	const gone: string[][] = [];
	const fresh: string[][] = [];
	for (const update of updates) {
		if (isFoundAsBefore(update)) continue;
		const { before, after } = update;
		const old = new Set(searchTokensOf(fieldValues(before)));
		const now = tokenRows(context, after);
		for (const row of now) if (!old.delete(row[1])) fresh.push(row);
		for (const token of old) gone.push([context.workspaceId, token, after.id]);
	}
	if (gone.length > 0) yield* deleteTokens(context, gone);
	yield* insertMany({
		table: 'search_tokens',
		columns: ['workspace_id', 'token', 'lead_id'],
		rows: fresh,
		onConflict: 'ignore',
	});
}

function* deleteTokens(context: StoreContext, rows: readonly string[][]): Step<void> {
	const gone = recordset(
		context.dialect,
		'gone',
		{ token: 'text', lead_id: 'uuid' },
		rows.map(([, token, lead_id]): Record<string, unknown> => ({ token, lead_id })),
	);
	yield* write(
		sql`DELETE FROM search_tokens WHERE workspace_id = ${context.workspaceId}
			AND (token, lead_id) IN (SELECT token, lead_id FROM ${gone})`.compile(context.db),
	);
}

function leadsById(context: StoreContext, ids: readonly string[]) {
	return context.db
		.selectFrom('leads')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where(hasId(context.dialect, 'leads.id', ids))
		.orderBy('id');
}

/** Leads by id, whatever their owner. */
export function* readLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	return ids.length === 0 ? [] : yield* q(leadsById(context, ids));
}

/**
 * Like `lockLeads`, in a transaction that holds leads already: it does not wait, because whoever waits
 * for a second lead may be waited for. With one that a rival holds, the operation starts over.
 *
 * @throws LostRace
 */
export function* lockMoreLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	if (ids.length === 0) return [];
	const query = leadsById(context, ids);
	if (context.dialect !== 'postgres') return yield* q(query);
	const held = yield* q(query.forUpdate().skipLocked());
	const missing = new Set(ids);
	for (const { id } of held) missing.delete(id);
	// What is not there at all is not held by anybody.
	if ((yield* readLeads(context, [...missing])).length > 0) throw new LostRace('leads');
	return held;
}

/** What tells whether a row is still as it was read: its version, and what changes without a new one. */
const signs = [
	'version',
	'owner_id',
	'owned_since',
	'protected_until',
	'read_at',
	'last_activity_at',
] as const satisfies ReadonlyArray<keyof LeadRow>;

/**
 * `lockLeads` for a caller who read the leads before: those that are as they were are not read again,
 * so that rivals wait for little.
 *
 * @param known leads as they were read, by id
 */
export function* lockKnownLeads(
	context: StoreContext,
	ids: readonly string[],
	known: ReadonlyMap<string, LeadRow>,
): Step<LeadRow[]> {
	if (known.size === 0) return yield* lockLeads(context, ids);
	const query = context.db
		.selectFrom('leads')
		.select(['id', ...signs])
		.where('workspace_id', '=', context.workspaceId)
		.where(hasId(context.dialect, 'leads.id', ids))
		.orderBy('id');
	const held = yield* q(context.dialect === 'postgres' ? query.forUpdate() : query);
	const asRead = new Map<string, LeadRow>();
	for (const now of held) {
		const row = known.get(now.id);
		if (row && signs.every((column) => row[column] === now[column])) asRead.set(now.id, row);
	}
	const others = held.filter(({ id }) => !asRead.has(id)).map(({ id }) => id);
	const fresh = new Map((yield* readLeads(context, others)).map((row) => [row.id, row]));
	return held.flatMap(({ id }) => asRead.get(id) ?? fresh.get(id) ?? []);
}

/** Leads by id, whatever their owner, held against rivals until the transaction ends. */
export function* lockLeads(context: StoreContext, ids: readonly string[]): Step<LeadRow[]> {
	if (ids.length === 0) return [];
	const query = leadsById(context, ids);
	return yield* q(context.dialect === 'postgres' ? query.forUpdate() : query);
}
