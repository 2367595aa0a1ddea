import { findMerges } from '../../../leads/dedupe/merge/findMerges';
import type { MergeRecord } from '../../../leads/dedupe/merge/mergeRequest';
import { unmergeLead } from '../../../leads/dedupe/merge/unmergeLead';
import { decidePair, reopenPair } from '../../../leads/dedupe/review/decidePair';
import { findReviewPairs, getReviewPair } from '../../../leads/dedupe/review/findReviewPairs';
import { cursorAfter } from '../../../leads/dedupe/review/pairOrder';
import type { ReviewPairView } from '../../../leads/dedupe/review/pairView';
import { LeadflowError } from '../../../leads/model/error';
import { getLead } from '../../../leads/store/leads/getLead';
import { readChoices } from '../../../pages/desk/review/fieldChoices';
import { pairHref } from '../../../pages/desk/review/pair';
import { versionsOf } from '../../../pages/desk/review/pairPage';
import type { DeskProblem } from '../../../pages/desk/texts';
import type { DeskActed, DeskForm, DeskVisit } from './deskPage';

const NODE = 'Lead Desk';

/** The merge that made one record of a pair's two, as far as there was one. */
export async function mergeOf(
	{ store }: Pick<DeskVisit, 'store'>,
	{ left, right }: Pick<ReviewPairView, 'left' | 'right'>,
): Promise<MergeRecord | undefined> {
	const ids = new Set([left.id, right.id]);
	const merges = await store.read(findMerges(left.id));
	return merges.find(({ survivorId, loserId }) => ids.has(survivorId) && ids.has(loserId));
}

/** The pair to judge after this one: the next in the queue, else the first of it. */
export async function nextPairId(
	{ store }: Pick<DeskVisit, 'store'>,
	pair: Pick<ReviewPairView, 'id' | 'bits'>,
): Promise<string | undefined> {
	const order = 'surest';
	const after = cursorAfter(pair, order);
	const later = await store.read(findReviewPairs({ order, limit: 1, after }));
	if (later.entries.length > 0) return later.entries[0].id;
	const { entries } = await store.read(findReviewPairs({ order, limit: 2 }));
	return entries.find(({ id }) => id !== pair.id)?.id;
}

/** Field → id of the record whose value the visitor wants. */
function fieldChoices(form: DeskForm, { left, right }: ReviewPairView): Record<string, string> {
	return Object.fromEntries(
		[...readChoices(form)].map(([field, side]) => [field, side === 'left' ? left.id : right.id]),
	);
}

async function merge(visit: DeskVisit, pair: ReviewPairView, form: DeskForm): Promise<DeskActed> {
	const here = pairHref(pair.id);
	if (pair.state !== 'open') return { href: here, problem: 'decidedAlready' };
	// What somebody changed since the page was shown is not merged unseen.
	if (form.get('was') !== versionsOf(pair)) return { href: here, problem: 'conflict' };
	const main = form.get('main') === 'right' ? pair.right : pair.left;
	const wish = {
		masterRule: 'manual',
		masterId: main.id,
		fieldChoices: fieldChoices(form, pair),
	} as const;
	await visit.store.run(decidePair(pair.id, { verdict: 'merge', merge: wish }, NODE));
	const subject = await visit.store.read(getLead(main.id));
	return { href: here, notice: 'merged', event: { action: 'leadsMerged', subject } };
}

async function keepApart(visit: DeskVisit, pair: ReviewPairView): Promise<DeskActed> {
	const here = pairHref(pair.id);
	if (pair.state === 'different') return { href: here, notice: 'nothingChanged' };
	if (pair.state !== 'open') return { href: here, problem: 'decidedAlready' };
	await visit.store.run(decidePair(pair.id, { verdict: 'different' }, NODE));
	const next = await nextPairId(visit, pair);
	const event = {
		action: 'leadsDifferent',
		subject: { pairId: pair.id, left: pair.left, right: pair.right },
	} as const;
	if (next === undefined) return { href: here, notice: 'different', event };
	return { href: pairHref(next, { decided: pair.id }), event };
}

/** Undoes a merge and says what stayed behind. */
export async function undoMerge(
	{ store }: DeskVisit,
	mergeId: string,
	href: string,
): Promise<DeskActed> {
	const undone = await store.run(unmergeLead({ mergeId }, NODE));
	if (undone.alreadyUndone) return { href, notice: 'nothingChanged' };
	return {
		href,
		notice: undone.conflicts.length > 0 ? 'unmergedPartly' : 'unmerged',
		event: { action: 'mergeUndone', subject: undone.survivor },
	};
}

async function decide(visit: DeskVisit, pair: ReviewPairView, form: DeskForm): Promise<DeskActed> {
	const here = pairHref(pair.id);
	switch (form.get('action')) {
		case 'merge':
			return await merge(visit, pair, form);
		case 'different':
			return await keepApart(visit, pair);
		case 'reopen': {
			if (pair.state === 'open') return { href: here, notice: 'nothingChanged' };
			await visit.store.run(reopenPair(pair.id, NODE));
			return { href: here, notice: 'reopened' };
		}
		case 'unmerge': {
			const made = await mergeOf(visit, pair);
			if (!made) return { href: here, problem: 'cannotUnmerge' };
			return await undoMerge(visit, made.id, here);
		}
		default:
			return { href: here, problem: 'notAllowed' };
	}
}

/** Why a decision was refused, as far as it is for the visitor to know: how the pair stands now tells. */
async function refusal(
	{ store }: DeskVisit,
	{ id, state }: ReviewPairView,
	{ code }: LeadflowError,
): Promise<DeskProblem | undefined> {
	if (code === 'INVALID_INPUT') return state === 'merged' ? 'cannotUnmerge' : 'cannotMerge';
	if (code !== 'CONFLICT') return undefined;
	const now = await store.read(getReviewPair(id));
	return now.state === state ? 'conflict' : 'decidedAlready';
}

/** Does what a form of a pair's page asks for. */
export async function actOnPair(visit: DeskVisit, form: DeskForm): Promise<DeskActed> {
	const pair = await visit.store.read(getReviewPair(visit.query.get('id') ?? ''));
	return await decide(visit, pair, form).catch(async (error: unknown): Promise<DeskActed> => {
		const problem = error instanceof LeadflowError ? await refusal(visit, pair, error) : undefined;
		return problem ? { href: pairHref(pair.id), problem } : await Promise.reject(error);
	});
}
