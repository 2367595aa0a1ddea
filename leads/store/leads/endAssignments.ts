import type { StoreContext } from '../context';
import { hasId } from '../fragments';
import type { RowOf } from '../schema/tables';
import { q, type Step } from '../step';
import { endAssignmentRows, insertAssignments } from './assignmentRows';
import type { LeadRow } from './leadRow';

/** A row of the book of assignments that nothing has ended. */
export type OpenAssignment = Pick<RowOf<'assignments'>, 'id' | 'lead_id' | 'member_id'>;

interface OwnerChange {
	before: LeadRow;
	after: LeadRow;
	/** The lead's open rows, where they were read already. */
	open?: readonly OpenAssignment[];
}

function isGone({ deleted_at, merged_into }: LeadRow): boolean {
	return deleted_at !== null || merged_into !== null;
}

function endsSomething({ before, after }: OwnerChange): boolean {
	return before.owner_id !== after.owner_id || (!isGone(before) && isGone(after));
}

/**
 * Ends the open rows of `assignments` of leads whose owner changed or that are gone. Rows of the new
 * owner stay open. Who had a lead that no assignment gave them gets a row of outcome `held`, so that
 * the book knows everybody who ever had it: cool-downs are read from there.
 */
export function* endAssignments(
	context: StoreContext,
	changes: readonly OwnerChange[],
): Step<void> {
	const ending = new Map(
		changes.filter(endsSomething).map((change) => [change.after.id, change] as const),
	);
	if (ending.size === 0) return;
	const open = yield* openRows(context, [...ending.values()]);
	const ended = open.filter(({ lead_id, member_id }) => {
		const after = ending.get(lead_id)?.after;
		return after === undefined || member_id !== after.owner_id || isGone(after);
	});
	yield* endAssignmentRows(
		context,
		ended.map(({ id }) => id),
	);
	const known = new Set(open.map(({ lead_id, member_id }) => `${lead_id} ${member_id}`));
	yield* recordHeld(
		context,
		[...ending.values()].filter(
			({ before, after }) =>
				before.owner_id !== null &&
				before.owner_id !== after.owner_id &&
				!known.has(`${before.id} ${before.owner_id}`),
		),
	);
}

function* openRows(context: StoreContext, changes: readonly OwnerChange[]): Step<OpenAssignment[]> {
	const unread = changes.filter(({ open }) => open === undefined).map(({ after }) => after.id);
	const read =
		unread.length === 0
			? []
			: yield* q(
					context.db
						.selectFrom('assignments')
						.select(['id', 'lead_id', 'member_id'])
						.where('workspace_id', '=', context.workspaceId)
						.where(hasId(context.dialect, 'assignments.lead_id', unread))
						.where('ended_at', 'is', null),
				);
	return [...read, ...changes.flatMap(({ open }) => open ?? [])];
}

function* recordHeld(context: StoreContext, changes: readonly OwnerChange[]): Step<void> {
	const decision = {
		node: 'Lead Store',
		outcome: 'held',
		reasons: [{ code: 'ownerSet', text: 'Got the lead without an assignment' }],
	};
	yield* insertAssignments(
		context,
		changes.map(({ before }) => ({
			lead_id: before.id,
			outcome: 'held',
			member_id: before.owner_id,
			pool_id: before.pool_id,
			at: before.owned_since ?? before.created_at,
			ended_at: context.now,
			decision,
		})),
	);
}
