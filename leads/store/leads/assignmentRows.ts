import type { StoreContext } from '../context';
import { hasId } from '../fragments';
import type { RowOf } from '../schema/tables';
import { insertMany, write, type Step } from '../step';

type AssignmentRow = RowOf<'assignments'>;

/** A new row of the book of assignments; it has a new id and begins now, where it says nothing else. */
export type NewAssignment = Pick<AssignmentRow, 'lead_id' | 'outcome' | 'member_id'> &
	Partial<AssignmentRow>;

const columns = [
	'workspace_id',
	'id',
	'lead_id',
	'outcome',
	'member_id',
	'team_id',
	'pool_id',
	'previous_id',
	'rule_set',
	'rule',
	'rotation',
	'at',
	'touch_due_at',
	'ended_at',
	'excluded',
	'decision',
] as const satisfies ReadonlyArray<keyof AssignmentRow>;

/** Writes into the book who got, gave back or lost which lead. */
export function* insertAssignments(
	context: StoreContext,
	rows: readonly NewAssignment[],
): Step<void> {
	yield* insertMany({
		table: 'assignments',
		columns,
		rows: rows.map((row) => {
			const whole: NewAssignment = {
				...row,
				workspace_id: context.workspaceId,
				id: row.id ?? context.newId(),
				at: row.at ?? context.now,
			};
			return columns.map((column) => whole[column]);
		}),
		onConflict: 'error',
	});
}

/** Ends rows of the book that are open. */
export function* endAssignmentRows(context: StoreContext, ids: readonly string[]): Step<void> {
	if (ids.length === 0) return;
	yield* write(
		context.db
			.updateTable('assignments')
			.set({ ended_at: context.now })
			.where('workspace_id', '=', context.workspaceId)
			.where(hasId(context.dialect, 'assignments.id', ids))
			.where('ended_at', 'is', null),
	);
}
