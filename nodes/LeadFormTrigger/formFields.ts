import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fieldDefinition, leadFieldNames, type LeadFieldName } from '../../leads/model/leadFields';
import { alphabetical } from '../shared/alphabetical';

/** What comes from the address, from other channels or from the sales team: nothing to ask a visitor. */
const NOT_ASKED: readonly LeadFieldName[] = [
	'language',
	'timezone',
	'source',
	'sourceDetail',
	'campaign',
	'status',
	'rating',
	'description',
	'nextFollowUpAt',
	'emailOptOut',
	'profilingOptOut',
	'clickId',
	'clickIdType',
	'landingUrl',
	'referrer',
	'wecomExternalUserId',
	'wechatUnionId',
	'whatsappBsuid',
	'chatContactId',
	'facebookLeadId',
];

/** The lead fields that a form can ask for. */
export const askableFields = leadFieldNames.filter(
	(name) => !NOT_ASKED.includes(name) && !name.startsWith('utm'),
);

/** In the field list, for a field that is not one of the lead's own. */
export const CUSTOM_FIELD = 'customField';

const fieldOptions: INodePropertyOptions[] = alphabetical([
	{ name: 'Custom Field', value: CUSTOM_FIELD },
	...askableFields.map((name) => ({ name: fieldDefinition(name)?.label.en ?? name, value: name })),
]);

/** What a row always shows; the rest is added when wanted. */
const SHOWN = { showEvenWhenOptional: true };
const WITH_OPTIONS = ['select', 'radio', 'checkbox'];

const fieldValues: INodeProperties[] = [
	{
		displayName: 'Field',
		name: 'field',
		type: 'options',
		typeOptions: SHOWN,
		options: fieldOptions,
		default: 'name',
		description: 'The lead field that the answer fills',
	},
	{
		displayName: 'Custom Field Name',
		name: 'customName',
		type: 'string',
		typeOptions: SHOWN,
		displayOptions: { show: { field: [CUSTOM_FIELD] } },
		default: '',
		placeholder: 'e.g. teamSize',
		description: "Name under which the answer is kept in the lead's custom values",
	},
	{
		displayName: 'Required',
		name: 'required',
		type: 'boolean',
		typeOptions: SHOWN,
		default: false,
		description: 'Whether the form can only be sent with this field filled in',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'auto', description: 'What suits the lead field' },
			{
				name: 'Checkboxes',
				value: 'checkbox',
				description: 'Any number of the choices; without choices a single box',
			},
			{ name: 'Date', value: 'date' },
			{ name: 'Dropdown', value: 'select' },
			{ name: 'Email', value: 'email' },
			{ name: 'Long Text', value: 'textarea' },
			{ name: 'Number', value: 'number' },
			{ name: 'Phone', value: 'tel' },
			{ name: 'Radio Buttons', value: 'radio' },
			{ name: 'Text', value: 'text' },
			{ name: 'Web Address', value: 'url' },
		],
		default: 'auto',
	},
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'string',
		typeOptions: { rows: 3, showEvenWhenOptional: true },
		displayOptions: { show: { type: WITH_OPTIONS } },
		default: '',
		placeholder: 'e.g. Support | 技术支持',
		description: 'One choice a line. A text after a vertical bar is shown to Chinese visitors.',
	},
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. Work email',
		description: "Leave empty for the lead field's own name in the visitor's language",
	},
	{
		displayName: 'Label in Chinese',
		name: 'labelZh',
		type: 'string',
		default: '',
		placeholder: 'e.g. 工作邮箱',
	},
	{
		displayName: 'Placeholder',
		name: 'placeholder',
		type: 'string',
		default: '',
		description: 'Shown in the empty field',
	},
	{
		displayName: 'Prefill From Address',
		name: 'prefill',
		type: 'boolean',
		default: true,
		description:
			'Whether a query parameter with the name of the field fills it, such as ?company=Example',
	},
];

/** The questions of a form. A dropped node asks for what a sales team needs to call back. */
export const formFields: INodeProperties = {
	displayName: 'Form Fields',
	name: 'fields',
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		hideOptionalFields: true,
		addOptionalFieldButtonText: 'Add Setting',
		fixedCollection: {
			itemTitle:
				'={{ $collection.item.value.label || $collection.item.value.customName || $collection.item.properties.find(({ name }) => name === "field").options.find(({ value }) => value === $collection.item.value.field)?.name }}',
		},
	},
	placeholder: 'Add Field',
	default: {
		field: [
			{ field: 'name', required: true },
			{ field: 'company' },
			{ field: 'mobile' },
			{ field: 'email' },
			{ field: 'message' },
		],
	},
	options: [{ displayName: 'Field', name: 'field', values: fieldValues }],
};
