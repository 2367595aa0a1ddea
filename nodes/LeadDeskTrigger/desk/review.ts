import { countOpenPairs, findReviewPairs } from '../../../leads/dedupe/review/findReviewPairs';
import { bilingual } from '../../../pages/desk/texts';
import { pairStates, reviewList } from '../../../pages/desk/review/reviewList';
import { actorNames } from './actorNames';
import type { DeskPage } from './deskPage';

const PER_PAGE = 20;
const MOST_COUNTED = 9;

/** Pairs of records that may be one person, for somebody to judge. */
export const review: DeskPage = {
	path: 'review',
	label: bilingual('review'),

	async badge({ store }) {
		const { count, more } = await store.read(countOpenPairs(MOST_COUNTED));
		if (count === 0) return undefined;
		return more ? `${MOST_COUNTED}+` : String(count);
	},

	async show(visit) {
		const { store, view, query } = visit;
		const state = pairStates.find((one) => one === query.get('state')) ?? 'open';
		const after = query.get('after');
		const { entries, nextCursor } = await store.read(
			findReviewPairs({
				states: [state],
				order: 'surest',
				limit: PER_PAGE,
				...(after ? { after } : {}),
			}),
		);
		const nameOf = await actorNames(
			visit,
			entries.map(({ decidedBy }) => decidedBy),
		);
		const pairs = entries.map(({ decidedBy, ...pair }) => {
			const name = nameOf(decidedBy);
			return { ...pair, ...(name === undefined ? {} : { decidedBy: name }) };
		});
		return {
			title: view.text('review'),
			content: reviewList({ pairs, state, ...(nextCursor ? { nextCursor } : {}) }, view),
		};
	},
};
