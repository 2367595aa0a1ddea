import { actorName } from '../../model/actor';
import { LeadflowError } from '../../model/error';
import type { Operation, StoreContext } from '../../store/context';
import { LostRace } from '../../store/engine/engine';
import { recordEvents } from '../../store/events';
import { coupleOf, knownCouples, type KnownPair } from '../../store/leads/knownPairs';
import type { ReviewState } from '../../store/leads/reviewPairs';
import { lockLeads } from '../../store/leads/lockLeads';
import { requireWriter } from '../../store/permissions';
import { q, write, type Step } from '../../store/step';
import { mergeLeads } from '../merge/mergeLeads';
import type { MergeRequest } from '../merge/mergeRequest';
import { requirePair } from './findReviewPairs';
import type { ReviewPairView } from './pairView';
import { presentPairs, type ShownPair } from './presentPairs';

/** What somebody says of a pair. */
export type Verdict =
	| { verdict: 'different' }
	| { verdict: 'merge'; merge: Omit<MergeRequest, 'ids'> };

/**
 * Decides a pair. `different` is for ever: it closes every pair of these two leads, keeps them apart
 * in every later search and merge, also through leads that are merged into them, and can only be
 * taken back by `reopenPair`. Of two people who decide at once, one wins.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT when somebody decided it already or a lead is gone,
 *   FORBIDDEN, and what merging throws
 */
export function decidePair(id: string, verdict: Verdict, node: string): Operation<ReviewPairView> {
	return function* (context) {
		requireWriter(context.actor);
		const shown = yield* heldPair(context, id);
		requireState(shown, 'open');
		const state = verdict.verdict === 'merge' ? 'merged' : 'different';
		const known = yield* pairsOfCouple(context, shown);
		if (verdict.verdict === 'merge') {
			requireNoVeto(known);
			const ids = [shown.left.id, shown.right.id];
			yield* mergeLeads({ ...verdict.merge, ids }, node)(context);
		}
		yield* setState(context, known, 'open', state);
		yield* recordVerdict(context, shown, state, node);
		return yield* afterwards(context, shown);
	};
}

/**
 * Takes a verdict `different` back: the pair waits again, and nothing keeps the leads apart any more.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT for a pair that is not judged different, FORBIDDEN
 */
export function reopenPair(id: string, node: string): Operation<ReviewPairView> {
	return function* (context) {
		requireWriter(context.actor);
		const shown = yield* heldPair(context, id);
		requireState(shown, 'different');
		yield* setState(context, yield* pairsOfCouple(context, shown), 'different', 'open');
		yield* recordVerdict(context, shown, 'open', node);
		return yield* afterwards(context, shown);
	};
}

/** The pair as it is once both leads are this transaction's: whoever decides waits here for rivals. */
function* heldPair(context: StoreContext, id: string): Step<ShownPair> {
	const { left, right } = yield* requirePair(context, id);
	yield* lockLeads(context, [left.id, right.id]);
	const held = yield* requirePair(context, id);
	// One of the two was merged while it was waited for: others are to be held now.
	if (held.left.id !== left.id || held.right.id !== right.id) throw new LostRace('leads');
	return held;
}

function requireState({ pair }: ShownPair, wanted: ReviewState): void {
	if (pair.state === wanted) return;
	const [message, hint] =
		pair.state === 'open'
			? ['The pair is not decided yet', 'It can be decided as it is.']
			: [
					pair.state === 'merged'
						? 'Somebody decided this pair already: its leads were merged'
						: 'Somebody decided this pair already: its leads are different',
					pair.state === 'merged'
						? "Undo the merge with 'Unmerge' if it was a mistake."
						: "Take the verdict back with 'Reopen' if it was a mistake.",
				];
	throw new LeadflowError('CONFLICT', message, { hint });
}

/** Another pair of the same two leads may have been judged while this one waited. */
function requireNoVeto(known: readonly KnownPair[]): void {
	if (!known.some(({ state }) => state === 'different')) return;
	throw new LeadflowError('CONFLICT', 'Somebody declared these two leads to be different', {
		hint: "Take that verdict back with 'Reopen' before you merge them.",
	});
}

/** Every pair of the same two leads, whatever put it up. */
function* pairsOfCouple(context: StoreContext, { left, right }: ShownPair): Step<KnownPair[]> {
	const couples = yield* knownCouples(context, [left.id, right.id]);
	return couples.get(coupleOf(left.id, right.id)) ?? [];
}

function* setState(
	context: StoreContext,
	pairs: readonly KnownPair[],
	from: ReviewState,
	to: ReviewState,
): Step<void> {
	const ids = pairs.filter(({ state }) => state === from).map(({ id }) => id);
	if (ids.length === 0) return;
	const isOpen = to === 'open';
	yield* write(
		context.db
			.updateTable('review_pairs')
			.set({
				state: to,
				decided_at: isOpen ? null : context.now,
				decided_by: isOpen ? null : actorName(context.actor),
			})
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids.sort()),
	);
}

const VERDICTS: Readonly<Record<ReviewState, { outcome: string; text: string }>> = {
	different: { outcome: 'different', text: 'Declared to be two different people, for ever' },
	merged: { outcome: 'merged', text: 'Declared to be one person, and merged' },
	open: { outcome: 'reopened', text: 'The verdict was taken back; the pair waits again' },
};

/** An event of the pair itself: what it means for a lead, a merge, has events of its own. */
function* recordVerdict(
	context: StoreContext,
	{ pair, left, right }: ShownPair,
	state: ReviewState,
	node: string,
): Step<void> {
	const { outcome, text } = VERDICTS[state];
	const earlier = yield* q(
		context.db
			.selectFrom('events')
			.select('id')
			.where('workspace_id', '=', context.workspaceId)
			.where('entity_id', '=', pair.id),
	);
	yield* recordEvents(context, [
		{
			entityType: 'reviewPair',
			entityId: pair.id,
			version: earlier.length + 1,
			type: 'lead.reviewed',
			decision: { node, outcome, reasons: [{ code: outcome, text }] },
			payload: { kind: pair.kind, leftId: left.id, rightId: right.id },
		},
	]);
}

/** The pair as it was decided; of a merged one the leads as they were put up. */
function* afterwards(context: StoreContext, { pair }: ShownPair): Step<ReviewPairView> {
	const [view] = yield* presentPairs(context, [yield* requirePair(context, pair.id)]);
	return view;
}
