import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../../leads/model/lead';
import type { ParameterReader } from '../../shared/parameters';
import { itemJson } from '../../shared/outputItems';
import { shownFieldOptions } from '../../shared/leadFieldOptions';

/** What one sees of a lead at a glance. */
const simplified = [
	'id',
	'name',
	'company',
	'email',
	'mobile',
	'phone',
	'status',
	'source',
	'owner',
	'createdAt',
];

/** For the options of an operation that gives out leads. */
export const leadOutputFields: INodeProperties[] = [
	{
		displayName: 'Fields to Return',
		name: 'outputFields',
		type: 'multiOptions',
		displayOptions: { show: { output: ['selected'] } },
		options: shownFieldOptions,
		default: ['name', 'company', 'email', 'mobile'],
		description: 'The ID is always there',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description:
					'Everything that is known about the lead, for nodes that go on working with it',
			},
			{ name: 'Selected Fields', value: 'selected' },
			{ name: 'Simplified', value: 'simplified', description: 'Ten fields, the owner by name' },
		],
		default: 'raw',
	},
];

interface OutputOptions {
	output?: 'raw' | 'selected' | 'simplified';
	outputFields?: string[];
}

/** How leads are shown for one item. */
export function leadShape(parameters: ParameterReader, index: number): (lead: Lead) => IDataObject {
	const { output = 'raw', outputFields = [] } = parameters.at<OutputOptions>('options', index, {});
	if (output === 'raw') return itemJson;
	if (output === 'selected') return (lead) => picked(itemJson(lead), ['id', ...outputFields]);
	return (lead) => ({
		...picked(itemJson(lead), simplified),
		...(lead.owner ? { owner: lead.owner.name ?? lead.owner.id } : {}),
	});
}

function picked(json: IDataObject, names: readonly string[]): IDataObject {
	return Object.fromEntries(names.flatMap((name) => (name in json ? [[name, json[name]]] : [])));
}
