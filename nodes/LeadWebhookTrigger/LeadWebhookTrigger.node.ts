import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { genericFields, webhookOptions } from './genericFields';
import { platformChoice } from './platformChoice';
import { leadWebhookTest } from './webhookCredential';
import { deliveryWebhooks } from '../shared/webhookPath';

export class LeadWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Webhook Trigger',
		name: 'leadWebhookTrigger',
		icon: { light: 'file:leadWebhookTrigger.svg', dark: 'file:leadWebhookTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $nodeType.properties?.find(({ name }) => name === "platform")?.options?.find(({ value }) => value === $parameter["platform"])?.name ?? $parameter["platform"] }}',
		description:
			'Start the workflow with each lead that a live chat, an ad platform or any other sender reports',
		eventTriggerDescription: 'Waiting for the platform to call the test URL',
		activationMessage: 'Leads are taken at the production URL.',
		triggerPanel: {
			header: 'Receive a test lead',
			executionsHelp: {
				inactive:
					"<b>To set it up</b>, choose the platform, publish the workflow and enter the production URL from 'Webhook URLs' there, as the note under 'Platform' says.<br /><br /><b>While you build</b>, click 'Execute step' and let the platform call the test URL. What comes there stays out of the live lead store.",
				active:
					"<b>The trigger is live</b> at the production URL in 'Webhook URLs'. Leads that arrive there show up in the executions list.<br /><br /><b>To try a change</b>, click 'Execute step' and let the platform call the test URL. What comes there stays out of the live lead store.",
			},
			activationHint: {
				active: 'Live leads start this workflow too, but do not show up here.',
				inactive: 'Publish this workflow before you enter its production URL at the platform.',
			},
		},
		defaults: { name: 'Lead Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'leadWebhookApi', required: false, testedBy: 'leadWebhookTest' },
			{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' },
		],
		webhooks: deliveryWebhooks('lead'),
		properties: [...platformChoice, ...genericFields, webhookOptions],
	};

	methods = { credentialTest: { leadWebhookTest, leadflowStoreTest } };

	/** Platforms are told the address by hand, in their consoles. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	// What does the work is loaded at first use, so that n8n's start does not wait for it.
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { answerRequest } = await import('./answerRequest');
		return { noWebhookResponse: true, workflowData: await answerRequest(this) };
	}

	/** Beside the webhook, which brings leads at once, this emits those again that were lost on the way. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const { capturesDownstream } = await import('../shared/inboxSweep');
		if (this.getMode() === 'manual' || !capturesDownstream(this)) return {};
		const { startSweep } = await import('./startSweep');
		return { closeFunction: startSweep(this) };
	}

	/** n8n prefers this over `webhook` and `trigger` when it runs the node itself: their items pass through. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
