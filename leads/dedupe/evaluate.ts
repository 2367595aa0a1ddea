import { setImmediate as nextTurn } from 'node:timers/promises';
import { possibleBits } from '../matching/presets/preset';
import { probabilityOf } from '../matching/score/explain';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from '../store/context';
import type { LeadRow } from '../store/leads/leadRow';
import { survivorsOf } from '../store/leads/mergedIds';
import { readLeads } from '../store/leads/lockLeads';
import { canSee } from '../store/permissions';
import type { Step } from '../store/step';
import type { LeadStore } from '../store/store';
import type { PairReport } from './explain';
import { explainRows } from './explainRows';
import { type Item, type ItemOptions, searchItems } from './findAll/inputItems';
import { bestBits, pairsAmong, type Quality, qualityByBits, qualityOf, TOLD_BITS } from './quality';

/** A pair that a person judged. */
export interface LabelledPair {
	leftId: string;
	rightId: string;
	/** Whether it is one person. */
	same: boolean;
}

export interface Mistake {
	/** Ids of leads, or places of items from 0. */
	left: string | number;
	right: string | number;
	/** What the person said. */
	same: boolean;
	/** Why the engine thought otherwise; absent where it never compared the two. */
	report?: Pick<PairReport, 'bits' | 'probability' | 'parts'>;
}

export interface Evaluation extends Quality {
	/** Labelled pairs that were looked at. */
	pairs: number;
	/** Labelled pairs that could not be: a lead is gone, or both are one lead by now. */
	skipped: number;
	/**
	 * By threshold, so that `certainAt` and `reviewAt` can be chosen: pair by pair, before clusters are
	 * made of them.
	 */
	byThreshold: Array<Quality & { bits: number; probability: number }>;
	/** The surest mistakes first, at most 20. */
	mistakes: Mistake[];
	/** Bits of the row of `byThreshold` with the best F1. */
	bestAt: number;
}

const MISTAKES_TOLD = 20;

/** Judged pairs looked at in one go: on SQLite that holds n8n's event loop up. */
const PAIRS_AT_ONCE = 20;

/**
 * How well stored leads that a person judged are told apart. Hidden leads count as gone.
 *
 * @param options.at bits from which on a pair is taken for one; default: where review begins
 * @throws LeadflowError INVALID_INPUT without any pair that can be looked at, CONFLICT when cancelled
 */
export async function evaluatePairs(
	store: LeadStore,
	labels: readonly LabelledPair[],
	{ at = possibleBits, signal }: { at?: number; signal?: AbortSignal } = {},
): Promise<Evaluation> {
	const judged: JudgedLeads[] = [];
	for (let from = 0; from < labels.length; from += PAIRS_AT_ONCE) {
		if (signal?.aborted) throw new LeadflowError('CONFLICT', 'The evaluation was cancelled');
		const some = labels.slice(from, from + PAIRS_AT_ONCE);
		judged.push(...(await store.read((context) => judgeLeads(context, some))));
		await nextTurn();
	}
	if (judged.length === 0) {
		throw new LeadflowError('INVALID_INPUT', 'None of the labelled pairs can be looked at', {
			hint: 'Each needs the IDs of two different leads that are still there.',
		});
	}
	const real = judged.filter(({ same }) => same).length;
	const byBits = qualityByBits(judged, real, judged.length);
	const taken = judged.filter(({ bits }) => bits >= at);
	const truePositives = taken.filter(({ same }) => same).length;
	const falsePositives = taken.length - truePositives;
	const mistakes = judged
		.filter(({ bits, same }) => bits >= at !== same)
		.sort((one, other) => Math.abs(other.bits - at) - Math.abs(one.bits - at));
	return {
		...qualityOf({
			truePositives,
			falsePositives,
			falseNegatives: real - truePositives,
			trueNegatives: judged.length - real - falsePositives,
		}),
		pairs: judged.length,
		skipped: labels.length - judged.length,
		byThreshold: byBits.map((row) => ({ ...row, probability: probabilityOf(row.bits) })),
		mistakes: mistakes
			.slice(0, MISTAKES_TOLD)
			.map(({ left, right, same, report }) => ({ left, right, same, report })),
		bestAt: bestBits(byBits),
	};
}

