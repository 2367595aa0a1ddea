import type { IDataObject } from 'n8n-workflow';
import type { Item, ItemMatch, ItemOptions } from '../../../../../leads/dedupe/findAll/inputItems';
import type { FieldSchema } from '../../../../../leads/matching/features/fieldKind';
import type { Decision, DecisionReason } from '../../../../../leads/model/decision';
import type { OperationContext } from '../../../../shared/operation';
import { NODE } from '../../../nodeName';
import type { CheckSettings, Keep } from './checkSettings';
import { keptItems } from './keptItems';
import { nothingToCompare, type ItemCheck } from './outputs';
import { isBlank, searchItems } from './searchItems';

/** Matches that are told of one item. */
const MOST_MATCHES = 10;

interface Table {
	rows: Item[];
	/** Absent where the engine finds out what the fields hold. */
	schema?: FieldSchema;
}

/** The items as records: the listed fields, or all. */
async function tableOf(
	items: OperationContext['items'],
	{ compared }: CheckSettings,
): Promise<Table> {
	const { leadKindsOf, recordReader, valueAt } = await import('../../../itemAnalysis');
	if (!compared) {
		const read = recordReader();
		const rows = items.map(({ json }) => read(json));
		const schema = leadKindsOf(new Set(rows.flatMap((row) => Object.keys(row))));
		return { rows, ...(schema ? { schema } : {}) };
	}
	return {
		rows: items.map(({ json }) =>
			Object.fromEntries(compared.map(({ from }) => [from, valueAt(json, from)])),
		),
		schema: Object.fromEntries(compared.map(({ from, kind }) => [from, kind])),
	};
}

function decided(outcome: string, ...reasons: DecisionReason[]): Decision {
	return { node: NODE, outcome, reasons };
}

/** What was found among the items, read item by item. */
class ItemFindings {
	private readonly kept: ReadonlyMap<number, number>;

	constructor(
		private readonly items: OperationContext['items'],
		private readonly found: readonly ItemMatch[],
		private readonly keep: Keep,
		private readonly detail: CheckSettings['matches'],
	) {
		this.kept = keptItems(
			items.map(({ json }) => json),
			found.map(({ cluster }) => cluster),
			keep,
		);
	}

	/** What one item is, beside the others. */
	checkOf(index: number): ItemCheck {
		const match = this.found[index];
		const { cluster, size } = match;
		const keptItem = this.kept.get(cluster);
		const isDuplicate = size > 1 && keptItem !== index;
		const possible = isDuplicate ? [] : this.possibleBefore(index);
		const outcome = isDuplicate ? 'duplicate' : possible.length > 0 ? 'review' : 'unique';
		return {
			outcome,
			matches: (isDuplicate ? this.tieOf(match) : possible).slice(0, MOST_MATCHES),
			notCompared: [],
			...(size > 1
				? { group: { group: cluster, size, ...(keptItem === undefined ? {} : { keptItem }) } }
				: {}),
			decision: this.decisionOf(outcome, keptItem),
		};
	}

	/** The evidence that ties a duplicate to its group. */
	private tieOf({ with: other, bits, probability, parts }: ItemMatch): IDataObject[] {
		if (other === undefined) return [];
		return [this.matchJson(other, { bits, probability, parts })];
	}

	/**
	 * Items that may be the same. Of two that may be one the earlier stays without a question, unless
	 * all are to be looked at.
	 */
	private possibleBefore(index: number): IDataObject[] {
		const { possible } = this.found[index];
		return possible
			.filter(({ index: other }) => this.keep === 'none' || this.stayerOf(other) < index)
			.map(({ index: other, ...evidence }) => this.matchJson(other, evidence));
	}

	/** The item that stands for another one's group. */
	private stayerOf(index: number): number {
		return this.kept.get(this.found[index].cluster) ?? index;
	}

	private matchJson(
		item: number,
		{ bits, probability, parts = [] }: Pick<ItemMatch, 'bits' | 'probability' | 'parts'>,
	): IDataObject {
		const short = { entityType: 'item', item, probability };
		if (this.detail === 'ids') return short;
		const record = this.items[item].json;
		return { ...short, bits, parts: parts.map((part) => ({ ...part })), record };
	}

	private decisionOf(outcome: 'unique' | 'duplicate' | 'review', kept?: number): Decision {
		if (outcome === 'unique') {
			const text = 'No other item is taken for the same.';
			const stays = { code: 'keptOfGroup', text: 'Of the items that are the same this one stays.' };
			return decided(outcome, kept === undefined ? { code: 'noOtherItem', text } : stays);
		}
		if (outcome === 'review') {
			const text = 'Another item may be the same; the evidence is not enough to be certain.';
			return decided(outcome, { code: 'possiblySameItem', text });
		}
		const text = 'Another item is taken for the same; the parts of the match say why.';
		return decided(outcome, { code: 'sameItem', text });
	}
}

/**
 * Looks for duplicates among the items themselves.
 *
 * @returns one check an item, and by what too many items were alike to be compared
 */
export async function checkAmongItems(
	{ node, items }: Pick<OperationContext, 'node' | 'items'>,
	settings: CheckSettings,
): Promise<{ checks: ItemCheck[]; cut: string[] }> {
	const { findDuplicateItems } = await import('../../../itemAnalysis');
	const { preset, check, keep, matches } = settings;
	const { rows, schema } = await tableOf(items, settings);
	const options: ItemOptions = {
		preset,
		...(schema ? { schema } : {}),
		...(check.certainAt === undefined ? {} : { joinAt: check.certainAt }),
		...(check.reviewAt === undefined ? {} : { reviewAt: check.reviewAt }),
		signal: node.getExecutionCancelSignal(),
	};
	const found = await searchItems(rows, options, findDuplicateItems);
	const findings = new ItemFindings(items, found.items, keep, matches);
	return {
		checks: rows.map((row, index) => (isBlank(row) ? nothingToCompare() : findings.checkOf(index))),
		cut: found.cut.map(({ key }) => key),
	};
}
