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

/** What a thread is told. To copy all cells, or all that was found, at once would stop n8n for long. */
export type ToThread =
	| { kind: 'cells'; cells: Cells }
	| { kind: 'search'; search: Omit<DuplicateSearch, 'cells'> }
	| { kind: 'next' };

/** A part of what was found; one without anything in it says that there is no more. */
export interface FoundPart {
	/** In the first part. */
	whole?: Omit<FoundInThread, 'pairs' | 'refused' | 'explanations'>;
	pairs?: ScoredPair[];
	refused?: ScoredPair[];
	explanations?: ExplainedPair[];
}

/** Copying some thousand cells or pairs takes a few milliseconds. */
const ROWS_A_PART = 1024;
const PAIRS_A_PART = 4096;
/** An explanation is a dozen objects. */
const EXPLANATIONS_A_PART = 256;

function* slicesOf<Entry>(list: readonly Entry[], size: number): Generator<Entry[]> {
	for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}

/** The rows of a table, some at a time. */
export function* cellParts(cells: Cells): Generator<Cells> {
	const fields = Object.keys(cells);
	const records = fields.length === 0 ? 0 : cells[fields[0]].length;
	for (let from = 0; from < records; from += ROWS_A_PART) {
		yield Object.fromEntries(
			fields.map((field) => [field, cells[field].slice(from, from + ROWS_A_PART)]),
		);
	}
}

/** Puts the next rows of a table behind the ones that are there. */
export function addCells(table: Record<string, string[]>, rows: Cells): void {
	for (const [field, column] of Object.entries(rows)) {
		const known = (table[field] ??= []);
		for (const cell of column) known.push(cell);
	}
}

/** What was found, part by part. */
export function* partsOf(
	{ explain, pairs, refused, ...whole }: FoundDuplicates,
	explained: number,
): Generator<FoundPart, undefined> {
	yield { whole };
	for (const part of slicesOf(pairs, PAIRS_A_PART)) yield { pairs: part };
	for (const part of slicesOf(refused, PAIRS_A_PART)) yield { refused: part };
	const unsure = pairs.filter(({ bits }) => bits < explained);
	for (const part of slicesOf(unsure, EXPLANATIONS_A_PART)) {
		yield { explanations: explainedPairs(part, explain, explained) };
	}
	return undefined;
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
