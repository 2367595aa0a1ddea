import { sql } from 'kysely';
import { searchTokensOf } from '../../model/searchTokens';
import type { StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { recordset } from '../fragments';
import type { StoredPool } from '../pools';
import { tables } from '../schema/tables';
import { insertMany, together, updateMany, write, type Step } from '../step';
import type { OpenAssignment } from './endAssignments';
import { followStatusChanges } from './firstTouch';
import { keepFollowUpTimers } from './followUpTimers';
import { followHolding, keepHolding } from './holding';
import { fieldValues, type LeadRow } from './leadRow';
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
	const rows = yield* newRows(context, leads);
	yield* insertNew(context, rows);
	return rows;
}

function* newRows(context: StoreContext, leads: readonly LeadRow[]): Step<LeadRow[]> {
	return yield* keepHolding(
		context,
		leads.map((after) => ({ after })),
	);
}

function* insertNew(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	yield* together<unknown[]>(
		insertRows(rows),
		insertTokens(context, rows),
		insertMatchKeys(context, rows),
	);
	const changes = rows.map((after) => ({ after }));
	yield* keepFollowUpTimers(context, changes);
	yield* followHolding(context, changes);
}

function* insertRows(rows: readonly LeadRow[]): Step<void> {
	yield* insertMany({
		table: 'leads',
		columns,
		rows: rows.map((row) => columns.map((column) => row[column])),
		onConflict: 'error',
	});
}

function* insertTokens(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	yield* insertMany({
		table: 'search_tokens',
		columns: ['workspace_id', 'token', 'lead_id'],
		rows: inTokenOrder(rows.flatMap((row) => tokenRows(context, row))),
		onConflict: 'error',
	});
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
	const written = yield* changedRows(context, updates, pools);
	yield* updateChanged(context, updates, written, alongside(written));
	return written;
}

function* changedRows(
	context: StoreContext,
	updates: readonly LeadUpdate[],
	pools?: ReadonlyMap<string, StoredPool>,
): Step<LeadRow[]> {
	const held = yield* keepHolding(context, updates, pools);
	return held.map((row, index) => ({
		...row,
		version: updates[index].before.version + 1,
		updated_at: context.now,
	}));
}

function* updateChanged(
	context: StoreContext,
	updates: readonly LeadUpdate[],
	written: readonly LeadRow[],
	alongside: ReadonlyArray<Step<unknown>> = [],
): Step<void> {
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
		...alongside,
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
}

/**
 * Writes new leads and changed ones, and side by side with them, before all, what the caller writes.
 *
 * @param alongside is given the rows as they will be written; its steps must not look at them
 * @throws LostRace when a changed one was changed in between
 */
export function* writeLeads(
	context: StoreContext,
	{ inserts, updates }: { inserts: readonly LeadRow[]; updates: readonly LeadUpdate[] },
	alongside: (inserted: readonly LeadRow[], updated: readonly LeadRow[]) => Array<Step<unknown>>,
): Step<void> {
	const [inserted, updated] = yield* together(
		newRows(context, inserts),
		changedRows(context, updates),
	);
	yield* together<unknown[]>(
		...alongside(inserted, updated),
		insertNew(context, inserted),
		updateChanged(context, updates, updated),
	);
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
