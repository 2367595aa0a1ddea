import type { DecisionReason } from '../../model/decision';
import type { StoreContext } from '../context';
import { insertMany, type Step } from '../step';

/** Two records that a person should look at together: one person kept twice, or two joined by mistake. */
export interface ReviewPair {
	/** `conflictingKeys`, `duplicate` or `sharedKey`. */
	kind: string;
	leftId: string;
	rightId: string;
	reasons: readonly DecisionReason[];
}

/** Puts pairs up for review. A pair that is or was up for the same reason is left as it is. */
export function* openReviewPairs(context: StoreContext, pairs: readonly ReviewPair[]): Step<void> {
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
		],
		// In one order for all, so that two transactions with the same pairs do not wait in a circle.
		rows: pairs
			.map((pair) => {
				const [left, right] = [pair.leftId, pair.rightId].sort();
				return { ...pair, left, right, key: [left, right, pair.kind].join() };
			})
			.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
			.map(({ kind, left, right, reasons }) => [
				context.workspaceId,
				context.newId(),
				kind,
				left,
				right,
				'open',
				reasons,
				context.now,
			]),
		onConflict: 'ignore',
	});
}
