import { isDeepStrictEqual } from 'node:util';
import { without } from '../../model/without';
import type { StoreContext } from '../../store/context';
import type { RowOf, TableName } from '../../store/schema/tables';
import { insertRows } from '../../store/tableRows';
import { q, updateMany, write, type Row, type Step } from '../../store/step';
import { pairsOf } from './unite';

/** Tables whose rows merging unites. */
const unitedTables = ['timers', 'assignment_queue', 'review_pairs', 'assignments'] as const;

type UnitedTable = (typeof unitedTables)[number] & TableName;

/** A row that merging changed; null where there was or is none. */
export interface RowChange {
	table: UnitedTable;
	before: Row | null;
	after: Row | null;
}

/** Rows by table and key. */
export type UnitedState = ReadonlyMap<UnitedTable, ReadonlyMap<string, Row>>;

function keyOf(table: UnitedTable, row: Row): string {
	if (table === 'timers') return `${String(row.entity_id)} ${String(row.kind)}`;
	return String(table === 'assignment_queue' ? row.lead_id : row.id);
}

/** What merging changes of a row; it is the same row as long as this is the same. */
function essence(table: UnitedTable, row: Row | null | undefined): unknown {
	if (!row) return null;
	// Assignments move as well; what is united is that one of two ends.
	if (table === 'assignments') return row.ended_at;
	if (table === 'review_pairs') return [row.state, row.decided_at, row.decided_by];
	// A clock that is set anew is the same clock.
	return without(row, 'workspace_id', ...(table === 'timers' ? ['id', 'created_at'] : []));
}

/**
 * The rows of leads that merging may unite.
 *
 * @param memberIds the same leads with all that were merged into them
 */
export function* readUnited(
	context: StoreContext,
	leadIds: readonly string[],
	memberIds: readonly string[],
): Step<UnitedState> {
	const { db, workspaceId } = context;
	const rows: Record<UnitedTable, readonly Row[]> = {
		timers: yield* q(
			db
				.selectFrom('timers')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('entity_id', 'in', leadIds),
		),
		assignment_queue: yield* q(
			db
				.selectFrom('assignment_queue')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('lead_id', 'in', leadIds),
		),
		review_pairs: yield* pairsOf(context, memberIds),
		assignments: yield* q(
			db
				.selectFrom('assignments')
				.select(['id', 'ended_at'])
				.where('workspace_id', '=', workspaceId)
				.where('lead_id', 'in', leadIds),
		),
	};
	return new Map(
		unitedTables.map((table) => [
			table,
			new Map(rows[table].map((row) => [keyOf(table, row), row])),
		]),
	);
}

/** What merging did to these rows. */
export function unitedChanges(before: UnitedState, after: UnitedState): RowChange[] {
	return unitedTables.flatMap((table) => {
		const old = before.get(table) ?? new Map<string, Row>();
		const fresh = after.get(table) ?? new Map<string, Row>();
		return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key): RowChange[] => {
			const change = { table, before: old.get(key) ?? null, after: fresh.get(key) ?? null };
			const isSame = isDeepStrictEqual(essence(table, change.before), essence(table, change.after));
			return isSame ? [] : [change];
		});
	});
}

/** Those changes that nobody has changed again since: they can be taken back. */
export function revertible(changes: readonly RowChange[], now: UnitedState): RowChange[] {
	return changes.filter(({ table, before, after }) => {
		const row = after ?? before;
		const current = row && now.get(table)?.get(keyOf(table, row));
		return isDeepStrictEqual(essence(table, current), essence(table, after));
	});
}

/** Puts rows back as they were before they were united. */
export function* revertRows(context: StoreContext, changes: readonly RowChange[]): Step<void> {
	const before = (table: UnitedTable) =>
		changes
			.filter((change) => change.table === table)
			.map((change) => change.before)
			.filter((row) => row !== null);
	const set = { assignments: ['ended_at'], review_pairs: ['state', 'decided_at', 'decided_by'] };
	for (const table of ['assignments', 'review_pairs'] as const) {
		yield* updateMany({
			table,
			key: ['workspace_id', 'id'],
			set: set[table],
			rows: before(table).map((row) => [
				context.workspaceId,
				row.id,
				...set[table].map((column) => row[column]),
			]),
		});
	}
	for (const { table, before: old, after } of changes) {
		const row = old ?? after;
		if (row && table === 'timers') yield* removeTimer(context, row as RowOf<'timers'>);
		if (row && table === 'assignment_queue') yield* removeFromQueue(context, String(row.lead_id));
	}
	yield* insertRows('timers', before('timers'))(context);
	yield* insertRows('assignment_queue', before('assignment_queue'))(context);
}

function removeTimer(context: StoreContext, { entity_id, kind }: RowOf<'timers'>): Step<number> {
	return write(
		context.db
			.deleteFrom('timers')
			.where('workspace_id', '=', context.workspaceId)
			.where('entity_id', '=', entity_id)
			.where('kind', '=', kind),
	);
}

function removeFromQueue(context: StoreContext, leadId: string): Step<number> {
	return write(
		context.db
			.deleteFrom('assignment_queue')
			.where('workspace_id', '=', context.workspaceId)
			.where('lead_id', '=', leadId),
	);
}
