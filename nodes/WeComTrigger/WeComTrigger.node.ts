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
import { weComTest } from '../shared/weComTest';
import { eventChoice } from './eventChoice';
import { deliveryWebhooks } from '../shared/webhookPath';

export class WeComTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Trigger',
		name: 'weComTrigger',
		icon: { light: 'file:weComTrigger.svg', dark: 'file:weComTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].length + " kinds of events" }}',
		description:
			'Start the workflow with new WeCom (企业微信) contacts, acquisition links and customer service messages',
		eventTriggerDescription: 'Waiting for WeCom to call the test URL',
		activationMessage: 'WeCom events are taken at the production URL.',
		triggerPanel: {
			header: 'Receive a test event from WeCom',
			executionsHelp: {
				inactive:
					"<b>To set it up</b>, publish the workflow and copy the production URL from 'Webhook URLs' into the WeCom console, '应用管理 → your app → 接收消息 → 设置API接收', with the Token and EncodingAESKey of the credential. WeCom calls the URL at once when you save it there.<br /><br /><b>While you build</b>, click 'Execute step' and enter the test URL in the console instead.",
				active:
					"<b>The trigger is live</b> at the production URL in 'Webhook URLs': it must stand in the WeCom console, '应用管理 → your app → 接收消息 → 设置API接收'.<br /><br /><b>To try a change</b>, click 'Execute step' and enter the test URL in the console for a while. What comes there stays out of the live lead store.",
			},
			activationHint: {
				active: 'Live events start this workflow too, but do not show up here.',
				inactive: 'Publish this workflow before you save its production URL in the WeCom console.',
			},
		},
		defaults: { name: 'WeCom Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'weComApi', required: true, testedBy: 'weComTest' },
			{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' },
		],
		webhooks: deliveryWebhooks('wecom'),
		properties: [
			{
				displayName:
					"Enter the production URL, Token and EncodingAESKey in the WeCom console under '应用管理 → your app → 接收消息 → 设置API接收', and tick '外部联系人变更回调' for contact events",
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			eventChoice,
			{
				displayName: 'Enrich Contact',
				name: 'enrichContact',
				type: 'boolean',
				default: true,
				description:
					"Whether to ask WeCom for the customer's name and what the member noted: mobile, company, tags. It happens after WeCom has got its answer and takes five seconds at most.",
			},
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
						placeholder: 'e.g. wecom/contacts',
						description: 'Path of the URL behind /webhook/, instead of one that n8n makes up',
					},
					{
						displayName: 'Receiver ID',
						name: 'receiverId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ww1234567890abcdef',
						description:
							'For whom WeCom encrypts, where it is not the corp ID of the credential: the suite ID of a third-party app',
					},
				],
			},
		],
	};

	methods = { credentialTest: { leadflowStoreTest, weComTest } };

	/** WeCom is told the address by hand, in its console. */
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

	/** Beside the webhook, which brings events at once, this emits what was lost on the way. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		if (this.getMode() === 'manual') return {};
		const { startSweeps } = await import('./startSweeps');
		return { closeFunction: startSweeps(this) };
	}

	/** n8n prefers this over `webhook` and `trigger` when it runs the node itself: their items pass through. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
