import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../../../shared/alphabetical';
import { locator } from '../../../shared/locator';
import { captureFields } from '../captureFields';
import { fileField, fileOptions } from './fileFields';

/** Options of Capture that mean the same for a file. */
const sharedOptions = [
	'defaultCountry',
	'limits',
	'onSpam',
	'required',
	'source',
	'spamThreshold',
	'similar',
	'statusPreset',
	'tags',
	'unknownFields',
];

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to decide every row and write nothing',
};

const saveMappingAs: INodeProperties = {
	displayName: 'Save Mapping As',
	name: 'saveMappingAs',
	type: 'string',
	default: '',
	placeholder: 'e.g. Export of the fair organiser',
	description: "Name under which 'Columns' and 'Fields to Map' can be chosen in later imports",
};

const waitForCompletion: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to go on in the workflow only when all rows are done. Otherwise the import runs on by itself; List Imports tells how far it is.',
};

function captureField(name: string): INodeProperties[] {
	return captureFields.filter((field) => field.name === name);
}

function isProperty(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

function captureOptions(): INodeProperties[] {
	const [{ options = [] }] = captureField('options');
	return options.filter(isProperty).filter(({ name }) => sharedOptions.includes(name));
}

function optionsField(own: INodeProperties[]): INodeProperties {
	const options = [...fileOptions, ...captureOptions(), ...own];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	};
}

/** Which column goes into which field. */
const mappingFields: INodeProperties[] = [
	{
		displayName: 'Columns',
		name: 'mapping',
		type: 'options',
		options: alphabetical([
			{
				name: 'Recognise Automatically',
				value: 'auto',
				description:
					'Find lead fields by their English or Chinese titles (Name, 姓名, Mobile, 手机 …)',
			},
			{ name: 'Only Those Listed Below', value: 'listed' },
			{ name: 'Saved Mapping', value: 'saved' },
		]),
		default: 'auto',
	},
	...captureField('fieldsToMap').map(
		(field): INodeProperties => ({
			...field,
			displayOptions: { hide: { mapping: ['saved'] } },
			description: 'Titles of columns and the fields they go into. They win over recognised ones.',
		}),
	),
	{
		...locator(
			{ displayName: 'Saved Mapping', name: 'savedMapping' },
			'searchMappings',
			'e.g. Fair',
		),
		displayOptions: { show: { mapping: ['saved'] } },
	},
];

const decisionFields = [...captureField('onDuplicate'), ...captureField('validation')];

export const importFields: INodeProperties[] = [
	fileField,
	...mappingFields,
	...decisionFields,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Full Leads', value: 'full', description: 'The summary, then each lead' },
			{ name: 'IDs', value: 'ids', description: 'The summary, then the ID of each lead' },
			{
				name: 'Summary',
				value: 'summary',
				description: 'One item with the counts, whatever the number of rows',
			},
		],
		default: 'summary',
	},
	optionsField([dryRun, saveMappingAs, waitForCompletion]),
];

export const previewFields: INodeProperties[] = [
	fileField,
	...mappingFields,
	...decisionFields,
	optionsField([]),
];
