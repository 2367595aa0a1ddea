import type { INodeProperties } from 'n8n-workflow';
import { leadStatuses, leadStatusNames } from '../../leads/model/statusTable';
import { alphabetical } from '../shared/alphabetical';

export const triggerOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Events per Run',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			default: 100,
			description: 'How many events that happened at about the same time start one run together',
		},
		{
			displayName: 'Include Test Leads',
			name: 'includeTest',
			type: 'boolean',
			default: false,
			description: 'Whether leads that came in through a test URL start the workflow, too',
		},
		{
			displayName: 'Lead Sources',
			name: 'sources',
			type: 'string',
			default: '',
			placeholder: 'e.g. form, Trade Fair 2026',
			description: 'Only leads of one of these sources, separated by commas',
		},
		{
			displayName: 'Lead Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: alphabetical(
				leadStatusNames.map((name) => ({
					name: leadStatuses[name].label.en,
					value: name,
					description: leadStatuses[name].label.zh,
				})),
			),
			default: [],
			description: 'Only leads that are in one of these statuses by now',
		},
		{
			displayName: 'Other Event Types',
			name: 'otherEvents',
			type: 'string',
			default: '',
			placeholder: 'e.g. deal.created, account.updated',
			description: 'Further types as the event log names them, separated by commas',
		},
		{
			displayName: 'Start From',
			name: 'startFrom',
			type: 'options',
			options: [
				{ name: 'Now', value: 'now' },
				{
					name: 'The Beginning',
					value: 'beginning',
					description: 'Everything that ever happened in the store comes first',
				},
			],
			default: 'now',
			description:
				'Where to begin when this workflow is published for the first time. Later it goes on where it stopped.',
		},
	],
};
