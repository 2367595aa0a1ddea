/** Bits a pass: so many buckets fit into the fast part of the memory. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const PASSES = 3;
const ITEMS_BETWEEN_PAUSES = 1 << 16;

/** Items with a key each, side by side. */
export interface Keyed {
	keys: Uint32Array;
	items: Uint32Array;
}

/** The numbers 0 to count − 1, to be sorted. */
export function numbersTo(count: number): Uint32Array {
	const numbers = new Uint32Array(count);
	for (let i = 1; i < count; i += 1) numbers[i] = i;
	return numbers;
}

/**
 * Sorts items by their keys, the smallest first; equal ones keep their order. In linear time, and
 * unlike the built-in sort it lets others run meanwhile: yields every few milliseconds. Changes what
 * it is given and may hand back other arrays.
 */
export function* sortedByKey({ keys, items }: Keyed): Generator<void, Keyed> {
	let from: Keyed = { keys, items };
	let to: Keyed = { keys: new Uint32Array(keys.length), items: new Uint32Array(keys.length) };
	for (let pass = 0; pass < PASSES; pass += 1) {
		const moved = yield* placed(from, to, pass * DIGIT);
		if (moved) [from, to] = [to, from];
	}
	return from;
}

/** One pass by one digit. @returns false when all have the same digit, and nothing was moved */
function* placed(from: Keyed, to: Keyed, shift: number): Generator<void, boolean> {
	const { keys, items } = from;
	const places = new Uint32Array(BUCKETS);
	for (let i = 0; i < keys.length; i += 1) {
		places[(keys[i] >>> shift) & (BUCKETS - 1)] += 1;
		if (i % ITEMS_BETWEEN_PAUSES === 0) yield;
	}
	if (keys.length === 0 || places[(keys[0] >>> shift) & (BUCKETS - 1)] === keys.length)
		return false;
	for (let bucket = 0, next = 0; bucket < BUCKETS; bucket += 1) {
		const count = places[bucket];
		places[bucket] = next;
		next += count;
	}
	for (let i = 0; i < keys.length; i += 1) {
		const bucket = (keys[i] >>> shift) & (BUCKETS - 1);
		const place = places[bucket];
		places[bucket] = place + 1;
		to.keys[place] = keys[i];
		to.items[place] = items[i];
		if (i % ITEMS_BETWEEN_PAUSES === 0) yield;
	}
	return true;
}

/** Sorts items by several keys each, the first deciding before the second and so on. */
export function* sortedByKeys(
	items: Uint32Array,
	keysOf: ReadonlyArray<(item: number) => number>,
): Generator<void, Uint32Array> {
	let sorted = items;
	for (const keyOf of [...keysOf].reverse()) {
		const keys = new Uint32Array(sorted.length);
		for (let i = 0; i < keys.length; i += 1) {
			keys[i] = keyOf(sorted[i]);
			if (i % ITEMS_BETWEEN_PAUSES === 0) yield;
		}
		sorted = (yield* sortedByKey({ keys, items: sorted })).items;
	}
	return sorted;
}
