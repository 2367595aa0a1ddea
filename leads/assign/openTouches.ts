import type { Operation } from '../store/context';
import { hasId } from '../store/fragments';
import { isoText } from '../store/instants';
import { visible } from '../store/permissions';
import { q } from '../store/step';

/**
 * The clocks of first responses that run, of those leads that the actor may see: one query, for a
 * list of leads.
 *
 * @returns when the owner must have responded, ISO 8601, by the lead's id
 */
export function openTouches(leadIds: readonly string[]): Operation<Map<string, string>> {
	return function* (context) {
		if (leadIds.length === 0) return new Map();
		const rows = yield* q(
			context.db
				.selectFrom('assignments')
				.innerJoin('leads', (join) =>
					join
						.onRef('leads.workspace_id', '=', 'assignments.workspace_id')
						.onRef('leads.id', '=', 'assignments.lead_id'),
				)
				.select(['assignments.lead_id', 'assignments.touch_due_at'])
				.where('assignments.workspace_id', '=', context.workspaceId)
				.where(hasId(context.dialect, 'assignments.lead_id', leadIds))
				.where('assignments.ended_at', 'is', null)
				.where('assignments.touched_at', 'is', null)
				.where(visible(context, 'leads')),
		);
		return new Map(
			rows.flatMap(({ lead_id, touch_due_at }) =>
				touch_due_at === null ? [] : [[lead_id, isoText(touch_due_at)]],
			),
		);
	};
}
