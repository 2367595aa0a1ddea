import { actorName } from '../../model/actor';
import type { StoreContext } from '../../store/context';
import { endAssignmentRows } from '../../store/leads/assignmentRows';
import type { LeadRow } from '../../store/leads/leadRow';
import { survivorsOf } from '../../store/leads/mergedIds';
import type { ReviewPairRow } from '../../store/leads/reviewPairs';
import { insertRows } from '../../store/tableRows';
import { q, updateMany, write, type Step } from '../../store/step';

/*
 * Rows of which the lead that lives on may have its own: they cannot simply move. What is changed here
 * is compared before and after by `unitedRows.ts`, so that it can be taken back.
 */

/** Leads that become one: the one that lives on, as it will be, and the others. */
export interface Union {
	survivor: LeadRow;
	loserIds: readonly string[];
	/** All ids that live on in them, of leads that were merged before, too. */
	memberIds: readonly string[];
}

/** Unites what must be written before the leads are. */
export function* uniteRows(context: StoreContext, union: Union): Step<void> {
	yield* unitePairs(context, union);
	yield* uniteQueue(context, union);
	yield* endDoubleAssignments(context, union);
}

/**
 * Pairs of two of the leads that waited for somebody are settled; so are those with an outsider from
 * whom one of them was declared to be different. Pairs stay with the ids of which they were put up:
 * whoever reads them follows merges, and undoing a merge finds them in place.
 */
function* unitePairs(context: StoreContext, { memberIds }: Union): Step<void> {
	const pairs = yield* pairsOf(context, memberIds);
	const ends = pairs.flatMap(({ left_id, right_id }) => [left_id, right_id]);
	const survivors = yield* survivorsOf(context, ends);
	const members = new Set(memberIds);
	const outsiderOf = ({ left_id, right_id }: ReviewPairRow) => {
		const outsider = [left_id, right_id].find((id) => !members.has(id));
		return outsider === undefined ? undefined : (survivors.get(outsider) ?? outsider);
	};
	const different = new Set(
		pairs.filter(({ state }) => state === 'different').map((pair) => outsiderOf(pair)),
	);
	const open = pairs.filter(({ state }) => state === 'open');
	const settled = open.flatMap((pair) => {
		const outsider = outsiderOf(pair);
		if (outsider === undefined) return [{ id: pair.id, state: 'merged' }];
		return different.has(outsider) ? [{ id: pair.id, state: 'different' }] : [];
	});
	yield* updateMany({
		table: 'review_pairs',
		key: ['workspace_id', 'id'],
		set: ['state', 'decided_at', 'decided_by'],
		rows: settled.map(({ id, state }) => [
			context.workspaceId,
			id,
			state,
			context.now,
			actorName(context.actor),
		]),
	});
}

/** All pairs of leads, in the order of their ids. */
export function pairsOf(context: StoreContext, leadIds: readonly string[]): Step<ReviewPairRow[]> {
	return q(
		context.db
			.selectFrom('review_pairs')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where((is) => is.or([is('left_id', 'in', leadIds), is('right_id', 'in', leadIds)]))
			.orderBy('id'),
	);
}

/** Who waits for an owner waits once, from the first moment on; who has one does not wait. */
function* uniteQueue(context: StoreContext, { survivor, loserIds }: Union): Step<void> {
	const { db, workspaceId } = context;
	const ids = [survivor.id, ...loserIds];
	const waiting = yield* q(
		db
			.selectFrom('assignment_queue')
			.selectAll()
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', 'in', ids)
			.orderBy('id'),
	);
	const [first] = waiting;
	if (!first || (waiting.length === 1 && first.lead_id === survivor.id && !survivor.owner_id))
		return;
	yield* write(
		db
			.deleteFrom('assignment_queue')
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', 'in', ids),
	);
	if (survivor.owner_id !== null) return;
	yield* insertRows('assignment_queue', [{ ...first, lead_id: survivor.id }])(context);
}

/** One lead has one owner: what the book says of others' hold on it is over. Rows have moved already. */
function* endDoubleAssignments(context: StoreContext, { survivor }: Union): Step<void> {
	const { db, workspaceId } = context;
	const open = yield* q(
		db
			.selectFrom('assignments')
			.select(['id', 'member_id'])
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', '=', survivor.id)
			.where('ended_at', 'is', null)
			.where('member_id', 'is not', null)
			.orderBy('at', 'desc')
			.orderBy('id', 'desc'),
	);
	const valid = open.find(({ member_id }) => member_id === survivor.owner_id);
	const over = open.filter((row) => row !== valid).map(({ id }) => id);
	yield* endAssignmentRows(context, over);
}

/**
 * Clocks that still run on the leads that went away go on for the lead that lives on, unless it has
 * such a clock. After the leads were written, because that keeps those that follow from their columns.
 */
export function* uniteTimers(context: StoreContext, { survivor, loserIds }: Union): Step<void> {
	const { db, workspaceId } = context;
	const timers = yield* q(
		db
			.selectFrom('timers')
			.selectAll()
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', [survivor.id, ...loserIds])
			.orderBy('due_at')
			.orderBy('id'),
	);
	const lost = timers.filter(({ entity_id }) => entity_id !== survivor.id);
	if (lost.length === 0) return;
	const taken = new Set(
		timers.filter(({ entity_id }) => entity_id === survivor.id).map(({ kind }) => kind),
	);
	const going = lost.filter(({ kind }) => !taken.has(kind) && taken.add(kind));
	yield* write(
		db
			.deleteFrom('timers')
			.where('workspace_id', '=', workspaceId)
			.where(
				'id',
				'in',
				lost.map(({ id }) => id),
			),
	);
	yield* insertRows(
		'timers',
		going.map((timer) => ({ ...timer, entity_id: survivor.id })),
	)(context);
}
