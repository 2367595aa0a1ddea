import type { ScoredPair } from './cluster/cluster';
import type { FieldSchema } from './features/fieldKind';
import type { Cells } from './features/fieldModel';
import type { FindOptions, FoundDuplicates } from './findDuplicates';
import type { PairExplanation } from './score/explain';

/** A search as it goes to a thread: functions cannot travel. */
export interface DuplicateSearch {
	cells: Cells;
	schema: FieldSchema;
	options: Omit<FindOptions, 'vetoed'>;
	/** Pairs below so many bits are explained: those that a person has to judge. */
	explained: number;
}

export interface ExplainedPair extends ScoredPair {
	explanation: PairExplanation;
}

/** What comes back from a thread. */
export interface FoundInThread extends Omit<FoundDuplicates, 'explain'> {
	/** For each pair below `explained`, why. */
	explanations: ExplainedPair[];
}

export function explainedPairs(
	pairs: readonly ScoredPair[],
	explain: FoundDuplicates['explain'],
	below: number,
): ExplainedPair[] {
	return pairs
		.filter(({ bits }) => bits < below)
		.map((pair) => ({ ...pair, explanation: explain(pair.left, pair.right) }));
}
