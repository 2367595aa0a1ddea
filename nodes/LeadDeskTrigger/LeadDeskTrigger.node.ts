import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { leadflowStoreTest } from '../shared/leadflowStoreTest';
import { deskOptions } from './deskOptions';
import { deskWebhooks } from './deskWebhooks';

export class LeadDeskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Desk Trigger',
		name: 'leadDeskTrigger',
		icon: { light: 'file:leadDeskTrigger.svg', dark: 'file:leadDeskTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ") }}',
		description:
			'Serve a small web app where sales people see and work their leads, and start the workflow with what they do',
		eventTriggerDescription: 'Waiting for you to do something in the desk',
		activationMessage:
			'The lead desk is live at its production URL. Members open it by a personal link.',
		triggerPanel: {
			header: 'Do something in the desk',
			executionsHelp: {
				inactive:
					"<b>To open the desk</b> you need a link: run a <b>Lead Store</b> node with the resource <b>Member</b> and the operation <b>Create Desk Link</b>. It gives the production URL with a key.<br /><br /><b>While you build</b>, click 'Execute step' and open the test URL with the same <b>?key=…</b> at its end. What you do there is done for real and appears here.<br /><br /><b>To go live</b>, publish the workflow.",
				active:
					"<b>The desk is live</b> at its production URL. Members open it by a personal link: run a <b>Lead Store</b> node with the resource <b>Member</b> and the operation <b>Create Desk Link</b>.<br /><br /><b>To try a change</b>, click 'Execute step' and open the test URL with the same <b>?key=…</b> at its end.",
			},
			activationHint: {
				active:
					'What members do in the live desk starts this workflow too, but does not show up here.',
				inactive: 'Publish this workflow to bring the desk to its production URL.',
			},
		},
		defaults: { name: 'Lead Desk Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadflowStoreApi', required: false, testedBy: 'leadflowStoreTest' }],
		webhooks: deskWebhooks,
		properties: [
			{
				displayName:
					'The desk opens by a personal link that ends by itself and can be withdrawn: get one from <b>Lead Store</b>, resource <b>Member</b>, operation <b>Create Desk Link</b>',
				name: 'linkNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'multiOptions',
				options: [
					{ name: 'Lead Claimed', value: 'leadClaimed', description: 'A member took a lead over' },
					{
						name: 'Lead Returned to Pool',
						value: 'leadReleased',
						description: 'A member gave a lead back to its pool',
					},
					{
						name: 'Leads Judged Different',
						value: 'leadsDifferent',
						description: 'A member said that two leads are not duplicates',
					},
					{
						name: 'Leads Merged',
						value: 'leadsMerged',
						description: 'A member merged two leads into one',
					},
					{
						name: 'Merge Undone',
						value: 'mergeUndone',
						description: 'A member took a merge back',
					},
					{
						name: 'Note Added',
						value: 'noteAdded',
						description: 'A member wrote a note on a lead',
					},
					{
						name: 'Quarantine Approved',
						value: 'quarantineApproved',
						description: 'A member let a stopped submission become a lead',
					},
					{
						name: 'Quarantine Rejected',
						value: 'quarantineRejected',
						description: 'A member turned a stopped submission away',
					},
					{
						name: 'Status Changed',
						value: 'statusChanged',
						description: 'A member changed the status of a lead',
					},
				],
				default: ['quarantineApproved', 'statusChanged'],
			},
			deskOptions,
		],
	};

	methods = { credentialTest: { leadflowStoreTest } };

	// What does the work is loaded at first use, so that n8n's start does not wait for it.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { isTestAddress } = await import('./deskAddress');
				return isTestAddress(this);
			},

			async create(this: IHookFunctions): Promise<boolean> {
				const { registerDesk } = await import('./deskAddress');
				return await registerDesk(this);
			},

			/** The address stays known: links that were made work again with the next activation. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { answerRequest } = await import('./answerRequest');
		return { noWebhookResponse: true, workflowData: await answerRequest(this) };
	}

	/** n8n prefers this over `webhook` when it runs the node itself: the items pass through. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
