/** How good decisions are, measured against what people said. */
export interface Quality {
	truePositives: number;
	falsePositives: number;
	falseNegatives: number;
	/** Pairs of different people that were told apart; of items all pairs that are left. */
	trueNegatives: number;
	/** Of the pairs taken for one, the share that is. 1 where none was taken for one. */
	precision: number;
	/** Of the pairs that are one, the share that was found. 1 where there is none. */
	recall: number;
	/** Harmonic mean of both. */
	f1: number;
}

/** How often each decision was made, right or wrong. */
export type Confusion = Pick<
	Quality,
	'truePositives' | 'falsePositives' | 'falseNegatives' | 'trueNegatives'
>;

/** Precision, recall and F1 of counts. */
export function qualityOf(counts: Confusion): Quality {
	const { truePositives, falsePositives, falseNegatives } = counts;
	const claimed = truePositives + falsePositives;
	const real = truePositives + falseNegatives;
	const precision = claimed === 0 ? 1 : truePositives / claimed;
	const recall = real === 0 ? 1 : truePositives / real;
	const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
	return { ...counts, precision, recall, f1 };
}

/** A pair that a person judged and the engine weighed. */
export interface JudgedPair {
	bits: number;
	/** What the person said. */
	same: boolean;
}

/** Bits for which the outcome is told: from almost nothing to beyond doubt. */
export const TOLD_BITS: readonly number[] = Array.from({ length: 21 }, (_, index) => index - 4);

/**
 * The outcome by threshold: pairs of that many bits and more are taken for one.
 *
 * @param real pairs that are one, also those that were not weighed
 * @param total all pairs there are
 */
export function qualityByBits(
	judged: readonly JudgedPair[],
	real: number,
	total: number,
): Array<Quality & { bits: number }> {
	return TOLD_BITS.map((bits) => {
		const taken = judged.filter((pair) => pair.bits >= bits);
		const truePositives = taken.filter(({ same }) => same).length;
		const falsePositives = taken.length - truePositives;
		const falseNegatives = real - truePositives;
		const trueNegatives = total - real - falsePositives;
		return {
			bits,
			...qualityOf({ truePositives, falsePositives, falseNegatives, trueNegatives }),
		};
	});
}

/** The threshold with the best F1; of equals the highest, which merges less. */
export function bestBits(byBits: ReadonlyArray<Quality & { bits: number }>): number {
	const best = Math.max(...byBits.map(({ f1 }) => f1));
	return byBits.findLast(({ f1 }) => f1 === best)?.bits ?? 0;
}

/** Pairs among so many. */
export function pairsAmong(count: number): number {
	return (count * (count - 1)) / 2;
}
