import type { Feature } from '../features/feature';
import type { ComparedPairs } from './compared';

/** Random pairs to look at; of few records not many times the pairs that there are. */
const SAMPLE = 60_000;
/** Levels that a sample never showed are not impossible. */
const SMOOTHING = 0.5;
/** Agreements that the frequencies are believed against the sample. */
const TRUST = 2;
const ROUNDS = 12;
/** Pairs that the shipped chances count as much as. */
const PRIOR_PAIRS = 12;
/** What never happened yet may happen: and what is shipped as rare is not the rule. */
const FREEDOM = 10;
const SURE = 1e-3;
const PAIRS_BETWEEN_PAUSES = 1 << 15;

/** Bits that any two records start with before they are compared: how rare a match is. */
export function priorBits(records: number): number {
	return -Math.log2(Math.max(2, records)) - 0.5;
}

/** A small generator of random numbers, so that the same records give the same weights (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * Learns how strangers compare: levels among random pairs, of which those that look like matches
 * are left out. Changes `u` of the features' levels.
 */
export function* learnChance(features: readonly Feature[], records: number): Generator<void, void> {
	if (records < 3) return;
	const random = randomFrom(records);
	const seen = features.map(({ levels }) => new Float64Array(levels.length));
	const found = new Uint8Array(features.length);
	const prior = priorBits(records);
	const sample = Math.min(SAMPLE, records * records);
	for (let pair = 0; pair < sample; pair += 1) {
		const left = Math.floor(random() * records);
		const right = Math.floor(random() * records);
		if (pair % 2048 === 0) yield;
		if (left === right) continue;
		let bits = prior;
		for (let index = 0; index < features.length; index += 1) {
			const level = features[index].compare(left, right);
			const { m, u } = features[index].levels[level];
			found[index] = level;
			if (level !== 0) bits += Math.log2(m / u);
		}
		if (bits > 0) continue;
		for (let index = 0; index < features.length; index += 1) seen[index][found[index]] += 1;
	}
	for (const [index, { levels }] of features.entries()) setChances(levels, seen[index]);
}

function setChances(levels: Feature['levels'], seen: Float64Array): void {
	let total = 0;
	for (let level = 1; level < levels.length; level += 1) total += seen[level] + SMOOTHING;
	for (let level = 1; level < levels.length; level += 1) {
		const chance = (seen[level] + SMOOTHING) / total;
		levels[level].u = level === 1 ? agreementOfStrangers(levels[1].u, seen[1], total) : chance;
	}
}

/**
 * Frequencies count the matches, too: an address that one person used in seven records looks
 * frequent. What the sample of strangers shows corrects it, as far as the sample is large enough.
 */
function agreementOfStrangers(byFrequency: number, seen: number, total: number): number {
	const share = (seen + TRUST) / (byFrequency * total + TRUST);
	return byFrequency * Math.min(1, share);
}

/** Total bits of each pair as the features' chances stand. */
export function* totalsOf(
	pairs: ComparedPairs,
	features: readonly Feature[],
	prior: number,
): Generator<void, Float32Array> {
	const totals = new Float32Array(pairs.count);
	const width = features.length;
	const logs = features.map(({ levels }) => Float64Array.from(levels, ({ m }) => Math.log2(m)));
	for (let pair = 0; pair < pairs.count; pair += 1) {
		let bits = prior + pairs.chanceBits[pair];
		const at = pair * width;
		for (let index = 0; index < width; index += 1) bits += logs[index][pairs.levels[at + index]];
		totals[pair] = bits;
		if (pair % PAIRS_BETWEEN_PAUSES === 0) yield;
	}
	return totals;
}

/**
 * Expectation–maximisation (Dempster, Laird and Rubin 1977; for linkage Winkler 1988): how matches
 * compare, learned without labels from the candidates. Changes `m` of the features' levels.
 *
 * @param mostShift bits by which the prior may move
 * @returns the prior bits, adjusted to how many matches there seem to be
 */
export function* learnMatches(
	pairs: ComparedPairs,
	features: readonly Feature[],
	records: number,
	mostShift: number,
): Generator<void, number> {
	const start = priorBits(records);
	let prior = start;
	const shipped = features.map(({ levels }) => levels.map(({ m }) => m));
	let before = -1;
	for (let round = 0; round < ROUNDS; round += 1) {
		const totals = yield* totalsOf(pairs, features, prior);
		const { weights, matches } = yield* expectedLevels(pairs, features, totals);
		for (const [index, feature] of features.entries()) {
			const { levels, freedom } = feature;
			setMatchChances(levels, weights[index], shipped[index], freedom);
		}
		prior = adjusted(start, matches, records, mostShift);
		if (Math.abs(matches - before) < SURE * Math.max(1, matches)) break;
		before = matches;
	}
	return prior;
}

/** The prior that fits the number of matches found, within what one run may teach. */
function adjusted(start: number, matches: number, records: number, mostShift: number): number {
	const pairs = (records * (records - 1)) / 2;
	// As if the expected number of matches had been seen besides, so that few records teach little.
	const seen = (matches + PRIOR_PAIRS * 2 ** start) / (pairs + PRIOR_PAIRS);
	const bits = Math.log2(seen / (1 - seen));
	return Math.max(start - mostShift, Math.min(start + mostShift, bits));
}

function* expectedLevels(
	pairs: ComparedPairs,
	features: readonly Feature[],
	totals: Float32Array,
): Generator<void, { weights: Float64Array[]; matches: number }> {
	const weights = features.map(({ levels }) => new Float64Array(levels.length));
	const width = features.length;
	let matches = 0;
	for (let pair = 0; pair < pairs.count; pair += 1) {
		if (pair % PAIRS_BETWEEN_PAUSES === 0) yield;
		if (totals[pair] < -12) continue;
		const chance = 1 / (1 + 2 ** -totals[pair]);
		matches += chance;
		const at = pair * width;
		for (let index = 0; index < width; index += 1) {
			weights[index][pairs.levels[at + index]] += chance;
		}
	}
	return { weights, matches };
}

function setMatchChances(
	levels: Feature['levels'],
	weights: Float64Array,
	shipped: readonly number[],
	freedom: number | undefined,
): void {
	let total = PRIOR_PAIRS;
	for (let level = 1; level < levels.length; level += 1) total += weights[level];
	for (let level = 1; level < levels.length; level += 1) {
		const seen = (weights[level] + PRIOR_PAIRS * shipped[level]) / total;
		const most = Math.min(1, shipped[level] * (freedom ?? FREEDOM));
		levels[level].m = Math.max(shipped[level] / (freedom ?? FREEDOM), Math.min(most, seen));
	}
}
