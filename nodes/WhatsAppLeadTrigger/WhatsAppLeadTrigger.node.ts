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
import { nodeError } from '../shared/nodeError';
import { eventChoice } from './eventChoice';
import { readWebhookCredential, whatsAppWebhookTest } from './webhookCredential';
import { deliveryWebhooks } from '../shared/webhookPath';

export class WhatsAppLeadTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Lead Trigger',
		name: 'whatsAppLeadTrigger',
		icon: { light: 'file:whatsAppLeadTrigger.svg', dark: 'file:whatsAppLeadTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["options"]["phoneNumberIds"] || "All numbers of the app" }}',
		description:
			'Start the workflow with each lead that writes by WhatsApp, and with what becomes of your messages',
		eventTriggerDescription: 'Waiting for Meta to call the test URL',
		activationMessage: 'WhatsApp deliveries are taken at the production URL.',
		triggerPanel: {
			header: 'Receive a test message from WhatsApp',
			executionsHelp: {
				inactive:
					"<b>To set it up</b>, publish the workflow and copy the production URL from 'Webhook URLs' into Meta's app dashboard, 'WhatsApp → Configuration → Webhook', with the Verify Token of the credential. Then subscribe to the fields 'messages' and 'user_preferences'.<br /><br /><b>While you build</b>, click 'Execute step' and enter the test URL there instead. What comes there stays out of the live lead store.",
				active:
					"<b>The trigger is live</b> at the production URL in 'Webhook URLs': it must stand in Meta's app dashboard, 'WhatsApp → Configuration → Webhook'.<br /><br /><b>To try it</b>, press 'Test' beside a field in the dashboard: the sample arrives as a test lead.",
			},
			activationHint: {
				active: 'Live messages start this workflow too, but do not show up here.',
				inactive: "Publish this workflow before you press 'Verify and save' in Meta's dashboard.",
			},
		},
		defaults: { name: 'WhatsApp Lead Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'whatsAppWebhookApi', required: true, testedBy: 'whatsAppWebhookTest' },
			{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' },
		],
		webhooks: deliveryWebhooks('whatsapp'),
		properties: [
			{
				displayName:
					"Enter the production URL and the Verify Token of the credential in Meta's app dashboard under 'WhatsApp → Configuration → Webhook', and subscribe to 'messages' and 'user_preferences'",
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			eventChoice,
			{
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
						placeholder: 'e.g. whatsapp/sales',
						description: 'Path of the URL behind /webhook/, instead of one that n8n makes up',
					},
					{
						displayName: 'Phone Number IDs',
						name: 'phoneNumberIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. 106540352242922, 106540352242923',
						description:
							"Take only what comes to these numbers of the app, separated by commas. Meta shows the IDs under 'WhatsApp → API Setup'.",
					},
				],
			},
		],
	};

	methods = { credentialTest: { leadflowStoreTest, whatsAppWebhookTest } };

	/** Meta is told the address by hand, in its dashboard; here only the credential is looked at. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return await readWebhookCredential(this).then(
					() => true,
					async (error: unknown) => await Promise.reject(nodeError(this.getNode(), error)),
				);
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

	/** Beside the webhook, which brings messages at once, this emits those again that were lost on the way. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const { capturesDownstream, startInboxSweep } = await import('../shared/inboxSweep');
		if (this.getMode() === 'manual' || !capturesDownstream(this)) return {};
		return { closeFunction: startInboxSweep(this) };
	}

	/** n8n prefers this over `webhook` and `trigger` when it runs the node itself: their items pass through. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
