import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { eventOptions } from './eventChoices';
import { triggerOptions } from './triggerOptions';

export class LeadTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Trigger',
		name: 'leadTrigger',
		icon: { light: 'file:leadTrigger.svg', dark: 'file:leadTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Start the workflow when something happens in the lead store: a lead is created or changes, a task is due',
		eventTriggerDescription: '',
		activationMessage: 'The workflow now starts with what happens in the lead store.',
		defaults: { name: 'Lead Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		properties: [
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				options: eventOptions,
				default: ['lead.created'],
				description: 'What the workflow waits for',
			},
			triggerOptions,
		],
	};

	methods = { credentialTest: { leadflowStoreTest } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		// Loaded at first use, so that n8n's start does not wait for the engine.
		const { startTrigger } = await import('./followEvents');
		return await startTrigger(this);
	}
}
