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
import { formConsents } from './formConsents';
import { formFields } from './formFields';
import { formOptions } from './formOptions';
import { formWebhooks } from './formWebhooks';

export class LeadFormTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Form Trigger',
		name: 'leadFormTrigger',
		icon: { light: 'file:leadFormTrigger.svg', dark: 'file:leadFormTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["title"] }}',
		description:
			'Serve a web form with QR code and start the workflow with each lead that fills it in',
		eventTriggerDescription: 'Waiting for you to submit the form',
		activationMessage: 'Your form is live at its production URL.',
		triggerPanel: {
			header: 'Send a test lead through the form',
			executionsHelp: {
				inactive:
					"<b>While you build</b>, click 'Execute step' and open the test URL from 'Webhook URLs'. What you send there appears here and stays out of the live lead store.<br /><br /><b>To go live</b>, publish the workflow and share the production URL. The second URL, with <b>/qr</b> at its end, has the QR code of the form and the code to put it on a website.",
				active:
					"<b>The form is live</b> at the production URL in 'Webhook URLs'; the second URL, with <b>/qr</b> at its end, has its QR code and the code to put it on a website. Leads that arrive there show up in the executions list.<br /><br /><b>To try a change</b>, click 'Execute step' and open the test URL. What you send there stays out of the live lead store.",
			},
			activationHint: {
				active:
					'Leads that fill in the live form start this workflow too, but do not show up here.',
				inactive: 'Publish this workflow to bring the form to its production URL.',
			},
		},
		defaults: { name: 'Lead Form Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		webhooks: formWebhooks,
		properties: [
			{
				displayName:
					"The form is at the first of the 'Webhook URLs' above. Its QR code, and the code to put it on a website, are at the second, with <b>/qr</b> at its end.",
				name: 'codeNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Form Title',
				name: 'title',
				type: 'string',
				default: 'Contact Us',
				placeholder: 'e.g. Request a demo',
			},
			{
				displayName: 'Form Description',
				name: 'description',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				placeholder: 'e.g. Tell us what you need. We answer within one working day.',
			},
			formFields,
			formConsents,
			formOptions,
		],
	};

	methods = { credentialTest: { leadflowStoreTest } };

	// What does the work is loaded at first use, so that n8n's start does not wait for it.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { isRegistered } = await import('./formRegistration');
				return isRegistered(this);
			},

			async create(this: IHookFunctions): Promise<boolean> {
				const { registerLiveForm } = await import('./formRegistration');
				return await registerLiveForm(this);
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				const { unregisterLiveForm } = await import('./formRegistration');
				return await unregisterLiveForm(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { answerRequest } = await import('./answerRequest');
		return { noWebhookResponse: true, workflowData: await answerRequest(this) };
	}

	/** Beside the webhook, which brings submissions at once, this emits those again that were lost on the way. */
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
