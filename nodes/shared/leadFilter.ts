import type { INodeProperties } from 'n8n-workflow';
import type { LeadQuery, LeadView } from '../../leads/store/leads/leadQuery';
import type { ParameterReader } from './parameters';
import { conditionFields, conditionsOf } from './conditions';
import { filterFieldOptions } from './leadFieldOptions';

const views: ReadonlyArray<{ name: string; value: LeadView; description?: string }> = [
	{ name: 'All Leads', value: 'all' },
	{ name: 'Bin', value: 'bin', description: 'Deleted in the last 60 days' },
	{ name: 'Converted', value: 'converted' },
	{ name: 'Mine', value: 'mine', description: 'Of the member that the credential acts as' },
	{ name: 'Overdue', value: 'overdue', description: 'Open, and the next follow-up is past' },
	{ name: 'Public Pool', value: 'pool', description: '公海: leads that members may claim' },
	{ name: 'Recently Created', value: 'recentlyCreated', description: 'In the last seven days' },
	{ name: 'Unassigned', value: 'unassigned' },
	{ name: 'Unread', value: 'unread' },
];

/** Search and filters, where ready-made views have no say. */
export const leadSearchFields: INodeProperties[] = [
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. 上海 machinery',
		description:
			'Words to find in names, companies, email addresses and phone numbers, in Chinese or English. All words must be there.',
	},
	...conditionFields(filterFieldOptions, 'status'),
];

/** View, search and filters: which leads an operation is about. */
export const leadFilterFields: INodeProperties[] = [
	{ displayName: 'View', name: 'view', type: 'options', options: [...views], default: 'all' },
	...leadSearchFields,
];

/** For the options of an operation that finds leads. */
export const includeTestField: INodeProperties = {
	displayName: 'Include Test Leads',
	name: 'includeTest',
	type: 'boolean',
	default: false,
	description: 'Whether to find leads that came in through a test URL, too',
};

/** What `leadSearchFields` hold for one item. */
export function leadSearchOf(
	parameters: ParameterReader,
	index: number,
): Pick<LeadQuery, 'search' | 'conditions' | 'match'> {
	return {
		search: String(parameters.at('search', index, '')).trim(),
		...conditionsOf(parameters, index),
	};
}

/** The filter that the node holds for one item. */
export function leadQueryOf(parameters: ParameterReader, index: number): LeadQuery {
	const { includeTest } = parameters.at<{ includeTest?: boolean }>('options', index, {});
	return {
		view: parameters.at<LeadView>('view', index, 'all'),
		...leadSearchOf(parameters, index),
		includeTest: includeTest === true,
	};
}
