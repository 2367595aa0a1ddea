import { actorName } from '../../model/actor';
import type { StoreContext } from '../../store/context';
import type { LeadRow } from '../../store/leads/leadRow';
import { absorbedBy } from '../../store/leads/mergedIds';
import { updateLeads } from '../../store/leads/writeLeads';
import { insertMany, type Step } from '../../store/step';
import { countMoved, moveRows, type MovedRows } from './movedRows';
import { changedUnits, type UnitChanges } from './rowUnits';
import type { MergeSnapshot } from './snapshot';
import type { Survivorship, SurvivorshipRules } from './survivorship';
import { readUnited, unitedChanges } from './unitedRows';
import { uniteRows, uniteTimers } from './unite';

/** Leads that become one in one decision. */
export interface MergeGroup {
	/** The leads as they are, the one that lives on first. */
	rows: readonly LeadRow[];
	survivorship: Survivorship;
	rules: SurvivorshipRules;
	/** Entries in the list of merges to be used again, by loser; others are made. */
	entries?: ReadonlyMap<string, { id: string; at: number; actor: string }>;
}

export interface MergedGroup {
	survivor: LeadRow;
	losers: LeadRow[];
	mergeIds: string[];
	changes: UnitChanges;
	moved: Record<string, number>;
}

/**
 * Writes a merge that was decided: rows move, leads are written, and the list of merges gets all that
 * is needed to take it back. All leads must be held. Events are the caller's.
 */
export function* mergeGroup(context: StoreContext, group: MergeGroup): Step<MergedGroup> {
	const [master, ...others] = group.rows;
	const loserIds = others.map(({ id }) => id);
	const leadIds = [master.id, ...loserIds];
	const memberIds = [...(yield* absorbedBy(context, leadIds)).keys()];
	const union = { survivor: group.survivorship.row, loserIds, memberIds };
	const before = yield* readUnited(context, leadIds, memberIds);
	const moved: MovedRows[] = [];
	for (const id of loserIds) moved.push(yield* moveRows(context, id, master.id));
	yield* uniteRows(context, union);
	const updates = [
		{ before: master, after: group.survivorship.row },
		...others.map((row) => ({ before: row, after: { ...row, merged_into: master.id } })),
	];
	const written = yield* updateLeads(
		context,
		updates.sort((one, other) => (one.before.id < other.before.id ? -1 : 1)),
	);
	yield* uniteTimers(context, union);
	const rowOf = new Map(written.map((row) => [row.id, row]));
	const survivor = rowOf.get(master.id) ?? master;
	const changes = changedUnits(master, survivor);
	const united = unitedChanges(before, yield* readUnited(context, leadIds, memberIds));
	const shared = {
		changes,
		fields: group.survivorship.fields,
		united,
		rules: group.rules,
	};
	const entries = others.map(
		({ id }) =>
			group.entries?.get(id) ?? {
				id: context.newId(),
				at: context.now,
				actor: actorName(context.actor),
			},
	);
	const snapshots = others.map(
		(loser, index): MergeSnapshot => ({
			group: entries[0].id,
			order: survivor.version,
			loser,
			moved: moved[index],
			...(index === 0 ? { shared } : {}),
		}),
	);
	yield* insertMany({
		table: 'merges',
		columns: ['workspace_id', 'id', 'survivor_id', 'loser_id', 'at', 'actor', 'before'],
		rows: others.map(({ id }, index) => [
			context.workspaceId,
			entries[index].id,
			master.id,
			id,
			entries[index].at,
			entries[index].actor,
			snapshots[index],
		]),
		onConflict: { key: ['workspace_id', 'id'], set: ['before'] },
	});
	return {
		survivor,
		losers: others.map((row) => rowOf.get(row.id) ?? row),
		mergeIds: entries.map(({ id }) => id),
		changes,
		moved: countMoved(moved),
	};
}
