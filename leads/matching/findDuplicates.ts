import { planRules } from './block/autoRules';
import { allPairs, candidatePairs, type CandidatePairs, type CutBlocks } from './block/candidates';
import { type CanonicalOrder, canonicalOrder, sortPairs, surestFirst } from './canonicalOrder';
import { clusterPairs, type Clusters, type ScoredPair } from './cluster/cluster';
import type { Feature } from './features/feature';
import type { FieldSchema } from './features/fieldKind';
import { type Cells, fieldModel } from './features/fieldModel';
import { countLeads, type Frequencies } from './leads/frequencies';
import { companiesOf, isLeadTable, leadFeatures, leadRules, readProfiles } from './leads/leadModel';
import { type ComparedPairs, comparePairs } from './score/compared';
import { explainPair, type PairExplanation, totalBits } from './score/explain';
import { learnChance, learnMatches, priorBits, totalsOf } from './score/learn';
import { applyWeights, type Weights, weightsOf } from './score/weights';

export interface FindOptions {
	/** Bits from which on two records count as one. Default 2: odds of 4 to 1; leads 1: 2 to 1. */
	joinAt?: number;
	/** Bits from which on a pair is kept for review. Default 0: even odds. */
	reviewAt?: number;
	/** A cluster never grows beyond it. Default 50. */
	mostRecords?: number;
	/** Pairs that somebody declared to be different, by row. */
	vetoed?: (left: number, right: number) => boolean;
	/** Weights learned before, which are then not learned anew. */
	weights?: Weights;
	/**
	 * Leads: a table with fewer counts as one with so many. Among three leads a name is no rarer than
	 * among ten thousand, and a part of a store is no other world than the whole.
	 */
	fewest?: number;
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
export const LEAD_TOLERANCE = 8;

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

function* meetLeads(
	cells: Cells,
	schema: FieldSchema,
	records: number,
	fewest: number,
): Generator<void, Met> {
	const profiles = yield* readProfiles(cells, schema, records);
	const frequencies = amongAtLeast(fewest, yield* countLeads(profiles));
	const features = leadFeatures((row) => profiles[row], frequencies);
	const rules = yield* leadRules(profiles);
	return { features, candidates: yield* candidatePairs(rules, records) };
}

function amongAtLeast(fewest: number, counted: Frequencies): Frequencies {
	if (counted.total >= fewest) return counted;
	return {
		total: fewest,
		count: (kind, value) => counted.count(kind, value),
		isShared: (kind, key) => counted.isShared(kind, key),
	};
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

const PAIRS_BETWEEN_PAUSES = 8192;

/** Pairs that may be one. */
function* pairsOfAtLeast(
	least: number,
	compared: ComparedPairs,
	totals: Float32Array,
): Generator<void, ScoredPair[]> {
	const pairs: ScoredPair[] = [];
	for (let pair = 0; pair < compared.count; pair += 1) {
		if (pair % PAIRS_BETWEEN_PAUSES === 0) yield;
		if (totals[pair] < least) continue;
		pairs.push({ left: compared.left[pair], right: compared.right[pair], bits: totals[pair] });
	}
	return yield* surestFirst(pairs);
}

/** Pairs of the canonical order as pairs of the input. */
function* asArrived(
	pairs: readonly ScoredPair[],
	{ rowAt }: CanonicalOrder,
): Generator<void, ScoredPair[]> {
	const arrived: ScoredPair[] = [];
	for (const { left, right, bits } of pairs) {
		const one = rowAt[left];
		const other = rowAt[right];
		arrived.push({ left: Math.min(one, other), right: Math.max(one, other), bits });
		if (arrived.length % PAIRS_BETWEEN_PAUSES === 0) yield;
	}
	return yield* surestFirst(arrived);
}

/** Clusters of the canonical order, named by their first row of the input. */
function* clustersAsArrived(
	of: Int32Array,
	{ rowAt, placeOf }: CanonicalOrder,
): Generator<void, Int32Array> {
	const first = new Int32Array(of.length).fill(-1);
	const arrived = new Int32Array(of.length);
	for (let row = 0; row < rowAt.length; row += 1) {
		const cluster = of[placeOf[row]];
		if (first[cluster] < 0) first[cluster] = row;
		arrived[row] = first[cluster];
		if (row % PAIRS_BETWEEN_PAUSES === 0) yield;
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
	const { reviewAt = 0, vetoed, weights, fewest = 0 } = options;
	const records = Object.values(cells)[0]?.length ?? 0;
	const asLeads = isLeadTable(schema);
	const order = yield* canonicalOrder(cells, records, asLeads ? companiesOf(cells, schema) : []);
	const { joinAt = asLeads ? 1 : 2 } = options;
	const among = asLeads ? Math.max(records, fewest) : records;
	const { features, candidates } = asLeads
		? yield* meetLeads(order.cells, schema, records, fewest)
		: yield* meetRecords(order.cells, schema, records, weights);
	yield* sortPairs(candidates);
	if (weights) applyWeights(features, weights);
	const compared = yield* comparePairs(candidates, features);
	const prior = weights
		? (weights.prior ?? priorBits(among))
		: yield* learnMatches(compared, features, among, asLeads ? LEAD_SHIFT : MOST_SHIFT);
	const totals = yield* totalsOf(compared, features, prior);
	const pairs = yield* pairsOfAtLeast(Math.min(reviewAt, joinAt), compared, totals);
	const { rowAt, placeOf } = order;
	const { of, refused } = yield* clusterPairs(records, pairs, {
		joinAt,
		tolerance: asLeads ? LEAD_TOLERANCE : undefined,
		mostRecords: options.mostRecords,
		vetoed: vetoed && ((left, right) => vetoed(rowAt[left], rowAt[right])),
		score: (left, right) => totalBits(features, prior, left, right),
	});
	return {
		of: yield* clustersAsArrived(of, order),
		refused: yield* asArrived(refused, order),
		pairs: yield* asArrived(pairs, order),
		candidatePairs: candidates.count,
		cut: candidates.cut,
		weights: weightsOf(features, prior),
		explain: (left, right) => explainPair(features, prior, placeOf[left], placeOf[right]),
	};
}
