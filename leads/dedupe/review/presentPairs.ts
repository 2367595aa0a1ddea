import { probabilityOf } from '../../matching/score/explain';
import type { PartOfScore } from '../../matching/score/explain';
import type { DecisionReason } from '../../model/decision';
import type { Lead } from '../../model/lead';
import type { StoreContext } from '../../store/context';
import { isoText } from '../../store/instants';
import type { LeadRow } from '../../store/leads/leadRow';
import { survivorsOf } from '../../store/leads/mergedIds';
import { presentLeads } from '../../store/leads/presentLeads';
import type { ReviewPairRow, ReviewState } from '../../store/leads/reviewPairs';
import { readLeads } from '../../store/leads/lockLeads';
import { canSee } from '../../store/permissions';
import type { Step } from '../../store/step';
import type { ReviewPairView } from './pairView';

/** A pair and the leads that it is about today. */
export interface ShownPair {
	pair: ReviewPairRow;
	left: LeadRow;
	right: LeadRow;
}

/**
 * The pairs of which the actor may see both leads, with what lives on of these. Left out: pairs with a
 * lead that is gone, pairs whose leads became one meanwhile, pairs with a contact. Of a merged pair
 * both leads are shown as they were put up.
 */
export function* shownPairs(
	context: StoreContext,
	pairs: readonly ReviewPairRow[],
): Step<ShownPair[]> {
	const ids = pairs.flatMap(({ left_id, right_id }) => [left_id, right_id]);
	const survivors = yield* survivorsOf(context, ids);
	const rows = yield* readLeads(context, [...ids, ...survivors.values()]);
	const visible = new Map(
		rows.filter((row) => canSee(context.actor, row)).map((row) => [row.id, row]),
	);
	return pairs.flatMap((pair) => {
		const isMerged = pair.state === 'merged';
		const end = (id: string) => visible.get(isMerged ? id : (survivors.get(id) ?? id));
		const left = end(pair.left_id);
		const right = end(pair.right_id);
		if (!left || !right || left.id === right.id) return [];
		const isGone = left.deleted_at !== null || right.deleted_at !== null;
		return isGone && !isMerged ? [] : [{ pair, left, right }];
	});
}

/** Pairs as views, in the order given. */
export function* presentPairs(
	context: StoreContext,
	shown: readonly ShownPair[],
): Step<ReviewPairView[]> {
	const leads = yield* presentLeads(
		context,
		shown.flatMap(({ left, right }) => [left, right]),
	);
	return shown.map(({ pair }, index) => viewOf(pair, leads[2 * index], leads[2 * index + 1]));
}

function viewOf(pair: ReviewPairRow, left: Lead, right: Lead): ReviewPairView {
	return {
		id: pair.id,
		kind: pair.kind,
		state: pair.state as ReviewState,
		left,
		right,
		...(pair.bits === null ? {} : { bits: pair.bits, probability: probabilityOf(pair.bits) }),
		...(pair.parts === null ? {} : { parts: pair.parts as PartOfScore[] }),
		reasons: pair.reasons as DecisionReason[],
		openedAt: isoText(pair.created_at),
		...(pair.decided_at === null ? {} : { decidedAt: isoText(pair.decided_at) }),
		...(pair.decided_by === null ? {} : { decidedBy: pair.decided_by }),
	};
}