type JudgedLeads = Required<Mistake> & { bits: number };

function* judgeLeads(context: StoreContext, labels: readonly LabelledPair[]): Step<JudgedLeads[]> {
	const rows = yield* livingRows(context, labels);
	const judged: JudgedLeads[] = [];
	for (const { leftId, rightId, same } of labels) {
		const left = rows.get(leftId.toLowerCase());
		const right = rows.get(rightId.toLowerCase());
		if (!left || !right || left.id === right.id) continue;
		const { bits, parts } = yield* explainRows(context, left, right);
		const report = { bits, probability: probabilityOf(bits), parts };
		judged.push({ left: left.id, right: right.id, same, bits, report });
	}
	return judged;
}

function* livingRows(
	context: StoreContext,
	labels: readonly LabelledPair[],
): Step<Map<string, LeadRow>> {
	const ids = labels
		.flatMap(({ leftId, rightId }) => [leftId.toLowerCase(), rightId.toLowerCase()])
		.filter(isId);
	const survivors = yield* survivorsOf(context, ids);
	const rows = (yield* readLeads(context, [...survivors.values()])).filter(
		(row) => row.deleted_at === null && canSee(context.actor, row),
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const living = new Map<string, LeadRow>();
	for (const [id, survivor] of survivors) {
		const row = byId.get(survivor);
		if (row) living.set(id, row);
	}
	return living;
}

/**
 * How well items are clustered of which a column tells what belongs together. Items without a label
 * take part in the search and are not judged.
 *
 * @param clusterField the field that holds the label; it is not looked at for the search
 * @throws LeadflowError INVALID_INPUT where no two items have the field
 */
export async function evaluateItems(
	items: readonly Item[],
	clusterField: string,
	options: ItemOptions,
): Promise<Evaluation> {
	const labels = items.map((item) => labelOf(item, clusterField));
	const labelled = labels.filter((label) => label !== undefined);
	if (labelled.length < 2) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`No two items have the field '${clusterField.slice(0, 60)}'`,
			{ field: 'clusterField', hint: 'Name the field that tells which items are one.' },
		);
	}
	const [lowest] = TOLD_BITS;
	const reviewAt = Math.min(options.reviewAt ?? lowest, lowest);
	const found = await searchItems(items, { ...options, reviewAt }, [clusterField]);
	const isLabelled = (row: number): boolean => labels[row] !== undefined;
	const judged = found.explanations
		.filter(({ left, right }) => isLabelled(left) && isLabelled(right))
		.map(({ left, right, explanation }) => {
			const { bits, parts } = explanation;
			const report = { bits, probability: probabilityOf(bits), parts };
			return { left, right, same: labels[left] === labels[right], bits, report };
		});
	const rows = [...labels.keys()].filter(isLabelled);
	const real = pairsWithin(rows.map((row) => labels[row]));
	const claimed = pairsWithin(rows.map((row) => found.of[row]));
	const truePositives = pairsWithin(rows.map((row) => `${found.of[row]} ${labels[row]}`));
	const total = pairsAmong(rows.length);
	const byBits = qualityByBits(judged, real, total);
	return {
		...qualityOf({
			truePositives,
			falsePositives: claimed - truePositives,
			falseNegatives: real - truePositives,
			trueNegatives: total - claimed - (real - truePositives),
		}),
		pairs: total,
		skipped: items.length - rows.length,
		byThreshold: byBits.map((row) => ({ ...row, probability: probabilityOf(row.bits) })),
		mistakes: [
			...judged.filter(({ left, right, same }) => !same && found.of[left] === found.of[right]),
			...judged
				.filter(({ left, right, same }) => same && found.of[left] !== found.of[right])
				.reverse(),
		]
			.slice(0, MISTAKES_TOLD)
			.map(({ left, right, same, report }) => ({ left, right, same, report })),
		bestAt: bestBits(byBits),
	};
}

function labelOf(item: Item, field: string): string | undefined {
	const value = Object.hasOwn(item, field) ? item[field] : undefined;
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Pairs of rows that have the same label. */
function pairsWithin(labels: ReadonlyArray<string | number | undefined>): number {
	const counts = new Map<unknown, number>();
	for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
	return [...counts.values()].reduce((sum, count) => sum + pairsAmong(count), 0);
}
