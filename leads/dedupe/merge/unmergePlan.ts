import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { StoreContext } from '../../store/context';
import { LostRace } from '../../store/engine/engine';
import { noSuchLead } from '../../store/leads/getLead';
import type { LeadRow } from '../../store/leads/leadRow';
import { lockLeads, readLeads } from '../../store/leads/lockLeads';
import { canSee } from '../../store/permissions';
import type { RowOf } from '../../store/schema/tables';
import { first, type Step } from '../../store/step';
import type { UnmergeRequest } from './mergeRequest';
import { standingGroups, type StoredGroup } from './snapshot';

/** How a merge is undone: what was merged after it is undone first and done again afterwards. */
export interface UnmergePlan {
	merge: RowOf<'merges'>;
	/** All leads that it takes, held, by id. */
	rows: Map<string, LeadRow>;
	/** From the last one to the one that holds the merge. */
	groups: StoredGroup[];
}

/**
 * The merge that a request names; undone ones count.
 *
 * @throws LeadflowError NOT_FOUND, INVALID_INPUT
 */
export function* findMerge(
	context: StoreContext,
	{ mergeId, leadId }: UnmergeRequest,
): Step<RowOf<'merges'>> {
	if ((mergeId === undefined) === (leadId === undefined)) {
		throw new LeadflowError('INVALID_INPUT', 'Either a merge or a lead must be named', {
			field: 'mergeId',
			hint: 'Set the ID of the merge, or the ID of the lead that was merged away.',
		});
	}
	const id = (mergeId ?? leadId ?? '').toLowerCase();
	const query = context.db
		.selectFrom('merges')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where(mergeId === undefined ? 'loser_id' : 'id', '=', id)
		.orderBy('at', 'desc')
		.orderBy('id', 'desc');
	const row = isId(id) ? yield* first(query) : undefined;
	if (row) return row;
	throw new LeadflowError('NOT_FOUND', 'No merge has this ID, or no lead that was merged away', {
		field: mergeId === undefined ? 'leadId' : 'mergeId',
		hint: "Use 'mergeIds' of a merge, or the ID of a lead that was merged into another.",
	});
}

/** From the lead that it was merged into to the lead that lives on today. */
function* pathFrom(context: StoreContext, leadId: string): Step<LeadRow[]> {
	const path: LeadRow[] = [];
	let next: string | null = leadId;
	while (next !== null) {
		const [row]: LeadRow[] = yield* readLeads(context, [next]);
		if (!row) throw noSuchLead();
		path.push(row);
		next = row.merged_into;
	}
	return path;
}

/**
 * What undoing a merge takes, with all its leads held.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT when the data of the merge was erased, ALREADY_CONVERTED
 */
export function* planUnmerge(context: StoreContext, merge: RowOf<'merges'>): Step<UnmergePlan> {
	if (merge.before === null) {
		throw new LeadflowError('CONFLICT', 'The data of this merge was erased on request', {
			hint: 'It cannot be undone any more.',
		});
	}
	const expected = yield* groupsAbove(context, merge);
	const ids = expected.flatMap((group) => [
		group.survivorId,
		...group.entries.map(({ loserId }) => loserId),
	]);
	const held = yield* lockLeads(context, [...new Set(ids)]);
	// Only what is read now, with the leads held, stays so.
	const groups = yield* groupsAbove(context, merge);
	if (namesOf(groups) !== namesOf(expected)) throw new LostRace('merges');
	const rows = new Map(held.map((row) => [row.id, row]));
	const back = rows.get(merge.loser_id);
	const living = rows.get(groups[0].survivorId);
	if (!back || !living || !canSee(context.actor, back) || !canSee(context.actor, living)) {
		throw noSuchLead();
	}
	if (living.converted_at !== null) {
		throw new LeadflowError('ALREADY_CONVERTED', 'The lead that lives on was converted', {
			hint: 'Revert the conversion first.',
		});
	}
	return { merge, groups, rows };
}

function namesOf(groups: readonly StoredGroup[]): string {
	return JSON.stringify(groups.map(({ order, entries }) => [order, entries.map(({ id }) => id)]));
}

/** The merges to undo: from the last one into the lead that lives today down to the one that is asked for. */
function* groupsAbove(context: StoreContext, merge: RowOf<'merges'>): Step<StoredGroup[]> {
	const upwards: StoredGroup[][] = [];
	let child = merge.loser_id;
	for (const { id } of yield* pathFrom(context, merge.survivor_id)) {
		const standing = yield* standingGroups(context, id);
		const place = standing.findIndex(({ entries }) =>
			entries.some(({ loserId }) => loserId === child),
		);
		// Undone, or done anew, by somebody else at this moment.
		if (place < 0) throw new LostRace('merges');
		upwards.push(standing.slice(0, place + 1));
		child = id;
	}
	return upwards.reverse().flat();
}
