/** A pair that was scored, in bits. */
export interface ScoredPair {
	left: number;
	right: number;
	bits: number;
}

export interface ClusterOptions {
	/** Pairs of at least so many bits are joined. */
	joinAt: number;
	/**
	 * Bits by which the average between two clusters may lie below `joinAt`. Records of one person
	 * that stem from two jobs or two mailboxes contradict each other. Default 2.
	 */
	tolerance?: number;
	/** A cluster never grows beyond it; what would is left for review. */
	mostRecords?: number;
	/** Pairs that somebody declared to be different: they never share a cluster. */
	vetoed?: (left: number, right: number) => boolean;
	/** Bits of a pair that was no candidate. */
	score: (left: number, right: number) => number;
}

export interface Clusters {
	/** Per record the smallest record number of its cluster. */
	of: Int32Array;
	/** Pairs at `joinAt` and above that ended in different clusters: for review. */
	refused: ScoredPair[];
}

const DEFAULT_MOST_RECORDS = 50;
/** One pair speaks at most so loudly in an average, so that one does not shout the others down. */
const LOUDEST = 12;
/** Between clusters that large only so many pairs are looked at. */
const MOST_PAIRS_LOOKED_AT = 400;
const PAIRS_BETWEEN_PAUSES = 512;

/**
 * Joins records by their best pairs first (average linkage): two clusters become one only when their
 * records agree on the whole, so that a chain of look-alikes does not pull strangers together.
 * The result does not depend on the order of the pairs.
 */
export function* clusterPairs(
	records: number,
	pairs: readonly ScoredPair[],
	options: ClusterOptions,
): Generator<void, Clusters> {
	const of = Int32Array.from({ length: records }, (_, row) => row);
	const members = new Map<number, number[]>();
	const membersOf = (cluster: number): number[] => members.get(cluster) ?? [cluster];
	const sorted = surestFirst(pairs.filter(({ bits }) => bits >= options.joinAt));
	const refused: ScoredPair[] = [];
	let looked = 0;
	for (const pair of sorted) {
		looked += 1;
		if (looked % PAIRS_BETWEEN_PAUSES === 0) yield;
		const one = of[pair.left];
		const other = of[pair.right];
		if (one === other) continue;
		const left = membersOf(one);
		const right = membersOf(other);
		if (!mayJoin(left, right, pair, options)) {
			refused.push(pair);
			continue;
		}
		const target = Math.min(one, other);
		const joined = [...left, ...right];
		for (const row of joined) of[row] = target;
		members.delete(Math.max(one, other));
		members.set(target, joined);
	}
	return { of, refused: refused.filter(({ left, right }) => of[left] !== of[right]) };
}

function bySureness(a: ScoredPair, b: ScoredPair): number {
	return b.bits - a.bits || a.left - b.left || a.right - b.right;
}

/** Pairs that come in order already, as those of a large search do, are not sorted again. */
function surestFirst(pairs: readonly ScoredPair[]): readonly ScoredPair[] {
	const inOrder = pairs.every((pair, i) => i === 0 || bySureness(pairs[i - 1], pair) <= 0);
	return inOrder ? pairs : [...pairs].sort(bySureness);
}

function mayJoin(
	left: readonly number[],
	right: readonly number[],
	pair: ScoredPair,
	options: ClusterOptions,
): boolean {
	const { mostRecords = DEFAULT_MOST_RECORDS, vetoed, joinAt, tolerance = 2 } = options;
	if (left.length + right.length > mostRecords) return false;
	if (vetoed) for (const a of left) for (const b of right) if (vetoed(a, b)) return false;
	if (left.length === 1 && right.length === 1) return true;
	return averageBits(left, right, pair, options) >= joinAt - tolerance;
}

function averageBits(
	left: readonly number[],
	right: readonly number[],
	pair: ScoredPair,
	{ score }: ClusterOptions,
): number {
	let sum = 0;
	let count = 0;
	for (const a of left) {
		for (const b of right) {
			const known = a === pair.left && b === pair.right;
			const bits = known ? pair.bits : score(Math.min(a, b), Math.max(a, b));
			sum += Math.max(-LOUDEST, Math.min(LOUDEST, bits));
			count += 1;
			if (count === MOST_PAIRS_LOOKED_AT) return sum / count;
		}
	}
	return sum / count;
}
