import * as fc from 'fast-check';
import {
	editDistance,
	jaroWinkler,
	jaroWinklerAtMost,
	jaroWinklerByLetters,
	lettersApart,
	lettersOf,
} from '../../../../leads/matching/values/textDistance';

/** Optimal string alignment by its definition, without a cap. */
function plainDistance(a: string, b: string): number {
	const rows = Array.from({ length: a.length + 1 }, (_, i) => [i]);
	for (let j = 0; j <= b.length; j += 1) rows[0][j] = j;
	for (let i = 1; i <= a.length; i += 1) {
		for (let j = 1; j <= b.length; j += 1) {
			const cost = a[i - 1] === b[j - 1] ? 0 : 1;
			let best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) best = Math.min(best, rows[i - 2][j - 2] + 1);
			rows[i][j] = best;
		}
	}
	return rows[a.length][b.length];
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '王'), maxLength: 9 });

test('edits are counted as defined, up to the cap', () => {
	fc.assert(
		fc.property(word, word, fc.integer({ min: 1, max: 4 }), (a, b, most) => {
			expect(editDistance(a, b, most)).toBe(Math.min(plainDistance(a, b), most + 1));
		}),
		{ numRuns: 2000 },
	);
});

test.each([
	['MARTHA', 'MARHTA', 0.9611],
	['DWAYNE', 'DUANE', 0.84],
	['DIXON', 'DICKSONX', 0.8133],
	['上海智云科技有限公司', '上海智远科技有限公司', 0.953],
	['王伟', '王玮', 0.7],
])('Jaro–Winkler of %s and %s is %d', (a, b, likeness) => {
	expect(jaroWinkler(a, b)).toBeCloseTo(likeness, 3);
});

test('Jaro–Winkler is symmetric, 1 for equal texts only', () => {
	fc.assert(
		fc.property(word, word, (a, b) => {
			expect(jaroWinkler(a, b)).toBeCloseTo(jaroWinkler(b, a), 10);
			expect(jaroWinkler(a, b) === 1).toBe(a === b);
		}),
	);
});

test('Jaro–Winkler is never more than what the letters promise', () => {
	fc.assert(
		fc.property(word, word, (a, b) => {
			const likeness = jaroWinkler(a, b) - 1e-9;
			const byOften = jaroWinklerByLetters(a, b);
			expect(byOften).toBeGreaterThanOrEqual(likeness);
			expect(jaroWinklerAtMost(a, b, lettersOf(a), lettersOf(b))).toBeGreaterThanOrEqual(byOften);
		}),
		{ numRuns: 2000 },
	);
});

test('an edit changes two letters at most', () => {
	fc.assert(
		fc.property(word, word, (a, b) => {
			const edits = editDistance(a, b, 9);
			expect(lettersApart(lettersOf(a), lettersOf(b))).toBeLessThanOrEqual(2 * edits);
		}),
		{ numRuns: 2000 },
	);
});
