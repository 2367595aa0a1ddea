import type { INodeProperties } from 'n8n-workflow';
import type { LeadCondition, LeadOperator, LeadQuery, LeadView } from '../../../leads/store/leads/leadQuery';
import type { ParameterReader } from '../../shared/parameters';
import { CUSTOM_FIELD, filterFieldOptions } from './leadFieldOptions';

const views: ReadonlyArray<{ name: string; value: LeadView; description?: string }> = [
	{ name: 'All Leads', value: 'all' },
	{ name: 'Bin', value: 'bin', description: 'Deleted in the last 60 days' },
	{ name: 'Converted', value: 'converted' },
	{ name: 'Mine', value: 'mine', description: 'Of the member that the credential acts as' },
	{ name: 'Overdue', value: 'overdue', description: 'Open, and the next follow-up is past' },
	{ name: 'Recently Created', value: 'recentlyCreated', description: 'In the last seven days' },
	{ name: 'Unassigned', value: 'unassigned' },
	{ name: 'Unread', value: 'unread' },
];

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

const filters: INodeProperties = {
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
				{ displayName: 'Field', name: 'field', type: 'options', options: filterFieldOptions, default: 'status' },
				{
					displayName: 'Custom Field Name',
					name: 'customField',
					type: 'string',
					displayOptions: { show: { field: [CUSTOM_FIELD] } },
					default: '',
					placeholder: 'e.g. machineType',
				},
				{ displayName: 'Operator', name: 'operator', type: 'options', options: [...operators], default: 'equals' },
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					displayOptions: { hide: { operator: withoutValue } },
					default: '',
					placeholder: 'e.g. working',
					description: "Dates as 2026-03-01T09:00:00Z. Several values for 'Is One Of' are separated by commas.",
				},
			],
		},
	],
};

/** View, search and filters: which leads an operation is about. */
export const leadFilterFields: INodeProperties[] = [
	{ displayName: 'View', name: 'view', type: 'options', options: [...views], default: 'all' },
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. 上海 machinery',
		description: 'Words to find in names, companies, email addresses and phone numbers, in Chinese or English. All words must be there.',
	},
	filters,
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

/** For the options of an operation that finds leads. */
export const includeTestField: INodeProperties = {
	displayName: 'Include Test Leads',
	name: 'includeTest',
	type: 'boolean',
	default: false,
	description: 'Whether to find leads that came in through a test URL, too',
};

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

/** The filter that the node holds for one item. */
export function leadQueryOf(parameters: ParameterReader, index: number): LeadQuery {
	const rows = parameters.at<{ condition?: FilterRow[] }>('filters', index, {}).condition ?? [];
	const { includeTest } = parameters.at<{ includeTest?: boolean }>('options', index, {});
	return {
		view: parameters.at<LeadView>('view', index, 'all'),
		search: String(parameters.at('search', index, '')).trim(),
		conditions: rows.map(conditionOf),
		match: parameters.at<'all' | 'any'>('match', index, 'all'),
		includeTest: includeTest === true,
	};
}
