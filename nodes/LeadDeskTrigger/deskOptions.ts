import type { INodeProperties } from 'n8n-workflow';

/** What most desks leave as it is. */
export const deskOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Desk Path',
			name: 'path',
			type: 'string',
			default: '',
			placeholder: 'e.g. desk',
			description: 'Last part of the address of the desk. Leave empty for one that n8n makes up.',
		},
		{
			displayName: 'Logo URL',
			name: 'logoUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.example.com/logo.svg',
			description: 'Picture beside the title; must be an https address or a data URL',
		},
		{
			displayName: 'Page Size',
			name: 'pageSize',
			type: 'number',
			typeOptions: { minValue: 10, maxValue: 200 },
			default: 30,
			description: 'How many leads a page of the list holds',
		},
		{
			displayName: 'Refresh Every (Seconds)',
			name: 'refreshSeconds',
			type: 'number',
			typeOptions: { minValue: 2, maxValue: 300 },
			default: 5,
			description:
				'How often an open list looks for new leads. It looks less often while nothing happens and not at all while nobody looks.',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Example Sales',
			description: 'Name at the top of every page, instead of Lead Desk',
		},
	],
};
