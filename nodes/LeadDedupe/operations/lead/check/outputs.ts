import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Decision } from '../../../../../leads/model/decision';
import type { OutputItem } from '../../../../shared/operation';
import { NODE } from '../../../nodeName';

/** The outputs of Check, in their order. */
export const outputNames = ['Unique', 'Duplicate', 'Review'] as const;

export type CheckOutcome = 'unique' | 'duplicate' | 'review' | 'notChecked';

/** What a check found out about one item. */
export interface ItemCheck {
	outcome: CheckOutcome;
	/** Records that the item may be the same as, best first. */
	matches: IDataObject[];
	/** What so many records have in common that they were not compared by it. */
	notCompared: readonly string[];
	/** Of an item that shares its group with others: its number, its size, and which item stays. */
	group?: { group: number; size: number; keptItem?: number };
	decision: Decision;
}

/** Where an item leaves. What holds nothing to compare is for a person to look at, too. */
const OUTPUT: Readonly<Record<CheckOutcome, number>> = {
	unique: 0,
	duplicate: 1,
	review: 2,
	notChecked: 2,
};

/** Of two findings about an item the one that weighs more: what is certain, then what is possible. */
const GRAVITY: readonly CheckOutcome[] = ['unique', 'notChecked', 'review', 'duplicate'];

/** An item that says nothing by which a person could be recognised. */
export function nothingToCompare(): ItemCheck {
	const reason = {
		code: 'nothingToCompare',
		text: 'No field of the item says who it is: no name, company, email address, number or ID.',
	};
	return {
		outcome: 'notChecked',
		matches: [],
		notCompared: [],
		decision: { node: NODE, outcome: 'notChecked', reasons: [reason] },
	};
}

/** What was found in the store and what was found among the items, as one. */
export function together(one: ItemCheck, other: ItemCheck): ItemCheck {
	const outweighs = GRAVITY.indexOf(other.outcome) > GRAVITY.indexOf(one.outcome);
	const outcome = outweighs ? other.outcome : one.outcome;
	return {
		outcome,
		matches: [...one.matches, ...other.matches],
		notCompared: [...new Set([...one.notCompared, ...other.notCompared])],
		group: one.group ?? other.group,
		decision: {
			node: NODE,
			outcome,
			reasons: outweighs
				? [...other.decision.reasons, ...one.decision.reasons]
				: [...one.decision.reasons, ...other.decision.reasons],
		},
	};
}

/**
 * The item with its own fields and what was found out about it.
 *
 * @param asTool agents get the first output only
 */
export function checkedItem(
	{ json, binary }: INodeExecutionData,
	{ outcome, matches, notCompared, group, decision }: ItemCheck,
	asTool: boolean,
): OutputItem {
	const [best] = matches;
	const duplicate: IDataObject = {
		outcome,
		...(best?.id ? { id: best.id } : {}),
		...(best === undefined ? {} : { probability: best.probability }),
		...group,
		matches,
		...(notCompared.length > 0 ? { notCompared: [...notCompared] } : {}),
	};
	return {
		json: { ...json, duplicate, decision: { ...decision } },
		binary,
		output: asTool ? 0 : OUTPUT[outcome],
	};
}
