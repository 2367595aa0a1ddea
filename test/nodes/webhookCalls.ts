import type { Request, Response } from 'express';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { LeadWebhookTrigger } from '../../nodes/LeadWebhookTrigger/LeadWebhookTrigger.node';
import { hostServices, SourceNodeTypes, type TestCredentials } from './host';

/*
 * Calls Lead Webhook Trigger as n8n's webhook server does for a platform: a context of n8n-core around
 * our node, an HTTP request and its answer as plain objects.
 */

export interface Call {
	method?: 'GET' | 'POST';
	/** After the address, such as `?secret=x`. */
	query?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** To the editor's test address. */
	test?: boolean;
	/** What the platform's own API answers to the node's requests. */
	api?: (options: IHttpRequestOptions) => Promise<unknown>;
}

export interface Answered {
	status: number;
	body: string;
	contentType: string;
	/** JSON of the items that start the workflow. */
	items: INodeExecutionData['json'][];
}

class RecordedResponse {
	readonly answer: Answered = { status: 0, body: '', contentType: '', items: [] };

	status(code: number): this {
		this.answer.status = code;
		return this;
	}

	set(headers: Record<string, string>): this {
		this.answer.contentType = headers['content-type'];
		return this;
	}

	removeHeader(): void {}

	end(body: string): void {
		this.answer.body = body;
	}
}

/** A trigger in a workflow of its own. */
export class WebhookUnderTest {
	private readonly trigger = new LeadWebhookTrigger();

	private constructor(
		readonly workflow: Workflow,
		private readonly stored: IWorkflowBase,
		private readonly node: INode,
		private readonly credential: ICredentialDataDecryptedObject | undefined,
	) {}

	/** @param follower type of the node behind it */
	static async open(
		parameters: INode['parameters'],
		credential?: ICredentialDataDecryptedObject,
		{ workflowId = 'workflow1', follower = 'n8n-nodes-leadflow.leadCapture' } = {},
	): Promise<WebhookUnderTest> {
		const node: INode = {
			id: 'node1',
			name: 'Hook',
			type: 'n8n-nodes-leadflow.leadWebhookTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'hook',
			parameters,
			...(credential ? { credentials: { leadWebhookApi: { id: '1', name: 'Hook' } } } : {}),
		};
		const next: INode = { ...node, id: 'node2', name: 'Next', type: follower, parameters: {} };
		const description = {
			...new LeadWebhookTrigger().description,
			name: follower,
			webhooks: undefined,
			properties: [],
		};
		const nodeTypes = await SourceNodeTypes.load([node.type, follower], {
			[follower]: { description },
		});
		const stored = {
			id: workflowId,
			name: 'Test',
			nodes: [node, next],
			connections: { Hook: { main: [[{ node: 'Next', type: 'main' as const, index: 0 }]] } },
			settings: {},
			active: true,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		};
		const workflow = new Workflow({ ...stored, nodeTypes });
		return new WebhookUnderTest(workflow, stored, workflow.nodes.Hook, credential);
	}

	get nodeKey(): string {
		return `${this.workflow.id}:${this.node.id}`;
	}

	async call({
		method = 'POST',
		query = '',
		headers = {},
		body = '',
		test = false,
		api,
	}: Call = {}): Promise<Answered> {
		const path = test ? '/webhook-test/hook/lead' : '/webhook/hook/lead';
		const request = {
			method,
			path,
			originalUrl: path + query,
			query: Object.fromEntries(new URLSearchParams(query)),
			headers: { host: '127.0.0.1:5678', 'content-type': 'application/json', ...headers },
			rawBody: Buffer.from(body),
		};
		const response = new RecordedResponse();
		const mode: WorkflowExecuteMode = test ? 'manual' : 'webhook';
		const credentials: TestCredentials = this.credential ? { leadWebhookApi: this.credential } : {};
		const services = hostServices(this.stored, mode, credentials, '1');
		services.httpRequest = request as unknown as Request;
		services.httpResponse = response as unknown as Response;
		const webhooks = this.trigger.description.webhooks ?? [];
		const webhookDescription = webhooks[method === 'GET' ? 0 : 1];
		const context = new WebhookContext(
			this.workflow,
			this.node,
			services,
			mode,
			{
				httpMethod: method,
				node: this.node.name,
				path: 'hook/lead',
				webhookDescription,
				workflowId: this.workflow.id,
				workflowExecuteAdditionalData: services,
				isTest: test,
			},
			[],
			null,
		);
		if (api) context.helpers.httpRequest = api;
		const { workflowData, noWebhookResponse } = await this.trigger.webhook.call(context);
		if (!noWebhookResponse) throw new Error('The node left the answer to n8n');
		return { ...response.answer, items: (workflowData?.[0] ?? []).map(({ json }) => json) };
	}
}
