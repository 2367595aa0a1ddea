import type { INodeProperties } from 'n8n-workflow';

/** By which rules two records are taken for one. */
export const presetField: INodeProperties = {
	displayName: 'Preset',
	name: 'preset',
	type: 'options',
	options: [
		{
			name: 'Identity Only',
			value: 'identityOnly',
			description: 'The same mobile, personal email address or channel ID, nothing else',
		},
		{
			name: 'Leadflow',
			value: 'leadflow',
			description:
				'Weighs all evidence, in Chinese and English: names, companies, addresses, numbers',
		},
		{
			name: 'Salesforce-Like',
			value: 'salesforce',
			description: 'The fields and thresholds of the standard lead matching rule of Salesforce',
		},
		{
			name: 'Zoho-Like',
			value: 'zoho',
			description:
				'The same field holds the same email address or number, letter case aside, as in Zoho CRM',
		},
	],
	default: 'leadflow',
	description: 'By which rules two records are taken for the same person',
};
