import type { INodeProperties } from 'n8n-workflow';
import type { BilingualText } from '../../leads/model/form';

/** What a box says when its author wrote nothing, by purpose. */
export const CONSENT_TEXTS: Readonly<Record<string, BilingualText>> = {
	contact: {
		en: 'I agree to be contacted about my enquiry.',
		zh: '我同意贵方就本次咨询与我联系。',
	},
	marketing: {
		en: 'I agree to receive news and offers. I can withdraw this at any time.',
		zh: '我同意接收产品资讯和优惠信息，可随时撤回同意。',
	},
	sharing: {
		en: 'I agree that my data is shared with partner companies.',
		zh: '我同意将我的个人信息提供给合作伙伴。',
	},
	crossBorder: {
		en: 'I agree that my data is transferred to and processed in another country.',
		zh: '我同意将我的个人信息传输至境外并在境外处理。',
	},
};

const consentValues: INodeProperties[] = [
	{
		displayName: 'Purpose',
		name: 'purpose',
		type: 'options',
		typeOptions: { showEvenWhenOptional: true },
		options: [
			{ name: 'Contact About the Enquiry', value: 'contact' },
			{ name: 'Marketing', value: 'marketing' },
			{ name: 'Sharing With Partners', value: 'sharing' },
			{ name: 'Transfer Abroad', value: 'crossBorder' },
		],
		default: 'contact',
	},
	{
		displayName: 'Required',
		name: 'required',
		type: 'boolean',
		typeOptions: { showEvenWhenOptional: true },
		default: false,
		description: 'Whether the form can only be sent with this box ticked',
	},
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'Email', value: 'email' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'SMS', value: 'sms' },
			{ name: 'WeCom', value: 'wecom' },
			{ name: 'WhatsApp', value: 'whatsapp' },
		],
		default: 'any',
		description: 'The way of contact that is permitted',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. I agree to be contacted about my enquiry.',
		description: 'Leave empty for a usual wording in both languages',
	},
	{
		displayName: 'Text in Chinese',
		name: 'textZh',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
	},
	{
		displayName: 'Privacy Policy URL',
		name: 'privacyUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://www.example.com/privacy',
		description: "Policy for this box, where it differs from the form's",
	},
];

/** The boxes by which a visitor permits something, each with a purpose of its own. */
export const formConsents: INodeProperties = {
	displayName: 'Consent Boxes',
	name: 'consents',
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		hideOptionalFields: true,
		addOptionalFieldButtonText: 'Add Setting',
		fixedCollection: {
			itemTitle:
				'={{ $collection.item.properties.find(({ name }) => name === "purpose").options.find(({ value }) => value === $collection.item.value.purpose)?.name }}',
		},
	},
	placeholder: 'Add Consent Box',
	description: 'Never ticked beforehand. The exact wording shown is kept with the lead.',
	default: { consent: [{ purpose: 'contact', required: true }] },
	options: [{ displayName: 'Consent Box', name: 'consent', values: consentValues }],
};
