import type { StoreContext } from '../../store/context';
import { LostRace } from '../../store/engine/engine';
import type { LeadRow } from '../../store/leads/leadRow';
import type { RowOf } from '../../store/schema/tables';
import { q, type Step } from '../../store/step';
import type { MovedRows } from './movedRows';
import type { UnitChanges } from './rowUnits';
import type { SurvivorshipRules } from './survivorship';
import type { RowChange } from './unitedRows';

/** What the list of merges keeps of one lead that was merged away, in the column `before`. */
export interface MergeSnapshot {
	/** Entry of the first of the leads that were merged away together. */
	group: string;
	/** Version of the lead that lives on, after it: merges into one lead are taken back in this order. */
	order: number;
	/** The lead as it was. */
	loser: LeadRow;
	moved: MovedRows;
	/** What was done for all of them together; in the first one's entry. */
	shared?: {
		/** What was set in the lead that lives on. */
		changes: UnitChanges;
		/** Field → lead whose value it got. */
		fields: Record<string, string>;
		united: RowChange[];
		rules: SurvivorshipRules;
	};
}

export interface MergeEntry {
	id: string;
	survivorId: string;
	loserId: string;
	at: number;
	actor: string;
	snapshot: MergeSnapshot;
}

/** Leads that were merged away together and are still. */
export interface StoredGroup {
	order: number;
	survivorId: string;
	/** The one with `shared` first. */
	entries: MergeEntry[];
	shared: NonNullable<MergeSnapshot['shared']>;
}

export function snapshotOf({ before }: Pick<RowOf<'merges'>, 'before'>): MergeSnapshot | undefined {
	return before === null ? undefined : (before as MergeSnapshot);
}

/**
 * The merges into a lead that stand, the last one first. Those of erased persons cannot be told and
 * are left out.
 */
export function* standingGroups(context: StoreContext, survivorId: string): Step<StoredGroup[]> {
	const rows = yield* q(
		context.db
			.selectFrom('merges')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('survivor_id', '=', survivorId)
			.where('undone_at', 'is', null)
			.orderBy('id'),
	);
	const groups = new Map<string, MergeEntry[]>();
	for (const row of rows) {
		const snapshot = snapshotOf(row);
		if (!snapshot) continue;
		const { id, survivor_id, loser_id, at, actor } = row;
		const entry = { id, survivorId: survivor_id, loserId: loser_id, at, actor, snapshot };
		groups.set(snapshot.group, [...(groups.get(snapshot.group) ?? []), entry]);
	}
	return [...groups.values()]
		.map((entries): StoredGroup => {
			const first = entries.find(({ snapshot }) => snapshot.shared);
			// Undone and made anew by somebody else at this moment.
			if (!first?.snapshot.shared) throw new LostRace('merges');
			return {
				order: first.snapshot.order,
				survivorId,
				entries: [first, ...entries.filter((entry) => entry !== first)],
				shared: first.snapshot.shared,
			};
		})
		.sort((one, other) => other.order - one.order);
}
