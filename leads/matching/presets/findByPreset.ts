import type { LeadFieldValues } from '../../model/lead';
import { type BlockingRule, candidatePairs, type CutBlocks } from '../block/candidates';
import { hashOf } from '../block/hash';
import { clusterPairs, type Clusters, type ScoredPair } from '../cluster/cluster';
import { judgeByPreset, meetingKeysOf } from './judgeByPreset';
import { certainBits, type PairJudgement, type RulePreset } from './preset';

export interface FindByPresetOptions {
	/** A cluster never grows beyond it. Default 50. */
	mostRecords?: number;
	/** Pairs that somebody declared to be different, by row. */
	vetoed?: (left: number, right: number) => boolean;
}

/** Rows are those of the input. */
export interface FoundByPreset extends Clusters {
	/** Pairs that meet a rule, left < right. */
	pairs: ScoredPair[];
	candidatePairs: number;
	/** Keys that too many leads share, and that therefore found nobody. */
	cut: readonly CutBlocks[];
	explain: (left: number, right: number) => PairJudgement;
}

/** A key that more leads share finds nobody: as the rules do that look at 100 candidates. */
const CAP = 100;
const LEADS_BETWEEN_PAUSES = 256;

function* keysOf(
	leads: readonly LeadFieldValues[],
	preset: RulePreset,
): Generator<void, BlockingRule[]> {
	const columns: Int32Array[] = [];
	for (const [row, lead] of leads.entries()) {
		for (const [place, key] of meetingKeysOf(preset, lead).entries()) {
			if (place === columns.length) columns.push(new Int32Array(leads.length));
			columns[place][row] = hashOf(key);
		}
		if (row % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	return [{ name: preset, columns, cap: CAP }];
}

/**
 * Finds the duplicates among leads by a preset of rules. Whoever meets a rule with one of a cluster
 * belongs to it. Yields every few milliseconds: run it with `runInSlices`.
 */
export function* findByPreset(
	leads: readonly LeadFieldValues[],
	preset: RulePreset,
	{ mostRecords, vetoed }: FindByPresetOptions = {},
): Generator<void, FoundByPreset> {
	const judge = judgeByPreset(preset);
	const explain = (left: number, right: number): PairJudgement => judge(leads[left], leads[right]);
	const candidates = yield* candidatePairs(yield* keysOf(leads, preset), leads.length);
	const pairs: ScoredPair[] = [];
	for (let pair = 0; pair < candidates.count; pair += 1) {
		const left = candidates.left[pair];
		const right = candidates.right[pair];
		const { outcome, bits } = explain(left, right);
		if (outcome === 'duplicate') pairs.push({ left, right, bits });
		if (pair % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	const clusters = yield* clusterPairs(leads.length, pairs, {
		joinAt: certainBits,
		// A rule asks for one pair only, whatever the others of the cluster say.
		tolerance: Infinity,
		mostRecords,
		vetoed,
		score: (left, right) => explain(left, right).bits,
	});
	return { ...clusters, pairs, candidatePairs: candidates.count, cut: candidates.cut, explain };
}
