import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { LeadCondition, LeadOperator } from '../../leads/store/leads/leadQuery';
import type { ParameterReader } from './parameters';
import { CUSTOM_FIELD } from './leadFieldOptions';

const operators: ReadonlyArray<{ name: string; value: LeadOperator }> = [
	{ name: 'Contains', value: 'contains' },
	{ name: 'Equals', value: 'equals' },
	{ name: 'Greater Than', value: 'greaterThan' },
	{ name: 'Is Empty', value: 'isEmpty' },
	{ name: 'Is Not Empty', value: 'isNotEmpty' },
	{ name: 'Is One Of', value: 'in' },
	{ name: 'Less Than', value: 'lessThan' },
	{ name: 'Not Equals', value: 'notEquals' },
	{ name: 'Starts With', value: 'startsWith' },
];

const withoutValue: LeadOperator[] = ['isEmpty', 'isNotEmpty'];

/** Conditions on fields, and whether all or any of them must hold. */
export function conditionFields(
	fields: INodePropertyOptions[],
	firstField: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Filter',
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					values: [
						{
							displayName: 'Field',
							name: 'field',
							type: 'options',
							options: fields,
							default: firstField,
						},
						{
							displayName: 'Custom Field Name',
							name: 'customField',
							type: 'string',
							displayOptions: { show: { field: [CUSTOM_FIELD] } },
							default: '',
							placeholder: 'e.g. machineType',
						},
						{
							displayName: 'Operator',
							name: 'operator',
							type: 'options',
							options: [...operators],
							default: 'equals',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							displayOptions: { hide: { operator: withoutValue } },
							default: '',
							description:
								"Dates as 2026-03-01T09:00:00Z. Several values for 'Is One Of' are separated by commas.",
						},
					],
				},
			],
		},
		{
			displayName: 'Must Match',
			name: 'match',
			type: 'options',
			options: [
				{ name: 'All Filters', value: 'all' },
				{ name: 'Any Filter', value: 'any' },
			],
			default: 'all',
		},
	];
}

interface FilterRow {
	field: string;
	customField?: string;
	operator: LeadOperator;
	value?: unknown;
}

/** A date chosen by an expression arrives as an object of n8n's date library, whose text is ISO 8601. */
function valueOf(value: unknown): string | number | boolean {
	return typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '');
}

function conditionOf({ field, customField = '', operator, value }: FilterRow): LeadCondition {
	return {
		field: field === CUSTOM_FIELD ? `custom.${customField.trim()}` : field,
		operator,
		...(withoutValue.includes(operator) ? {} : { value: valueOf(value) }),
	};
}

/** The conditions that the node holds for one item. */
export function conditionsOf(
	parameters: ParameterReader,
	index: number,
): { conditions: LeadCondition[]; match: 'all' | 'any' } {
	const rows = parameters.at<{ condition?: FilterRow[] }>('filters', index, {}).condition ?? [];
	return {
		conditions: rows.map(conditionOf),
		match: parameters.at<'all' | 'any'>('match', index, 'all'),
	};
}
