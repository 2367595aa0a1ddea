import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
	allLeadColumns,
	leadColumns,
	standardLeadColumns,
} from '../../../../channels/files/leadColumns';
import type { Language } from '../../../../leads/model/form';
import { alphabetical } from '../../../shared/alphabetical';
import type { ParameterReader } from '../../../shared/parameters';
import { includeTestField, leadFilterFields } from '../../../shared/leadFilter';
import { wordList } from '../../fields/leadValues';

const chinese = leadColumns(allLeadColumns, 'zh');
const columnOptions = alphabetical(
	leadColumns(allLeadColumns, 'en').map(
		({ name, title }, index): INodePropertyOptions => ({
			name: title,
			value: name,
			description: chinese[index].title,
		}),
	),
);

const selected = { show: { columns: ['selected'] } };

export const exportFields: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv', description: 'UTF-8 that Excel opens as it is' },
			{ name: 'XLSX', value: 'xlsx', description: 'Excel and WPS' },
		],
		default: 'xlsx',
	},
	{
		displayName: 'Headers',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'Chinese', value: 'zh', description: '姓名, 手机, 公司 …' },
			{ name: 'English', value: 'en' },
		],
		default: 'en',
		description: 'Language of column titles and statuses',
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Every field, custom fields included' },
			{ name: 'Selected', value: 'selected' },
			{ name: 'Standard Set', value: 'standard', description: 'What one looks at in a list' },
		],
		default: 'standard',
	},
	{
		displayName: 'Columns to Export',
		name: 'selectedColumns',
		type: 'multiOptions',
		displayOptions: selected,
		options: columnOptions,
		default: ['name', 'company', 'mobile', 'email', 'status'],
	},
	{
		displayName: 'Custom Fields to Export',
		name: 'customColumns',
		type: 'string',
		displayOptions: selected,
		default: '',
		placeholder: 'e.g. machineType, floor',
		description: 'Names of your own fields, separated by commas',
	},
	...leadFilterFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				default: '',
				placeholder: 'e.g. leads.xlsx',
			},
			includeTestField,
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
				hint: 'The name of the output binary field to put the file in',
			},
		],
	},
];

export type ColumnChoice = { kind: 'all' } | { kind: 'listed'; names: readonly string[] };

/** The columns and language that the node holds for one item. */
export function exportShape(
	parameters: ParameterReader,
	index: number,
): { language: Language; columns: ColumnChoice } {
	const language = parameters.at<Language>('language', index, 'en');
	const chosen = parameters.at<'all' | 'selected' | 'standard'>('columns', index, 'standard');
	if (chosen === 'all') return { language, columns: { kind: 'all' } };
	if (chosen === 'standard')
		return { language, columns: { kind: 'listed', names: standardLeadColumns } };
	const custom = wordList(parameters.at<unknown>('customColumns', index, '')).map(
		(name) => `custom.${name}`,
	);
	const names = [...parameters.at<string[]>('selectedColumns', index, []), ...custom];
	return { language, columns: { kind: 'listed', names } };
}
