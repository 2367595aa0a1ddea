import { bitsOf, type Feature } from '../features/feature';

/** What one feature says about a pair. */
export interface PartOfScore {
	feature: string;
	fields: readonly string[];
	level: string;
	/** Above 0 speaks for one entity, below 0 against it. */
	bits: number;
}

export interface PairExplanation {
	/** The sum of the parts. 0 bits are even odds, 3 bits 8 to 1. */
	bits: number;
	/** The first part is the prior: how rare a match is among so many records. */
	parts: PartOfScore[];
}

/** Why two records are taken for one or not, by the numbers that decide. */
export function explainPair(
	features: readonly Feature[],
	prior: number,
	left: number,
	right: number,
): PairExplanation {
	const parts: PartOfScore[] = [{ feature: 'prior', fields: [], level: 'any two', bits: prior }];
	let bits = prior;
	for (const feature of features) {
		const level = feature.compare(left, right);
		if (level === 0) continue;
		const part = bitsOf(feature, level, left, right);
		bits += part;
		const { name } = feature.levels[level];
		parts.push({ feature: feature.name, fields: feature.fields, level: name, bits: part });
	}
	return { bits, parts };
}

/** The bits of `explainPair`, without the reasons. */
export function totalBits(
	features: readonly Feature[],
	prior: number,
	left: number,
	right: number,
): number {
	let bits = prior;
	for (const feature of features) {
		bits += bitsOf(feature, feature.compare(left, right), left, right);
	}
	return bits;
}

/** Bits as the probability that two records are one. */
export function probabilityOf(bits: number): number {
	return 1 / (1 + 2 ** -bits);
}
