import { surestFirst } from '../../matching/canonicalOrder';
import type { PartOfScore } from '../../matching/score/explain';
import type { IdentityPair } from './identityPairs';
import { Groups } from './groups';
import type { Found } from './search';

/** A pair of a plan, by row. */
export interface PlannedPair {
	left: number;
	right: number;
	bits: number;
	parts?: PartOfScore[];
	by?: string;
}

/** Rows that seem to be one person, or two that may be. */
export interface PlannedGroup {
	kind: 'cluster' | 'possible';
	/** In order; of a possible pair the two of it. */
	rows: number[];
	pairs: PlannedPair[];
	/** Certain evidence alone ties all of them together. */
	certain: boolean;
	/** Certain evidence ties so many leads together that a person should look before they are merged. */
	tooLarge: boolean;
}

export interface PlanOptions {
	/** Bits. */
	certainAt: number;
	/** Bits. */
	reviewAt: number;
	/** Leads that are merged without asking. */
	mostLeads: number;
	vetoed: (left: number, right: number) => boolean;
}

const BETWEEN_PAUSES = 4096;

/**
 * What is to be done with what a search found: clusters first, then pairs of which the two are in
 * different clusters, of each two clusters the best; the surest first. Pure: the same finds give the
 * same plan. Yields every few milliseconds: run it with `runInSlices`.
 *
 * @param identityPairs pairs that capture would have joined: certain, whatever the search says of them
 */
export function* planClusters(
	found: Found,
	identityPairs: readonly IdentityPair[],
	options: PlanOptions,
): Generator<void, PlannedGroup[]> {
	const pairs = yield* allPairs(found, identityPairs, options.certainAt);
	const clusters = yield* clustersOf(found.of, pairs, options);
	const tied = new Groups(found.of.length);
	for (const [index, { left, right, bits }] of pairs.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		if (bits >= options.certainAt) tied.join(left, right);
	}
	const inside = new Map<number, PlannedPair[]>();
	const between = new Map<number, PlannedPair>();
	for (const [index, pair] of pairs.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		const left = clusters.of(pair.left);
		const right = clusters.of(pair.right);
		if (left === right) addTo(inside, left, pair);
		else if (pair.bits >= options.reviewAt && !options.vetoed(pair.left, pair.right)) {
			const couple = Math.min(left, right) * found.of.length + Math.max(left, right);
			if ((between.get(couple)?.bits ?? -Infinity) < pair.bits) between.set(couple, pair);
		}
	}
	const isTooLarge = (row: number) => tied.size(row) > options.mostLeads;
	const groups: PlannedGroup[] = [];
	for (const within of inside.values()) {
		const rows = clusters.members(within[0].left);
		const certain = rows.every((row) => tied.of(row) === tied.of(rows[0]));
		groups.push({ kind: 'cluster', rows, pairs: within, certain, tooLarge: rows.some(isTooLarge) });
		if (groups.length % BETWEEN_PAUSES === 0) yield;
	}
	const possible: PlannedGroup[] = [];
	for (const pair of between.values()) {
		possible.push({
			kind: 'possible',
			rows: [pair.left, pair.right],
			pairs: [pair],
			certain: pair.bits >= options.certainAt,
			tooLarge: isTooLarge(pair.left),
		});
		if (possible.length % BETWEEN_PAUSES === 0) yield;
	}
	return [...(yield* surestGroupsFirst(groups)), ...(yield* surestGroupsFirst(possible))];
}

/** By the surest pair of each; equal ones by their first rows. */
function* surestGroupsFirst(groups: readonly PlannedGroup[]): Generator<void, PlannedGroup[]> {
	const keyed = groups.map((group) => ({
		left: group.rows[0],
		right: group.rows[1],
		bits: group.pairs[0].bits,
		group,
	}));
	return (yield* surestFirst(keyed)).map(({ group }) => group);
}

function addTo(groups: Map<number, PlannedPair[]>, group: number, pair: PlannedPair): void {
	const known = groups.get(group);
	if (known) known.push(pair);
	else groups.set(group, [pair]);
}

/** Every pair once, the surest first; what identity says is added to the evidence as a part of its own. */
function* allPairs(
	found: Found,
	identityPairs: readonly IdentityPair[],
	certainAt: number,
): Generator<void, PlannedPair[]> {
	const records = found.of.length;
	const coupleOf = (left: number, right: number) => left * records + right;
	const known = new Map<number, PlannedPair>();
	for (const [index, { left, right, bits }] of found.pairs.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		known.set(coupleOf(left, right), { left, right, bits });
	}
	for (const [index, { left, right, explanation }] of found.explanations.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		const { bits, parts } = explanation;
		// The search itself counts in single precision; the parts add up to this.
		known.set(coupleOf(left, right), { left, right, bits, parts });
	}
	for (const [index, { left, right, by, certain }] of identityPairs.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		const pair = known.get(coupleOf(left, right)) ?? { left, right, bits: 0, parts: [] };
		known.set(coupleOf(left, right), withIdentity(pair, by, certain ? certainAt : 0));
	}
	return yield* surestFirst([...known.values()]);
}

function withIdentity(pair: PlannedPair, by: string, atLeast: number): PlannedPair {
	if (pair.bits >= atLeast) return { ...pair, by };
	const part = {
		feature: 'identity',
		fields: [by],
		level: `same ${by}`,
		bits: atLeast - pair.bits,
	};
	return { ...pair, by, bits: atLeast, parts: pair.parts && [...pair.parts, part] };
}

/** The clusters of the search, and what identity joins besides, as far as nobody declared otherwise. */
function* clustersOf(
	of: Int32Array,
	pairs: readonly PlannedPair[],
	{ certainAt, mostLeads, vetoed }: PlanOptions,
): Generator<void, Groups> {
	const clusters = new Groups(of.length);
	for (const [row, first] of of.entries()) {
		if (row % BETWEEN_PAUSES === 0) yield;
		clusters.join(first, row);
	}
	for (const [index, { left, right, bits, by }] of pairs.entries()) {
		if (index % BETWEEN_PAUSES === 0) yield;
		if (by === undefined || bits < certainAt || clusters.of(left) === clusters.of(right)) continue;
		const [one, other] = [clusters.members(left), clusters.members(right)];
		if (one.length + other.length > mostLeads) continue;
		if (!one.some((a) => other.some((b) => vetoed(a, b)))) clusters.join(left, right);
	}
	return clusters;
}
