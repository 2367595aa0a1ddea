import type { PartOfScore } from '../../matching/score/explain';
import type { DecisionReason } from '../../model/decision';
import type { StoreContext } from '../context';
import type { RowOf } from '../schema/tables';
import { insertMany, type Step } from '../step';
import { coupleOf, knownCouples, type KnownPair } from './knownPairs';
import { survivorsOf } from './mergedIds';

/** A pair as its table holds it. */
export type ReviewPairRow = RowOf<'review_pairs'>;

/** `open`: waits for somebody; `merged`: was one person; `different`: never to be joined again. */
export type ReviewState = 'open' | 'merged' | 'different';

/** Two records that a person should look at together: one person kept twice, or two joined by mistake. */
export interface ReviewPair {
	/** `conflictingKeys`, `duplicate` or `sharedKey`. */
	kind: string;
	leftId: string;
	rightId: string;
	reasons: readonly DecisionReason[];
	/** How sure the engine is. */
	bits?: number;
	/** Why; they add up to `bits`. */
	parts?: readonly PartOfScore[];
}

/**
 * Puts pairs up for review. Left as it is: a pair that is or was up for the same reason; one that
 * somebody declared to be different, whatever the reason and whichever of the records that were
 * merged since it was said of; and a mere likeness (`duplicate`) that is up for another reason.
 *
 * @returns how many were put up
 */
export function* openReviewPairs(
	context: StoreContext,
	pairs: readonly ReviewPair[],
): Step<number> {
	if (pairs.length === 0) return 0;
	const living = yield* ofSurvivors(context, pairs);
	const known = yield* knownCouples(
		context,
		living.flatMap(({ leftId, rightId }) => [leftId, rightId]),
	);
	const fresh = living.filter((pair) =>
		isNew(pair, known.get(coupleOf(pair.leftId, pair.rightId))),
	);
	return yield* insertMany({
		table: 'review_pairs',
		columns: [
			'workspace_id',
			'id',
			'kind',
			'left_id',
			'right_id',
			'state',
			'reasons',
			'bits',
			'parts',
			'created_at',
		],
		// In one order for all, so that two transactions with the same pairs do not wait in a circle.
		rows: fresh
			.map((pair) => {
				const [left, right] = [pair.leftId, pair.rightId].sort();
				return { ...pair, left, right, key: [left, right, pair.kind].join() };
			})
			.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
			.map(({ kind, left, right, reasons, bits, parts }) => [
				context.workspaceId,
				context.newId(),
				kind,
				left,
				right,
				'open',
				reasons,
				bits,
				parts,
				context.now,
			]),
		onConflict: 'ignore',
	});
}

/** Pairs of leads that were merged are pairs of those that live on; of one lead there is none. */
function* ofSurvivors(context: StoreContext, pairs: readonly ReviewPair[]): Step<ReviewPair[]> {
	const survivors = yield* survivorsOf(
		context,
		pairs.flatMap(({ leftId, rightId }) => [leftId, rightId]),
	);
	const living = (id: string) => survivors.get(id) ?? id;
	return pairs
		.map((pair) => ({ ...pair, leftId: living(pair.leftId), rightId: living(pair.rightId) }))
		.filter(({ leftId, rightId }) => leftId !== rightId);
}

function isNew(pair: ReviewPair, known: readonly KnownPair[] = []): boolean {
	return !known.some(
		({ kind, state }) =>
			state === 'different' ||
			(state === 'open' && (kind === pair.kind || pair.kind === DUPLICATE)),
	);
}

const DUPLICATE = 'duplicate';
