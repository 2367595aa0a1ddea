import { type Keyed, sortedByKey } from './radixSort';

/** A way in which two records can meet: they share a key in one of its columns. */
export interface BlockingRule {
	name: string;
	/** Hashed keys per record, 0 for none. A record may have a key in each column. */
	columns: readonly Int32Array[];
	/** A key that more records share finds nobody: the block is cut, and said so. */
	cap: number;
}

/** What a rule passed over, so that nobody takes silence for completeness. */
export interface CutBlocks {
	rule: string;
	blocks: number;
	records: number;
}

/** Pairs of record numbers, left < right, each once. */
export class CandidatePairs {
	left: Int32Array = new Int32Array(1 << 14);
	right: Int32Array = new Int32Array(1 << 14);
	count = 0;
	readonly cut: CutBlocks[] = [];

	add(one: number, other: number): void {
		if (this.count === this.left.length) this.grow();
		this.left[this.count] = Math.min(one, other);
		this.right[this.count] = Math.max(one, other);
		this.count += 1;
	}

	private grow(): void {
		for (const side of ['left', 'right'] as const) {
			const longer = new Int32Array(this[side].length * 2);
			longer.set(this[side]);
			this[side] = longer;
		}
	}
}

const PAIRS_BETWEEN_PAUSES = 10_000;
const RECORDS_BETWEEN_PAUSES = 1 << 15;

/**
 * The keys of all rules side by side, record after record: whether two records met before is asked
 * for every pair, and this way both answers lie in a line of memory each.
 */
interface KeyTable {
	keys: Int32Array;
	/** Keys a record. */
	width: number;
	/** Where the columns of each rule begin; one more entry for the end. */
	starts: readonly number[];
}

function* tableOf(rules: readonly BlockingRule[], records: number): Generator<void, KeyTable> {
	const starts = [0];
	for (const { columns } of rules) starts.push(starts[starts.length - 1] + columns.length);
	const width = starts[starts.length - 1];
	const keys = new Int32Array(width * records);
	let place = 0;
	for (const { columns } of rules) {
		for (const column of columns) {
			for (let row = 0; row < records; row += 1) keys[row * width + place] = column[row];
			place += 1;
			yield;
		}
	}
	return { keys, width, starts };
}

/**
 * All pairs that share a key, each once. Yields now and then, so that a driver can let others run.
 */
export function* candidatePairs(
	rules: readonly BlockingRule[],
	records: number,
): Generator<void, CandidatePairs> {
	const pairs = new CandidatePairs();
	const table = yield* tableOf(rules, records);
	let pause = PAIRS_BETWEEN_PAUSES;
	for (const [index, rule] of rules.entries()) {
		const { keys, items } = yield* sortedByKey(yield* entriesOf(rule, records));
		const cut: CutBlocks = { rule: rule.name, blocks: 0, records: 0 };
		for (let start = 0, end = 0, rest = 0; start < keys.length; start = end) {
			const key = keys[start];
			end = start + 1;
			while (end < keys.length && keys[end] === key) end += 1;
			rest -= end - start;
			if (end - start > rule.cap) {
				cut.blocks += 1;
				cut.records += end - start;
				dropKey(table, index, key, items, start, end);
			} else if (end - start > 1) {
				addBlock(pairs, items, start, end, table, index, key);
			}
			if (pairs.count > pause || rest < 0) {
				pause = pairs.count + PAIRS_BETWEEN_PAUSES;
				rest = RECORDS_BETWEEN_PAUSES;
				yield;
			}
		}
		if (cut.blocks > 0) pairs.cut.push(cut);
	}
	return pairs;
}

/** Every pair there is: quicker and more complete than keys for a few hundred records. */
export function* allPairs(records: number): Generator<void, CandidatePairs> {
	const pairs = new CandidatePairs();
	for (let left = 0; left < records; left += 1) {
		for (let right = left + 1; right < records; right += 1) pairs.add(left, right);
		if (left % 64 === 0) yield;
	}
	return pairs;
}

/** The keys of a rule, each with its record. */
function* entriesOf(rule: BlockingRule, records: number): Generator<void, Keyed> {
	let count = 0;
	for (const column of rule.columns) for (const hash of column) if (hash !== 0) count += 1;
	const keys = new Uint32Array(count);
	const items = new Uint32Array(count);
	let next = 0;
	for (const column of rule.columns) {
		for (let row = 0; row < records; row += 1) {
			if (column[row] === 0) continue;
			keys[next] = column[row];
			items[next] = row;
			next += 1;
		}
		yield;
	}
	return { keys, items };
}

function dropKey(
	{ keys, width, starts }: KeyTable,
	rule: number,
	hash: number,
	items: Uint32Array,
	start: number,
	end: number,
): void {
	for (let i = start; i < end; i += 1) {
		const at = items[i] * width;
		for (let place = starts[rule]; place < starts[rule + 1]; place += 1) {
			if (keys[at + place] >>> 0 === hash) keys[at + place] = 0;
		}
	}
}

function addBlock(
	pairs: CandidatePairs,
	items: Uint32Array,
	start: number,
	end: number,
	table: KeyTable,
	rule: number,
	hash: number,
): void {
	for (let i = start; i < end; i += 1) {
		const one = items[i];
		for (let j = i + 1; j < end; j += 1) {
			const other = items[j];
			if (one === other || metBefore(one, other, table, rule, hash)) continue;
			pairs.add(one, other);
		}
	}
}

/** Whether an earlier rule, or a smaller key of this one, brought the two together already. */
function metBefore(
	one: number,
	other: number,
	{ keys, width, starts }: KeyTable,
	rule: number,
	hash: number,
): boolean {
	const a = one * width;
	const b = other * width;
	for (let earlier = 0; earlier <= rule; earlier += 1) {
		const end = starts[earlier + 1];
		for (let place = starts[earlier]; place < end; place += 1) {
			const key = keys[a + place];
			if (key === 0 || (earlier === rule && key >>> 0 >= hash)) continue;
			for (let at = starts[earlier]; at < end; at += 1) if (keys[b + at] === key) return true;
		}
	}
	return false;
}
