import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import { absorbedBy } from '../../store/leads/mergedIds';
import { updateLeads } from '../../store/leads/writeLeads';
import { updateMany, type Step } from '../../store/step';
import { returnRows, type ReturnedRows } from './movedRows';
import { columnsTogether, fieldOfUnit, revertUnits } from './rowUnits';
import type { StoredGroup } from './snapshot';
import { readUnited, revertible, revertRows } from './unitedRows';

export interface UndoneGroup {
	survivor: LeadRow;
	/** The leads that are back, by id. */
	losers: Map<string, LeadRow>;
	/** Rows that went back, and those that did not, by lead. */
	returned: Map<string, ReturnedRows>;
	/** Fields that were changed since and stay with the survivor, each with the lead that gave the value. */
	kept: Map<string, string | undefined>;
}

/**
 * Takes back the last merge into a lead: rows go back to whom they belonged, leads become what they
 * were. What was changed since is left alone and reported. All leads must be held. Events and the list
 * of merges are the caller's.
 *
 * @param rows the leads of the group as they are, by id
 */
export function* undoGroup(
	context: StoreContext,
	group: StoredGroup,
	rows: ReadonlyMap<string, LeadRow>,
): Step<UndoneGroup> {
	const survivor = rowIn(rows, group.survivorId);
	const loserIds = group.entries.map(({ loserId }) => loserId);
	const memberIds = [...(yield* absorbedBy(context, [survivor.id])).keys()];
	const now = yield* readUnited(context, [survivor.id, ...loserIds], memberIds);
	const united = revertible(group.shared.united, now);
	const returned = new Map<string, ReturnedRows>();
	for (const { loserId, snapshot } of group.entries) {
		returned.set(loserId, yield* returnRows(context, snapshot.moved, survivor.id, loserId));
	}
	const reverted = revertUnits(survivor, group.shared.changes);
	const held = yield* giveBackHolding(context, survivor, reverted.row);
	const updates = [
		{ before: held, after: reverted.row },
		...group.entries.map(({ loserId, snapshot }) => {
			const before = rowIn(rows, loserId);
			return { before, after: { ...before, ...snapshot.loser, merged_into: null } };
		}),
	];
	const written = yield* updateLeads(
		context,
		updates.sort((one, other) => (one.before.id < other.before.id ? -1 : 1)),
	);
	// Last, because writing leads starts and stops the clocks that follow from their columns.
	yield* revertRows(context, united);
	const back = new Map(written.map((row) => [row.id, row]));
	const kept = new Map(
		reverted.kept.map((unit) => {
			const field = fieldOfUnit(unit);
			return [field, group.shared.fields[field]] as const;
		}),
	);
	return {
		survivor: rowIn(back, survivor.id),
		losers: new Map(loserIds.map((id) => [id, rowIn(back, id)])),
		returned,
		kept,
	};
}

function rowIn(rows: ReadonlyMap<string, LeadRow>, id: string): LeadRow {
	const row = rows.get(id);
	if (row) return row;
	// Leads are never deleted for good.
	throw new TypeError('A lead of a merge is not there');
}

/**
 * Puts back whose the survivor was, as it was. Not by way of a change of owner: nobody loses a lead
 * that was never theirs, and it was its owner's all the time.
 *
 * @returns the survivor with these columns as they are now
 */
function* giveBackHolding(context: StoreContext, now: LeadRow, then: LeadRow): Step<LeadRow> {
	const { holding } = columnsTogether;
	if (holding.every((column) => now[column] === then[column])) return now;
	yield* updateMany({
		table: 'leads',
		key: ['workspace_id', 'id'],
		set: holding,
		rows: [[context.workspaceId, now.id, ...holding.map((column) => then[column])]],
	});
	const columns = holding.map((column) => [column, then[column]]);
	return { ...now, ...Object.fromEntries(columns) };
}
