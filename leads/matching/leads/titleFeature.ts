import { type Feature, NOTHING_TO_COMPARE } from '../features/feature';
import { hasHan } from '../../model/text';
import type { Frequencies } from './frequencies';
import type { LeadProfile } from './profile';

/** The job title: a little for, when it is the same; a little against, for people rise. */
export function titleFeature(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
): Feature {
	return {
		name: 'title',
		fields: ['title'],
		levels: [
			NOTHING_TO_COMPARE,
			{ name: 'same title', m: 0.6, u: 0.1 },
			{ name: 'another title', m: 0.4, u: 0.9 },
		],
		compare(left, right) {
			const a = profileOf(left).title;
			const b = profileOf(right).title;
			if (a === '' || b === '' || hasHan(a) !== hasHan(b)) return 0;
			return a === b ? 1 : 2;
		},
		rarity(level, left) {
			if (level !== 1) return undefined;
			const count = frequencies.count('title', profileOf(left).title);
			// Few titles are in use, and a frequent one is frequent among the colleagues, too.
			return Math.max(0.05, count / Math.max(1, frequencies.total));
		},
	};
}
