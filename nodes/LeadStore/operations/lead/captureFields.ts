import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../../../shared/locator';
import { customFieldsCollection, leadFieldsCollection } from '../../fields/leadValues';

const below = { show: { data: ['defineBelow'] } };

const newOwnerField = locator(
	{
		displayName: 'Owner',
		name: 'owner',
		description: 'Sales person who gets the lead if it is new',
	},
	'searchMembers',
);

/** Where the values of a new lead come from. */
export const leadDataFields: INodeProperties[] = [
	{
		displayName: 'Data',
		name: 'data',
		type: 'options',
		options: [
			{
				name: 'Define Below',
				value: 'defineBelow',
				description: 'Set each field here, with values or expressions',
			},
			{
				name: 'Map Automatically',
				value: 'autoMap',
				description:
					'Find lead fields in the item by their English or Chinese names (name, 姓名, mobile, 手机 …) and keep the rest as custom fields',
			},
		],
		default: 'autoMap',
	},
	{ ...leadFieldsCollection(), displayOptions: below },
	{ ...customFieldsCollection, displayOptions: below },
];

/** Options of operations that bring new leads. */
export const newLeadOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			default: 'CN',
			placeholder: 'e.g. CN',
			description: 'Two-letter code of the country of phone numbers that name none',
		},
		{
			displayName: 'External ID Field',
			name: 'externalIdField',
			type: 'string',
			default: '',
			placeholder: 'e.g. orderId',
			description:
				'Field of the item with an ID of the other system. The same ID is taken in once. Without it, an item is taken in once per execution, so that a retry does not repeat it.',
		},
		{
			displayName: 'Length Limits',
			name: 'limits',
			type: 'options',
			options: [
				{ name: 'None', value: 'none' },
				{ name: 'Zoho CRM', value: 'zoho' },
			],
			default: 'zoho',
			description:
				'Longest values of the standard fields. A longer value is refused; nothing is cut.',
		},
		newOwnerField,
		{
			displayName: 'Source',
			name: 'source',
			type: 'string',
			default: '',
			placeholder: 'e.g. Trade Fair 2026',
			description: 'Lead source of items that bring none',
		},
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. expo, hall 3',
			description: 'Tags for every lead, separated by commas',
		},
		{
			displayName: 'Validation',
			name: 'validation',
			type: 'options',
			options: [
				{ name: 'Lenient', value: 'lenient', description: 'Refuse only what cannot be a lead' },
				{ name: 'Off', value: 'off' },
				{ name: 'Strict', value: 'strict', description: 'Refuse every invalid field' },
			],
			default: 'lenient',
		},
	],
};
