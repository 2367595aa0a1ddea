import type { PairPage } from '../../../../pages/desk/review/pairPage';
import type { PairToReview } from '../../../../pages/desk/review/pair';
import { ago, exampleLead, HOURS } from '../exampleDesk';

export const PAIR_ID = '018f0000-0000-7000-8000-0000000000aa';
export const OTHER_ID = '018f0000-0000-7000-8000-000000000002';

export function examplePair(more: Partial<PairToReview> = {}): PairToReview {
	return {
		id: PAIR_ID,
		kind: 'duplicate',
		state: 'open',
		left: exampleLead({ email: 'wang@example.com', mobile: '+8613800138000' }),
		right: exampleLead({
			id: OTHER_ID,
			name: 'Wang Xiaoming',
			mobile: '+8613800138001',
			city: '上海',
			version: 7,
		}),
		bits: 5,
		probability: 32 / 33,
		parts: [
			{ feature: 'prior', fields: [], level: 'any two', bits: -7 },
			{ feature: 'person', fields: ['name'], level: 'same name in another script', bits: 9 },
			{ feature: 'number', fields: ['mobile'], level: 'one slip apart', bits: 5 },
			{ feature: 'title', fields: ['title'], level: 'another title', bits: -2 },
		],
		reasons: [],
		openedAt: ago(2 * HOURS),
		...more,
	};
}

export function examplePairPage(more: Partial<PairPage> = {}): PairPage {
	return {
		pair: examplePair(),
		preview: {
			main: 'left',
			keeps: { name: 'left', email: 'left', mobile: 'right', city: 'right' },
			fixed: new Set(['emailOptOut']),
			joined: [
				{ table: 'activities', left: 3, right: 0 },
				{ table: 'tasks', left: 1, right: 2 },
				{ table: 'search_tokens', left: 40, right: 1 },
			],
		},
		...more,
	};
}
