import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { leadFieldNames, leadFields } from '../../leads/model/leadFields';
import { alphabetical } from '../shared/alphabetical';

const generic = { platform: ['generic'] };
const signed = { platform: ['generic'], proof: ['hmac', 'hash'] };

const leadFieldOptions: INodePropertyOptions[] = leadFieldNames.map((name) => ({
	name: leadFields[name].label.en,
	value: name,
	description: leadFields[name].label.zh,
}));

const signatureOptions: INodeProperties = {
	displayName: 'Signature Options',
	name: 'signatureOptions',
	type: 'collection',
	placeholder: 'Add Option',
	displayOptions: { show: { platform: ['generic'], proof: ['hmac', 'hash', 'header'] } },
	default: {},
	options: [
		{
			displayName: 'Algorithm',
			name: 'algorithm',
			type: 'options',
			options: [
				{ name: 'MD5', value: 'md5' },
				{ name: 'SHA-1', value: 'sha1' },
				{ name: 'SHA-256', value: 'sha256' },
				{ name: 'SHA-512', value: 'sha512' },
			],
			default: 'sha256',
		},
		{
			displayName: 'Encoding',
			name: 'encoding',
			type: 'options',
			options: [
				{ name: 'Base64', value: 'base64' },
				{ name: 'Base64 for URLs', value: 'base64url' },
				{ name: 'Hexadecimal', value: 'hex' },
			],
			default: 'hex',
		},
		{
			displayName: 'Maximum Age',
			name: 'maxAge',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86400 },
			default: 300,
			description: "Seconds after which a delivery is too old. Needs a 'Timestamp Header'.",
		},
		{
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. sha256=',
			description: 'What stands before the signature, or the secret, in its header',
		},
		{
			displayName: 'Timestamp Header',
			name: 'timestampHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Timestamp',
			description:
				'Header with the time of sending: seconds, milliseconds or a date. A delivery that was caught and sent again later is then refused.',
		},
	],
};

const proofFields: INodeProperties[] = [
	{
		displayName: 'Proof of Sender',
		name: 'proof',
		type: 'options',
		displayOptions: { show: generic },
		options: [
			{ name: 'Plain Hash', value: 'hash', description: 'A hash of a text that holds the secret' },
			{ name: 'Secret in a Header', value: 'header' },
			{ name: 'Secret in the URL', value: 'parameter' },
			{ name: 'Signature (HMAC)', value: 'hmac' },
		],
		default: 'hmac',
	},
	{
		displayName: 'Signature Header',
		name: 'signatureHeader',
		type: 'string',
		displayOptions: { show: { platform: ['generic'], proof: ['hmac', 'hash', 'header'] } },
		default: 'X-Signature',
		description: 'Header in which the signature, or the secret, comes',
	},
	{
		displayName: 'Signed Text',
		name: 'signedText',
		type: 'string',
		displayOptions: { show: signed },
		default: '{body}',
		placeholder: 'e.g. {timestamp}.{body}',
		description:
			'What is signed: {body} (the bytes as sent), {timestamp}, {method}, {path}, {query}, {secret} and {header:Name} stand for their values',
	},
	{
		displayName: 'URL Parameter',
		name: 'proofParameter',
		type: 'string',
		displayOptions: { show: { platform: ['generic'], proof: ['parameter'] } },
		default: 'secret',
		description: 'Name of the parameter with the secret, as in <b>?secret=</b>',
	},
	signatureOptions,
];

const mappingFields: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'string',
		displayOptions: { show: generic },
		default: 'webhook',
		placeholder: 'e.g. meiqia',
		description: 'Name of the sender, under which its leads are counted',
	},
	{
		displayName: 'Path of Leads',
		name: 'leadPath',
		type: 'string',
		displayOptions: { show: generic },
		default: '',
		placeholder: 'e.g. data.leads',
		description:
			'Where the lead, or the list of leads, is in the body. Leave empty if the body is the lead.',
	},
	{
		displayName: 'Path of ID',
		name: 'idPath',
		type: 'string',
		displayOptions: { show: generic },
		default: '',
		placeholder: 'e.g. ID, or $.event.ID for the whole body',
		description:
			'Where the ID of the lead is, so that a repeated delivery is taken once. Without it the same data within ten minutes counts as the same delivery.',
	},
	{
		displayName: 'Fields to Map',
		name: 'fieldsToMap',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		displayOptions: { show: generic },
		default: {},
		placeholder: 'Add Field',
		description:
			'Where fields are in a lead. Others are recognised by their English or Chinese names.',
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
						displayName: 'From Path',
						name: 'from',
						type: 'string',
						default: '',
						placeholder: 'e.g. contact.phones[0], or $.site.name',
						description: 'Path in the lead, or in the whole body if it begins with $',
					},
				],
			},
		],
	},
];

/** How a sender of any kind proves itself, and where its leads are. */
export const genericFields: INodeProperties[] = [...proofFields, ...mappingFields];

/** Further choices, some for the generic platform only. */
export const webhookOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			placeholder: 'e.g. leads/chatwoot',
			description: 'Path of the URL behind /webhook/, instead of one that n8n makes up',
		},
		{
			displayName: 'Path of Time',
			name: 'timePath',
			type: 'string',
			displayOptions: { show: { '/platform': ['generic'] } },
			default: '',
			placeholder: 'e.g. createdAt',
			description: 'Where the time of the enquiry is',
		},
		{
			displayName: 'Recognise Fields',
			name: 'recognise',
			type: 'boolean',
			displayOptions: { show: { '/platform': ['generic'] } },
			default: true,
			description: 'Whether lead fields are found by their English and Chinese names as well',
		},
		{
			displayName: 'Response Body',
			name: 'responseBody',
			type: 'string',
			displayOptions: { show: { '/platform': ['generic'] } },
			default: '',
			placeholder: 'e.g. {"code":0}',
			description: 'What the sender wants to hear when a delivery was taken',
		},
		{
			displayName: 'Unknown Fields',
			name: 'unknownFields',
			type: 'options',
			displayOptions: { show: { '/platform': ['generic'] } },
			options: [
				{ name: 'Keep as Custom Fields', value: 'custom' },
				{ name: 'Keep in the Source Record Only', value: 'ignore' },
			],
			default: 'custom',
			description: 'What becomes of values that are no lead field',
		},
	],
};
