import { actorName } from '../../model/actor';
import type { StoreContext } from '../../store/context';
import { coupleOf, knownCouples } from '../../store/leads/knownPairs';
import { insertMany, write, type Step } from '../../store/step';

/** Remembers that two leads are different: no search and no rule joins them any more. */
export function* keepApart(context: StoreContext, one: string, other: string): Step<void> {
	const known = yield* knownCouples(context, [one, other]);
	const pairs = known.get(coupleOf(one, other)) ?? [];
	const verdict = {
		state: 'different',
		decided_at: context.now,
		decided_by: actorName(context.actor),
	};
	if (pairs.length > 0) {
		yield* write(
			context.db
				.updateTable('review_pairs')
				.set(verdict)
				.where('workspace_id', '=', context.workspaceId)
				.where(
					'id',
					'in',
					pairs.map(({ id }) => id),
				),
		);
		return;
	}
	const [left, right] = [one, other].sort();
	const reasons = [{ code: 'unmerged', text: 'They were merged by mistake' }];
	yield* insertMany({
		table: 'review_pairs',
		columns: [
			'workspace_id',
			'id',
			'kind',
			'left_id',
			'right_id',
			'state',
			'reasons',
			'created_at',
			'decided_at',
			'decided_by',
		],
		rows: [
			[
				context.workspaceId,
				context.newId(),
				'duplicate',
				left,
				right,
				verdict.state,
				reasons,
				context.now,
				verdict.decided_at,
				verdict.decided_by,
			],
		],
		onConflict: {
			key: ['workspace_id', 'left_id', 'right_id', 'kind'],
			set: ['state', 'decided_at', 'decided_by'],
		},
	});
}
