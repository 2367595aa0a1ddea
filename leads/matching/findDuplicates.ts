import { planRules } from './block/autoRules';
import { allPairs, candidatePairs, type CandidatePairs, type CutBlocks } from './block/candidates';
import { canonicalOrder, reordered } from './canonicalOrder';
import { clusterPairs, type Clusters, type ScoredPair } from './cluster/cluster';
import type { Feature } from './features/feature';
import type { FieldSchema } from './features/fieldKind';
import { type Cells, fieldModel } from './features/fieldModel';
import { countLeads } from './leads/frequencies';
import { isLeadTable, leadFeatures, leadRules, readProfiles } from './leads/leadModel';
import { comparePairs } from './score/compared';
import { explainPair, type PairExplanation } from './score/explain';
import { learnChance, learnMatches, priorBits, totalsOf } from './score/learn';
import { applyWeights, type Weights, weightsOf } from './score/weights';

export interface FindOptions {
	/** Bits from which on two records count as one. Default 2: odds of 4 to 1. */
	joinAt?: number;
	/** Bits from which on a pair is kept for review. Default 0: even odds. */
	reviewAt?: number;
	/** A cluster never grows beyond it. Default 50. */
	mostRecords?: number;
	/** Pairs that somebody declared to be different, by row. */
	vetoed?: (left: number, right: number) => boolean;
	/** Weights learned before, which are then not learned anew. */
	weights?: Weights;
}

/** Rows are those of the input. */
export interface FoundDuplicates extends Clusters {
	/** Pairs of at least `reviewAt` or `joinAt` bits, left < right, the surest first. */
	pairs: ScoredPair[];
	/** Pairs that were compared. */
	candidatePairs: number;
	/** Keys that too many records share, and that therefore found nobody. */
	cut: readonly CutBlocks[];
	weights: Weights;
	/** Why any two records are taken for one, or not. */
	explain: (left: number, right: number) => PairExplanation;
}

/** Up to so many records each is compared with each. */
const COMPARED_WITH_ALL = 1500;
/** Leads of one person tell of two jobs, two mailboxes and two numbers. */
const LEAD_TOLERANCE = 8;

/** Bits by which the data may move the prior: how many duplicates there are differs from table to table. */
const MOST_SHIFT = 3;
/** A store of leads may hold hardly any, and look-alikes must not pass for them. */
const LEAD_SHIFT = 0.5;

/** Strangers that a record may meet: the fewer records, the more time for each. */
function strangersFor(records: number): number {
	return Math.max(8, Math.min(60, 400_000 / records));
}

interface Met {
	features: Feature[];
	candidates: CandidatePairs;
}

function* meetLeads(cells: Cells, schema: FieldSchema, records: number): Generator<void, Met> {
	const profiles = yield* readProfiles(cells, schema, records);
	const frequencies = yield* countLeads(profiles);
	const features = leadFeatures((row) => profiles[row], frequencies);
	const rules = yield* leadRules(profiles);
	return { features, candidates: yield* candidatePairs(rules, records) };
}

function* meetRecords(
	cells: Cells,
	schema: FieldSchema,
	records: number,
	weights: Weights | undefined,
): Generator<void, Met> {
	const { features, traits } = yield* fieldModel(cells, schema);
	if (!weights) yield* learnChance(features, records);
	if (records <= COMPARED_WITH_ALL) return { features, candidates: yield* allPairs(records) };
	const rules = yield* planRules(traits, records, strangersFor(records));
	return { features, candidates: yield* candidatePairs(rules, records) };
}

/** Pairs of the canonical order as pairs of the input. */
function asArrived(pair: ScoredPair, order: Uint32Array): ScoredPair {
	const one = order[pair.left];
	const other = order[pair.right];
	return { left: Math.min(one, other), right: Math.max(one, other), bits: pair.bits };
}

/** Clusters of the canonical order, named by their first row of the input. */
function clustersAsArrived(of: Int32Array, order: Uint32Array): Int32Array {
	const first = new Map<number, number>();
	for (let place = 0; place < of.length; place += 1) {
		const known = first.get(of[place]);
		first.set(of[place], Math.min(known ?? of.length, order[place]));
	}
	const arrived = new Int32Array(of.length);
	for (let place = 0; place < of.length; place += 1) {
		arrived[order[place]] = first.get(of[place]) ?? order[place];
	}
	return arrived;
}

/**
 * Finds the records that speak of one entity, in a table with any fields. Needs no labels: what
 * agreement is worth is learned from the records themselves, from shipped values on. The result does
 * not depend on the order of the rows. Yields every few milliseconds; run it with `runInSlices`, or
 * in a worker thread.
 *
 * A table of people at organisations (name, company, and e-mail or phone) is compared as leads; any
 * other field by field.
 *
 * @param cells by field; all columns of one length
 */
export function* findDuplicates(
	cells: Cells,
	schema: FieldSchema,
	options: FindOptions = {},
): Generator<void, FoundDuplicates> {
	const { joinAt = 2, reviewAt = 0, vetoed, weights } = options;
	const records = Object.values(cells)[0]?.length ?? 0;
	const order = canonicalOrder(cells, records);
	const ordered = reordered(cells, order);
	yield;
	const asLeads = isLeadTable(schema);
	const { features, candidates } = asLeads
		? yield* meetLeads(ordered, schema, records)
		: yield* meetRecords(ordered, schema, records, weights);
	if (weights) applyWeights(features, weights);
	const compared = yield* comparePairs(candidates, features);
	const prior = weights
		? (weights.prior ?? priorBits(records))
		: yield* learnMatches(compared, features, records, asLeads ? LEAD_SHIFT : MOST_SHIFT);
	const totals = totalsOf(compared, features, prior);
	yield;
	const pairs: ScoredPair[] = [];
	for (let pair = 0; pair < compared.count; pair += 1) {
		if (totals[pair] < reviewAt && totals[pair] < joinAt) continue;
		pairs.push({ left: compared.left[pair], right: compared.right[pair], bits: totals[pair] });
	}
	yield;
	const { of, refused } = yield* clusterPairs(records, pairs, {
		joinAt,
		tolerance: asLeads ? LEAD_TOLERANCE : undefined,
		mostRecords: options.mostRecords,
		vetoed: vetoed && ((left, right) => vetoed(order[left], order[right])),
		score: (left, right) => explainPair(features, prior, left, right).bits,
	});
	const placeOf = new Uint32Array(records);
	for (let place = 0; place < records; place += 1) placeOf[order[place]] = place;
	return {
		of: clustersAsArrived(of, order),
		refused: refused.map((pair) => asArrived(pair, order)),
		pairs: pairs
			.map((pair) => asArrived(pair, order))
			.sort((a, b) => b.bits - a.bits || a.left - b.left || a.right - b.right),
		candidatePairs: candidates.count,
		cut: candidates.cut,
		weights: weightsOf(features, prior),
		explain: (left, right) => explainPair(features, prior, placeOf[left], placeOf[right]),
	};
}
