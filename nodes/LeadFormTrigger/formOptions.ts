import type { INodeProperties } from 'n8n-workflow';

/** What most forms leave as it is. */
export const formOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Allowed Sites',
			name: 'allowedSites',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com, https://shop.example.com',
			description:
				'Websites that may show the form in a frame, separated by commas. The code to paste is on the QR page of the form.',
		},
		{
			displayName: 'Button Label',
			name: 'buttonLabel',
			type: 'string',
			default: '',
			placeholder: 'e.g. Request a call',
		},
		{
			displayName: 'Button Label in Chinese',
			name: 'buttonLabelZh',
			type: 'string',
			default: '',
		},
		{
			displayName: 'Closing Date',
			name: 'closesAt',
			type: 'dateTime',
			default: '',
			description: 'From then on the form says that it is closed and takes nothing any more',
		},
		{
			displayName: 'Color',
			name: 'color',
			type: 'color',
			default: '#2456d6',
			description:
				'Color of the button and the links. Text on it stays readable whatever you choose.',
		},
		{
			displayName: 'Description in Chinese',
			name: 'descriptionZh',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
		},
		{
			displayName: 'Form Path',
			name: 'path',
			type: 'string',
			default: '',
			placeholder: 'e.g. contact',
			description: 'Last part of the address of the form. Leave empty for one that n8n makes up.',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'options',
			options: [
				{
					name: "Visitor's Language",
					value: 'auto',
					description: 'Chinese or English, with a link to the other',
				},
				{ name: 'Chinese', value: 'zh' },
				{ name: 'English', value: 'en' },
			],
			default: 'auto',
		},
		{
			displayName: 'Logo URL',
			name: 'logoUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/logo.svg',
			description: 'Picture above the title; must be an https address or a data URL',
		},
		{
			displayName: 'Privacy Policy URL',
			name: 'privacyUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/privacy',
			description: 'Linked beside the first consent box',
		},
		{
			displayName: 'Proof of Work',
			name: 'proofOfWork',
			type: 'boolean',
			default: false,
			description:
				"Whether the visitor's browser must solve a small puzzle (ALTCHA) that makes mass sending expensive. Needs JavaScript and an https address.",
		},
		{
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/thank-you',
			description: 'Where the visitor goes after sending, instead of the thank-you page',
		},
		{
			displayName: 'Require a Way to Reply',
			name: 'reachRequired',
			type: 'boolean',
			default: true,
			description: 'Whether one of mobile, email, phone or WeChat must be filled in, whichever',
		},
		{
			displayName: 'Thank-You Text',
			name: 'thankYouText',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
		},
		{
			displayName: 'Thank-You Text in Chinese',
			name: 'thankYouTextZh',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
		},
		{
			displayName: 'Title in Chinese',
			name: 'titleZh',
			type: 'string',
			default: '',
		},
	],
};
