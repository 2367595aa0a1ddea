import type { CandidatePairs } from '../block/candidates';
import type { Feature } from '../features/feature';

/** Candidate pairs with what was found out about them. */
export interface ComparedPairs {
	left: Int32Array;
	right: Int32Array;
	count: number;
	/** Levels, feature after feature, `features` a pair. */
	levels: Uint8Array;
	/** Bits by rarity: the sum of −log2 of what stands below the line of each feature. */
	chanceBits: Float32Array;
}

const PAIRS_BETWEEN_PAUSES = 512;

/** Compares all candidates. Yields often: this is where most of the time goes. */
export function* comparePairs(
	pairs: CandidatePairs,
	features: readonly Feature[],
): Generator<void, ComparedPairs> {
	const { left, right, count } = pairs;
	const width = features.length;
	const levels = new Uint8Array(count * width);
	const chanceBits = new Float32Array(count);
	for (let pair = 0; pair < count; pair += 1) {
		let bits = 0;
		for (let index = 0; index < width; index += 1) {
			const feature = features[index];
			const level = feature.compare(left[pair], right[pair]);
			if (level === 0) continue;
			levels[pair * width + index] = level;
			const rare = feature.rarity?.(level, left[pair], right[pair]);
			bits -= Math.log2(rare ?? feature.levels[level].u);
		}
		chanceBits[pair] = bits;
		if (pair % PAIRS_BETWEEN_PAUSES === 0) yield;
	}
	return { left, right, count, levels, chanceBits };
}
