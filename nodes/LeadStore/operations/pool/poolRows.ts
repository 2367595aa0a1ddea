import type { FieldPredicate, Predicate } from '../../../../leads/model/predicate';
import { located, locator } from '../../../shared/locator';
import type { RecordField } from '../../fields/recordFields';
import { rowsField } from '../../fields/rowsField';

/** Several records of a kind, each from a list with search or by ID. */
export function recordRowsField(
	displayName: string,
	name: string,
	one: string,
	searchListMethod: string,
	description: string,
): RecordField {
	return rowsField<{ record?: unknown }>(
		{ displayName, name, placeholder: `Add ${one}`, description },
		[locator({ displayName: one, name: 'record' }, searchListMethod)],
		(rows) => rows.flatMap(({ record }) => located(record)?.toLowerCase() || []),
	);
}

interface ReclaimRow {
	when: string;
	days?: number;
}

/** 回收条件. */
export const reclaimField = rowsField<ReclaimRow>(
	{
		displayName: 'Reclaim When',
		name: 'reclaimWhen',
		placeholder: 'Add Rule',
		description:
			'回收条件: when a lead goes back by itself, whichever comes first. Without a rule nothing goes back.',
	},
	[
		{
			displayName: 'When',
			name: 'when',
			type: 'options',
			options: [
				{ name: 'No Deal Made', value: 'noDeal', description: '无新建商机' },
				{ name: 'No Follow-Up', value: 'noFollowUp', description: 'N天未跟进' },
				{ name: 'Not Won', value: 'notWon', description: 'N天未成交' },
				{ name: 'Protection Ends', value: 'protectionEnds', description: '保护到期' },
			],
			default: 'protectionEnds',
		},
		{
			displayName: 'Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 15,
			displayOptions: { hide: { when: ['protectionEnds'] } },
		},
	],
	(rows) =>
		rows.map(({ when, days }) =>
			when === 'protectionEnds' ? { when } : { when, days: Math.trunc(Number(days ?? 15)) },
		),
);

interface ExemptRow {
	field: string;
	operator: 'contains' | 'equals' | 'exists' | 'greaterOrEqual' | 'notExists';
	value?: string;
}

function predicateOf({ field, operator, value = '' }: ExemptRow): FieldPredicate {
	const name = field.trim();
	if (operator === 'exists' || operator === 'notExists')
		return { field: name, kind: 'text', operator };
	if (operator === 'greaterOrEqual') {
		return { field: name, kind: 'number', operator, value: Number(value) };
	}
	// Tags are a list: to hold one is to contain it.
	return name === 'tags'
		? { field: name, kind: 'list', operator: 'contains', value }
		: { field: name, kind: 'text', operator, value };
}

/** 不回收条件. */
export const exemptField = rowsField<ExemptRow>(
	{
		displayName: 'Keep With Owner When',
		name: 'exemptWhen',
		placeholder: 'Add Condition',
		description: '不回收条件: a lead for which any of these holds is not taken back',
	},
	[
		{
			displayName: 'Field',
			name: 'field',
			type: 'string',
			default: 'tags',
			placeholder: 'e.g. tags, status, custom.locked',
		},
		{
			displayName: 'Operator',
			name: 'operator',
			type: 'options',
			options: [
				{ name: 'At Least', value: 'greaterOrEqual' },
				{ name: 'Contains', value: 'contains' },
				{ name: 'Equals', value: 'equals' },
				{ name: 'Is Empty', value: 'notExists' },
				{ name: 'Is Not Empty', value: 'exists' },
			],
			default: 'contains',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			displayOptions: { hide: { operator: ['exists', 'notExists'] } },
		},
	],
	(rows): Predicate | null => (rows.length === 0 ? null : { any: rows.map(predicateOf) }),
);
