import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { leadFieldNames, leadFields } from '../../../../../leads/model/leadFields';
import { alphabetical } from '../../../../shared/alphabetical';
import { optionsField } from '../../../fields/optionsField';
import { presetField } from '../../../fields/preset';
import { thresholdFields } from '../../../fields/thresholds';

const leadFieldOptions: INodePropertyOptions[] = alphabetical(
	leadFieldNames.map((name) => ({
		name: leadFields[name].label.en,
		value: name,
		description: leadFields[name].label.zh,
	})),
);

/** Kinds of fields of any table, as a user calls them. */
const kindOptions: INodePropertyOptions[] = [
	{ name: 'Category', value: 'category', description: 'One of a few values' },
	{ name: 'City', value: 'city' },
	{ name: 'Code or ID', value: 'id', description: 'Of the person or thing, not of the row' },
	{ name: 'Company', value: 'company' },
	{ name: 'Country', value: 'country' },
	{ name: 'Date', value: 'date' },
	{ name: 'Email', value: 'email' },
	{ name: 'First Name', value: 'givenName' },
	{ name: 'Job Title', value: 'jobTitle' },
	{ name: 'Last Name', value: 'surname' },
	{ name: 'Name', value: 'name' },
	{ name: 'Number', value: 'number' },
	{ name: 'Phone', value: 'phone' },
	{ name: 'Postcode', value: 'postcode' },
	{ name: 'Region', value: 'region' },
	{ name: 'Street Address', value: 'address' },
	{ name: 'Text', value: 'text' },
	{ name: 'Website', value: 'website' },
];

const fromField: INodeProperties = {
	displayName: 'From Field',
	name: 'from',
	type: 'string',
	default: '',
	placeholder: 'e.g. contact.phone',
	description: 'Name of the field in the item; dots lead into nested objects',
};

const scopeField: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Input Items',
			value: 'items',
			description:
				'Find duplicates among the items themselves; any kind of record, no lead store needed',
		},
		{ name: 'Lead Store', value: 'store', description: 'Look each item up among the stored leads' },
		{
			name: 'Lead Store and Input Items',
			value: 'both',
			description: 'Both: what an import would meet',
		},
	],
	default: 'store',
	description: 'Where duplicates of the items are looked for',
};

const keepField: INodeProperties = {
	displayName: 'Keep',
	name: 'keep',
	type: 'options',
	displayOptions: { show: { scope: ['items', 'both'] } },
	options: [
		{ name: 'First Item', value: 'first' },
		{ name: 'Last Item', value: 'last' },
		{
			name: 'Most Complete Item',
			value: 'mostComplete',
			description: 'The most fields are filled',
		},
		{
			name: 'None',
			value: 'none',
			description: "All items of a group leave by 'Duplicate', to be looked at together",
		},
	],
	default: 'first',
	description: "Which of several items that are the same person leaves by 'Unique'",
};

const mappingField: INodeProperties = {
	displayName: 'Fields',
	name: 'mapping',
	type: 'options',
	options: [
		{
			name: 'Recognise Automatically',
			value: 'auto',
			description:
				'Find the fields by their English or Chinese names (name, 姓名, mobile, 手机 …) and by what they hold',
		},
		{ name: 'Only Those Listed Below', value: 'listed' },
	],
	default: 'auto',
};

const fieldsToMap: INodeProperties = {
	displayName: 'Fields to Map',
	name: 'fieldsToMap',
	type: 'fixedCollection',
	displayOptions: { show: { scope: ['store', 'both'] } },
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Field',
	description:
		'Names of item fields, not expressions, so that thousands of items are read at once. Listed fields win over recognised ones.',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Lead Field',
					name: 'leadField',
					type: 'options',
					options: leadFieldOptions,
					default: 'name',
				},
				fromField,
			],
		},
	],
};

const fieldsToCompare: INodeProperties = {
	displayName: 'Fields to Compare',
	name: 'fieldsToCompare',
	type: 'fixedCollection',
	displayOptions: { show: { scope: ['items'], mapping: ['listed'] } },
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Field',
	description: 'The fields that count, and what they hold: that decides how they are compared',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				fromField,
				{
					displayName: 'Holds',
					name: 'kind',
					type: 'options',
					options: kindOptions,
					default: 'text',
				},
			],
		},
	],
};

const storeOnly = { show: { '/scope': ['store', 'both'] } };

export const checkFields: INodeProperties[] = [
	scopeField,
	presetField,
	keepField,
	mappingField,
	fieldsToMap,
	fieldsToCompare,
	optionsField(
		...thresholdFields,
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			displayOptions: storeOnly,
			default: 'CN',
			placeholder: 'e.g. CN',
			description: 'Two-letter code of the country of phone numbers that name none',
		},
		{
			displayName: 'Include Contacts',
			name: 'contacts',
			type: 'boolean',
			displayOptions: storeOnly,
			default: false,
			description: 'Whether to look among contacts, too, by what identifies them',
		},
		{
			displayName: 'Matches',
			name: 'matches',
			type: 'options',
			options: [
				{
					name: 'Full',
					value: 'full',
					description: 'With the matching record and what speaks for and against it',
				},
				{ name: 'IDs Only', value: 'ids', description: 'Light enough for many thousands of items' },
			],
			default: 'full',
		},
		{
			displayName: 'Most Candidates',
			name: 'mostCandidates',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			displayOptions: storeOnly,
			default: 100,
			description:
				"How many stored leads each item is compared with at most; 'notCompared' says when there were more",
		},
	),
];
