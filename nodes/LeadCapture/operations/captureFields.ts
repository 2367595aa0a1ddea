import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { leadFieldNames, leadFields } from '../../../leads/model/leadFields';
import { alphabetical } from '../../shared/alphabetical';
import { formatOptions } from './formats';

/** The lead fields as options of a drop-down, with the Chinese name as description. */
const leadFieldOptions: INodePropertyOptions[] = alphabetical(
	leadFieldNames.map((name) => ({
		name: leadFields[name].label.en,
		value: name,
		description: leadFields[name].label.zh,
	})),
);

const options: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'string',
		default: 'json',
		placeholder: 'e.g. landing-page',
		description: 'Where these items come from; triggers of this package say it themselves',
	},
	{
		displayName: 'Consents',
		name: 'consents',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Consent',
		description: 'Fields of the item that hold a permission, such as a ticked box',
		options: [
			{
				displayName: 'Consent',
				name: 'consent',
				values: [
					{
						displayName: 'Field Name',
						name: 'from',
						type: 'string',
						default: '',
						placeholder: 'e.g. newsletter',
					},
					{
						displayName: 'Purpose',
						name: 'purpose',
						type: 'string',
						default: 'marketing',
						placeholder: 'e.g. marketing',
					},
					{
						displayName: 'Channel',
						name: 'channel',
						type: 'string',
						default: 'email',
						placeholder: 'e.g. email',
					},
					{
						displayName: 'Wording Shown',
						name: 'text',
						type: 'string',
						default: '',
						description: 'The text that the person agreed to',
					},
				],
			},
		],
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'string',
		default: 'CN',
		placeholder: 'e.g. CN',
		description: 'Two-letter code of the country of phone numbers that name none',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to decide everything and write nothing',
	},
	{
		displayName: 'External ID Field',
		name: 'externalIdField',
		type: 'string',
		default: '',
		placeholder: 'e.g. submissionId',
		description:
			'Field with the ID that the source gave this delivery. The same ID is captured once. Without it, the same data within ten minutes counts as the same delivery.',
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
			'Longest values of the standard fields. In strict validation a longer value rejects the item, in lenient it is noted; nothing is cut.',
	},
	{
		displayName: 'On Spam',
		name: 'onSpam',
		type: 'options',
		options: [
			{ name: 'Capture and Flag', value: 'flag' },
			{ name: 'Do Not Check', value: 'off' },
			{ name: 'Quarantine', value: 'quarantine' },
			{ name: 'Reject', value: 'reject' },
		],
		default: 'quarantine',
		description: 'What becomes of items that look like spam',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Full Lead', value: 'full' },
			{ name: 'IDs Only', value: 'ids', description: 'Light enough for many thousands of items' },
		],
		default: 'full',
	},
	{
		displayName: 'Own Email Addresses',
		name: 'ownAddresses',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.com, @example.com',
		displayOptions: { show: { '/format': ['email'] } },
		description:
			'Addresses or whole domains of your own, separated by commas. Mail from them is no lead.',
	},
	{
		displayName: 'Required Fields',
		name: 'required',
		type: 'multiOptions',
		options: leadFieldOptions,
		default: [],
		description: 'Fields without which an item is rejected',
	},
	{
		displayName: 'Similar Leads',
		name: 'similar',
		type: 'options',
		options: [
			{
				name: 'Attach When Certain',
				value: 'attach',
				description:
					'Treat the person as known, as if a key were the same; put doubtful cases up for review',
			},
			{
				name: 'Do Not Look',
				value: 'ignore',
				description: 'Recognise people by their number, address or channel ID only',
			},
			{
				name: 'Put Up for Review',
				value: 'review',
				description: 'Save a new lead and let a person compare the two',
			},
		],
		default: 'review',
		description:
			'What happens to a person whose keys are new, but whose name, company and contact data look like those of a stored lead',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. Trade Fair 2026',
		description: 'Lead source of items that bring none',
	},
	{
		displayName: 'Spam Threshold',
		name: 'spamThreshold',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 60,
		description: 'Score from 1 to 100 from which an item counts as spam',
	},
	{
		displayName: 'Status Names Of',
		name: 'statusPreset',
		type: 'options',
		options: [
			{ name: 'Leadflow', value: 'default' },
			{ name: 'Salesforce', value: 'salesforce' },
			{ name: 'WeCom SCRM', value: 'wecomScrm' },
			{ name: 'Zoho CRM', value: 'zoho' },
		],
		default: 'default',
		description: 'System whose status names the items use, in English or Chinese',
	},
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. expo, hall 3',
		description: 'Tags for every captured lead, separated by commas',
	},
	{
		displayName: 'Unknown Fields',
		name: 'unknownFields',
		type: 'options',
		options: [
			{ name: 'Keep as Custom Fields', value: 'custom' },
			{ name: 'Keep in the Source Record Only', value: 'ignore' },
		],
		default: 'custom',
		description: 'What becomes of fields that are no lead field',
	},
];

/** Formats of channels know their own fields. */
const forAnyJson = { show: { format: ['json'] } };

export const captureFields: INodeProperties[] = [
	{
		displayName: 'Item Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		options: formatOptions,
		default: 'json',
		description:
			'What the items are. Items of the triggers of this package are understood with any choice.',
	},
	{
		displayName: 'Fields',
		name: 'mapping',
		type: 'options',
		displayOptions: forAnyJson,
		options: [
			{
				name: 'Recognise Automatically',
				value: 'auto',
				description:
					'Find lead fields by their English or Chinese names (name, 姓名, mobile, 手机 …)',
			},
			{ name: 'Only Those Listed Below', value: 'listed' },
		],
		default: 'auto',
	},
	{
		displayName: 'Fields to Map',
		name: 'fieldsToMap',
		type: 'fixedCollection',
		displayOptions: forAnyJson,
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
						options: alphabetical([
							...leadFieldOptions,
							{ name: 'Your Own Field', value: 'custom' },
						]),
						default: 'name',
					},
					{
						displayName: 'Name of Your Own Field',
						name: 'customField',
						type: 'string',
						displayOptions: { show: { leadField: ['custom'] } },
						default: '',
						placeholder: 'e.g. machineType',
					},
					{
						displayName: 'From Field',
						name: 'from',
						type: 'string',
						default: '',
						placeholder: 'e.g. body.contact.phone',
						description: 'Name of the field in the item; dots lead into nested objects',
					},
				],
			},
		],
	},
	{
		displayName: 'If Lead Exists',
		name: 'onDuplicate',
		type: 'options',
		options: [
			{
				name: 'Add Enquiry Only',
				value: 'attachActivity',
				description: 'Leave the fields of the lead as they are',
			},
			{
				name: 'Create Another Lead',
				value: 'createAnyway',
				description: 'The keys stay with the first lead and the pair is put up for review',
			},
			{ name: 'Fill Blank Fields', value: 'fillBlanks' },
			{ name: 'Overwrite Fields', value: 'overwrite' },
			{ name: 'Reject', value: 'reject' },
		],
		default: 'fillBlanks',
		description: 'A person is recognised by mobile, personal e-mail or channel ID',
	},
	{
		displayName: 'Validation',
		name: 'validation',
		type: 'options',
		options: [
			{ name: 'Lenient', value: 'lenient', description: 'Reject only what cannot be a lead' },
			{ name: 'Off', value: 'off' },
			{ name: 'Strict', value: 'strict', description: 'Reject every item with an invalid field' },
		],
		default: 'lenient',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	},
];
