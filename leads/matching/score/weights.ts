import type { Feature } from '../features/feature';

/** What was learned, as it is kept: feature → level → its chances. JSON, a few kilobytes. */
export interface Weights {
	/** Bits that any two records start with, where the data told; else it follows from their number. */
	prior?: number;
	features: Record<string, Record<string, { m: number; u: number }>>;
}

/** The chances that features have now. */
export function weightsOf(features: readonly Feature[], prior?: number): Weights {
	const kept: Weights['features'] = {};
	for (const { name, levels } of features) {
		kept[name] = Object.fromEntries(
			levels.slice(1).map((level) => [level.name, { m: level.m, u: level.u }]),
		);
	}
	return { ...(prior !== undefined && { prior }), features: kept };
}

/** Gives features chances that were learned before. Levels that the weights do not know keep theirs. */
export function applyWeights(features: readonly Feature[], weights: Weights): void {
	for (const { name, levels } of features) {
		const known = weights.features[name];
		if (!known) continue;
		for (const level of levels.slice(1)) {
			const chances = known[level.name];
			if (chances) Object.assign(level, chances);
		}
	}
}
