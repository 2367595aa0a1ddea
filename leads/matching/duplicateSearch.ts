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
	/** Pairs that somebody declared to be different, by row. */
	different?: ReadonlyArray<readonly [left: number, right: number]>;
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

/** `FindOptions.vetoed` for pairs that were declared to be different. */
export function vetoOf(
	different: ReadonlyArray<readonly [left: number, right: number]>,
): (left: number, right: number) => boolean {
	const known = new Map<number, Set<number>>();
	for (const [left, right] of different) {
		for (const [one, other] of [
			[left, right],
			[right, left],
		]) {
			known.set(one, (known.get(one) ?? new Set()).add(other));
		}
	}
	return (left, right) => known.get(left)?.has(right) ?? false;
}
