export interface PairwiseScore {
	precision: number;
	recall: number;
	f1: number;
}

function pairsIn(count: number): number {
	return (count * (count - 1)) / 2;
}

function tally(groups: Iterable<string>): number {
	const counts = new Map<string, number>();
	for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
	let pairs = 0;
	for (const count of counts.values()) pairs += pairsIn(count);
	return pairs;
}

/** The true cluster of each id, by the columns `id` and `cluster` of the truth file. */
export function clusterById(truth: ReadonlyMap<string, readonly string[]>): Map<string, string> {
	const ids = truth.get('id') ?? [];
	const clusters = truth.get('cluster') ?? [];
	return new Map(ids.map((id, i) => [id, clusters[i]]));
}

/** Precision and recall over pairs of records that share a cluster. Ids without truth do not count. */
export function pairwiseScore(
	ids: readonly string[],
	found: ArrayLike<number>,
	truth: ReadonlyMap<string, readonly string[]>,
): PairwiseScore {
	const known = clusterById(truth);
	const rows = ids.map((id, row) => ({ truly: known.get(id), found: String(found[row]) }));
	const judged = rows.filter(({ truly }) => truly !== undefined);
	const both = tally(judged.map((row) => `${row.truly} ${row.found}`));
	const claimed = tally(judged.map((row) => row.found));
	const real = tally([...known.values()]);
	const precision = claimed === 0 ? 1 : both / claimed;
	const recall = real === 0 ? 1 : both / real;
	const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
	return { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) };
}

function rounded(share: number): number {
	return Number(share.toFixed(5));
}
