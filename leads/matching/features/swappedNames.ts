import { CLOSE, compareWords, SIMILAR, type Word } from '../values/word';
import type { FieldFeature } from './fieldFeatures';
import type { Feature } from './feature';

/** How the four names of two records cross. */
const STRAIGHT = 0;
const SWAPPED = 1;
const MISPLACED = 2;

function crossing(
	oneGiven: Word | undefined,
	oneSurname: Word | undefined,
	otherGiven: Word | undefined,
	otherSurname: Word | undefined,
): number {
	const first = oneGiven && otherSurname ? compareWords(oneGiven, otherSurname) : 0;
	const second = oneSurname && otherGiven ? compareWords(oneSurname, otherGiven) : 0;
	if (first === 0 && second === 0) return STRAIGHT;
	if (first === 0 || second === 0) return first + second <= CLOSE ? MISPLACED : STRAIGHT;
	const likely = Math.min(first, second) <= CLOSE && Math.max(first, second) <= SIMILAR;
	return likely ? SWAPPED : STRAIGHT;
}

/**
 * Given name and surname that stand in each other's column, both or the only one there is. Both
 * features get levels for it; the rest stays as it was.
 */
export function withSwappedNames(
	given: FieldFeature<Word>,
	surname: FieldFeature<Word>,
): [Feature, Feature] {
	const nameOf = (feature: FieldFeature<Word>, row: number): Word | undefined =>
		feature.column.values[feature.column.of[row]];
	let lastLeft = -1;
	let lastRight = -1;
	let last = STRAIGHT;
	// Both features ask for it, one after the other.
	const crossingOf = (left: number, right: number): number => {
		if (left !== lastLeft || right !== lastRight) {
			lastLeft = left;
			lastRight = right;
			last = crossing(
				nameOf(given, left),
				nameOf(surname, left),
				nameOf(given, right),
				nameOf(surname, right),
			);
		}
		return last;
	};
	const wrap = (feature: FieldFeature<Word>): Feature => {
		const straight = feature.levels.length - 1;
		return {
			...feature,
			levels: [
				...feature.levels,
				{ name: 'swapped', m: 0.02, u: 0.0005 },
				{ name: 'misplaced', m: 0.005, u: 0.0005 },
			],
			compare(left, right) {
				const level = feature.compare(left, right);
				if (level <= SIMILAR) return level;
				const crossed = crossingOf(left, right);
				return crossed === STRAIGHT ? level : straight + crossed;
			},
		};
	};
	return [wrap(given), wrap(surname)];
}
