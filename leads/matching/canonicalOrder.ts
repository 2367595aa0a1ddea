import type { CandidatePairs } from './block/candidates';
import { numbersTo, sortedByKeys } from './block/radixSort';
import type { ScoredPair } from './cluster/cluster';
import type { Cells } from './features/fieldModel';

/**
 * An order of the rows that depends on what stands in them and not on how they arrived. The whole
 * search works in it, so that the same records give the same result in any.
 */
export interface CanonicalOrder {
	/** Rows by their place. */
	rowAt: Uint32Array;
	/** Places by row. */
	placeOf: Uint32Array;
	/** The cells, each column in this order. */
	cells: Cells;
}

const ROWS_BETWEEN_PAUSES = 2048;
const CELLS_BETWEEN_PAUSES = 1 << 12;
const PAIRS_BETWEEN_PAUSES = 1 << 15;
const FIRST_HAN = 0x2e80;

/**
 * How a text begins, in 32 bits: two Han characters, or six letters and digits of whatever case.
 * Han and Latin beginnings stand apart.
 */
function beginningOf(text: string): number {
	if (text.charCodeAt(0) >= FIRST_HAN) {
		return ((text.charCodeAt(0) | 0x8000) << 16) | (text.length > 1 ? text.charCodeAt(1) : 0);
	}
	let beginning = 0;
	let letters = 0;
	for (let i = 0; i < text.length && letters < 6; i += 1) {
		const unit = text.charCodeAt(i);
		if (unit < 0x30) continue;
		beginning |= (unit & 31) << (25 - 5 * letters);
		letters += 1;
	}
	return beginning;
}

/**
 * Orders rows by two hashes of their cells: one of 32 bits would let two of 100,000 rows collide.
 *
 * @param neighbours a column of `cells`: rows that begin alike in it come to stand, and to be kept in
 *   memory, side by side. Most of what is compared is then at hand, which halves the time for it.
 */
export function* canonicalOrder(
	cells: Cells,
	records: number,
	neighbours: readonly string[] = [],
): Generator<void, CanonicalOrder> {
	const one = new Uint32Array(records);
	const other = new Uint32Array(records);
	const columns = Object.keys(cells)
		.sort()
		.map((field) => cells[field]);
	for (let row = 0; row < records; row += 1) {
		let a = 0x811c9dc5;
		let b = 0x01234567;
		for (const column of columns) {
			const cell = column[row] ?? '';
			for (let i = 0; i < cell.length; i += 1) {
				const letter = cell.charCodeAt(i);
				a = Math.imul(a ^ letter, 0x01000193);
				b = Math.imul(b + letter, 0x5bd1e995) ^ (b >>> 15);
			}
			// Where a cell ends is part of what it says.
			a = Math.imul(a ^ 0xffff, 0x01000193);
			b = Math.imul(b + 0xffff, 0x5bd1e995) ^ (b >>> 15);
		}
		one[row] = a;
		other[row] = b;
		if (row % ROWS_BETWEEN_PAUSES === 0) yield;
	}
	const rowAt = yield* sortedByKeys(numbersTo(records), [
		(row) => beginningOf(neighbours[row] ?? ''),
		(row) => one[row],
		(row) => other[row],
	]);
	const placeOf = new Uint32Array(records);
	for (let place = 0; place < records; place += 1) placeOf[rowAt[place]] = place;
	yield;
	const ordered: Record<string, readonly string[]> = {};
	for (const field of Object.keys(cells)) ordered[field] = yield* cellsAt(rowAt, cells[field]);
	return { rowAt, placeOf, cells: ordered };
}

function* cellsAt(rowAt: Uint32Array, column: readonly string[]): Generator<void, string[]> {
	const ordered: string[] = [];
	for (const row of rowAt) {
		ordered.push(column[row]);
		if (ordered.length % CELLS_BETWEEN_PAUSES === 0) yield;
	}
	return ordered;
}

/** Sorts pairs by their records. */
export function* sortPairs(pairs: CandidatePairs): Generator<void, void> {
	const { left, right, count } = pairs;
	const sorted = yield* sortedByKeys(numbersTo(count), [
		(pair) => left[pair],
		(pair) => right[pair],
	]);
	pairs.left = yield* arranged(left, sorted);
	pairs.right = yield* arranged(right, sorted);
}

function* arranged(numbers: Int32Array, order: Uint32Array): Generator<void, Int32Array> {
	const result = new Int32Array(order.length);
	for (let i = 0; i < order.length; i += 1) {
		result[i] = numbers[order[i]];
		if (i % PAIRS_BETWEEN_PAUSES === 0) yield;
	}
	return result;
}

const asFloat = new Float64Array(1);
const [LOW, HIGH] = [0, 1];
const asWords = new Uint32Array(asFloat.buffer);

/** Half of a number as a whole number that sorts the other way round: the surest pair has the smallest. */
function downwards(bits: number, half: number): number {
	asFloat[0] = bits;
	if (asWords[HIGH] >>> 31 === 1) return asWords[half];
	return half === HIGH ? ~asWords[HIGH] & 0x7fffffff : ~asWords[LOW] >>> 0;
}

/** The surest pairs first, equal ones by their rows. */
export function* surestFirst<Pair extends ScoredPair>(
	pairs: readonly Pair[],
): Generator<void, Pair[]> {
	const sorted = yield* sortedByKeys(numbersTo(pairs.length), [
		(pair) => downwards(pairs[pair].bits, HIGH),
		(pair) => downwards(pairs[pair].bits, LOW),
		(pair) => pairs[pair].left,
		(pair) => pairs[pair].right,
	]);
	const arrangedPairs: Pair[] = [];
	for (const pair of sorted) {
		arrangedPairs.push(pairs[pair]);
		if (arrangedPairs.length % PAIRS_BETWEEN_PAUSES === 0) yield;
	}
	return arrangedPairs;
}
