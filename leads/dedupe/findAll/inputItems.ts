import type { CutBlocks } from '../../matching/block/candidates';
import type { ExplainedPair } from '../../matching/duplicateSearch';
import type { FieldSchema } from '../../matching/features/fieldKind';
import type { DedupePreset } from '../../matching/presets/preset';
import { runInSlices } from '../../matching/runInSlices';
import { type PartOfScore, probabilityOf } from '../../matching/score/explain';
import { LeadflowError } from '../../model/error';
import { FEWEST_LEADS } from '../../store/leads/similarLeads';
import { type Item, itemTable, leadFieldsOf } from './itemTable';
import { type Found, searchRecords } from './search';

export type { Item } from './itemTable';

export interface ItemOptions {
	preset: DedupePreset;
	/** Field → kind. Default: found out from names and contents. */
	schema?: FieldSchema;
	/** Bits from which on two items count as one. Default: as the engine has it, 2, of leads 1. */
	joinAt?: number;
	/** Bits from which on two items are told as possibly one. Default 0. */
	reviewAt?: number;
	/** Items of one cluster at most. Default 50. */
	mostItems?: number;
	signal?: AbortSignal;
}

/** What was found out about one item. */
export interface ItemMatch {
	/** Number of its cluster, from 1, in the order of the first items. */
	cluster: number;
	/** Items of the cluster. */
	size: number;
	/** The first of its cluster: what a list without duplicates keeps. */
	isFirst: boolean;
	/** Best evidence that ties it to another item of its cluster; absent where it is alone. */
	bits?: number;
	probability?: number;
	parts?: PartOfScore[];
	/** Place of the item that it is tied to, from 0. */
	with?: number;
	/** Items outside the cluster that may be the same, surest first. */
	possible: PossibleItem[];
}

export interface PossibleItem {
	/** Place of the item, from 0. */
	index: number;
	bits: number;
	probability: number;
	parts: PartOfScore[];
}

export interface ItemClusters {
	/** One an item, in their order. */
	items: ItemMatch[];
	clusters: number;
	duplicates: number;
	candidatePairs: number;
	/** Kinds of keys that too many items share to be looked at, with how many such keys. */
	cut: Array<{ key: string; blocks: number; items: number }>;
	/** How the fields were read. */
	schema: FieldSchema;
	seconds: number;
}

/** What a search over items found, by row. */
export interface FoundItems extends Found {
	schema: FieldSchema;
}

const REVIEW_AT = 0;

/**
 * Finds duplicates among items, without any store. A few are looked through in slices between which
 * n8n goes on, many in a thread of their own.
 *
 * @throws LeadflowError INVALID_INPUT for more than a million items or none of the fields known;
 *   CONFLICT when cancelled
 */
export async function findDuplicateItems(
	items: readonly Item[],
	options: ItemOptions,
): Promise<ItemClusters> {
	const started = performance.now();
	const found = await searchItems(items, options);
	const matches = matchesOf(found.of);
	// The surest first, so that the first that ties an item is the best.
	for (const pair of found.explanations) tell(matches, found.of, pair);
	const clusters = matches.filter(({ isFirst, size }) => isFirst && size > 1);
	return {
		items: matches,
		clusters: clusters.length,
		duplicates: clusters.reduce((sum, { size }) => sum + size - 1, 0),
		candidatePairs: found.candidatePairs,
		cut: found.cut.map(shownCut),
		schema: found.schema,
		seconds: (performance.now() - started) / 1000,
	};
}

/** The search itself. @param without fields that are not looked at */
export async function searchItems(
	items: readonly Item[],
	{ preset, schema: given, joinAt, reviewAt = REVIEW_AT, mostItems, signal }: ItemOptions,
	without: readonly string[] = [],
): Promise<FoundItems> {
	if (joinAt !== undefined) requireOrder(joinAt, reviewAt);
	const table = await runInSlices(itemTable(items, given, without), { signal });
	const fields =
		preset === 'leadflow'
			? undefined
			: await runInSlices(leadFieldsOf(table, items.length), { signal });
	const found = await searchRecords(
		{
			preset,
			...table,
			...(fields ? { fields } : {}),
			joinAt,
			reviewAt,
			mostRecords: mostItems,
			fewest: FEWEST_LEADS,
			explained: Infinity,
		},
		signal,
	);
	return { ...found, schema: table.schema };
}

function requireOrder(joinAt: number, reviewAt: number): void {
	if (Number.isFinite(joinAt) && Number.isFinite(reviewAt) && joinAt >= reviewAt) return;
	throw new LeadflowError(
		'INVALID_INPUT',
		'Items are one from a higher probability on than they are possibly one',
		{ field: 'joinAt', hint: 'Raise the threshold of duplicates, or lower that of review.' },
	);
}

function shownCut({ rule, blocks, records }: CutBlocks): ItemClusters['cut'][number] {
	return { key: rule, blocks, items: records };
}

/** Clusters numbered in the order of their first items. */
function matchesOf(of: Int32Array): ItemMatch[] {
	const sizes = new Map<number, number>();
	for (const first of of) sizes.set(first, (sizes.get(first) ?? 0) + 1);
	const numbers = new Map([...sizes.keys()].map((first, index) => [first, index + 1]));
	return Array.from(of, (first, row) => ({
		cluster: numbers.get(first) ?? 0,
		size: sizes.get(first) ?? 1,
		isFirst: first === row,
		possible: [],
	}));
}

function tell(matches: ItemMatch[], of: Int32Array, pair: ExplainedPair): void {
	const { bits, parts } = pair.explanation;
	const probability = probabilityOf(bits);
	for (const [row, other] of [
		[pair.left, pair.right],
		[pair.right, pair.left],
	]) {
		const match = matches[row];
		if (of[row] !== of[other]) match.possible.push({ index: other, bits, probability, parts });
		else if (match.with === undefined) {
			Object.assign(match, { bits, probability, parts, with: other });
		}
	}
}
