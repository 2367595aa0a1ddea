import type { Request, Response } from 'express';
import { createHmac } from 'node:crypto';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { WhatsAppLeadTrigger } from '../../nodes/WhatsAppLeadTrigger/WhatsAppLeadTrigger.node';
import { hostServices, SourceNodeTypes } from './host';

/*
 * Calls a WhatsApp Lead Trigger as Meta does and as n8n lets it through: a context of n8n-core around
 * our node, an HTTP request and its answer as plain objects.
 */

export const CREDENTIAL = {
	appSecret: '0a'.repeat(16),
	verifyToken: 'a-verify-token',
};

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** JSON of the items that start the workflow. */
	items: IDataObject[];
}

/** What Meta puts into `X-Hub-Signature-256`. */
export function signatureOf(body: Buffer | string, secret = CREDENTIAL.appSecret): string {
	return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

class RecordedResponse {
	readonly answer: Answer = { status: 0, headers: {}, body: '', items: [] };

	status(code: number): this {
		this.answer.status = code;
		return this;
	}

	set(headers: Record<string, string>): this {
		Object.assign(this.answer.headers, headers);
		return this;
	}

	removeHeader(): void {}

	end(body: string | Buffer): void {
		this.answer.body = body.toString();
	}
}

export interface TriggerOptions {
	parameters?: INode['parameters'];
	workflowId?: string;
	/** Differs from a whole credential. */
	credential?: Partial<typeof CREDENTIAL>;
	/** A `Leadflow Store API` credential, where it is not the embedded store. */
	store?: IDataObject;
}

/** A WhatsApp Lead Trigger in a workflow of its own, with a Lead Capture behind it. */
export class TriggerUnderTest {
	private readonly trigger = new WhatsAppLeadTrigger();

	private constructor(
		readonly workflow: Workflow,
		private readonly stored: IWorkflowBase,
		private readonly options: TriggerOptions,
	) {}

	static async open(options: TriggerOptions = {}): Promise<TriggerUnderTest> {
		const { parameters = {}, workflowId = 'whatsapp1' } = options;
		const names = ['whatsAppWebhookApi', ...(options.store ? ['leadflowStoreApi'] : [])];
		const node: INode = {
			id: 'node1',
			name: 'WhatsApp',
			type: 'n8n-nodes-leadflow.whatsAppLeadTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'whatsapp',
			parameters,
			credentials: Object.fromEntries(names.map((name) => [name, { id: name, name }])),
		};
		const type = 'n8n-nodes-leadflow.leadCapture';
		const next: INode = { ...node, id: 'node2', name: 'Next', type, parameters: {} };
		const stored = {
			id: workflowId,
			name: 'Test',
			nodes: [node, next],
			connections: { WhatsApp: { main: [[{ node: 'Next', type: 'main' as const, index: 0 }]] } },
			active: true,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		};
		const nodeTypes = await SourceNodeTypes.load([node.type, type], {});
		return new TriggerUnderTest(new Workflow({ ...stored, nodeTypes }), stored, options);
	}

	get node(): INode {
		return this.workflow.nodes.WhatsApp;
	}

	get nodeKey(): string {
		return `${this.workflow.id}:node1`;
	}

	private services(mode: WorkflowExecuteMode) {
		const { credential, store = {} } = this.options;
		const credentials = {
			whatsAppWebhookApi: { ...CREDENTIAL, ...credential },
			leadflowStoreApi: JSON.parse(JSON.stringify(store)),
		};
		return hostServices(this.stored, mode, credentials, '1');
	}

	private webhookData(method: 'GET' | 'POST', mode: WorkflowExecuteMode) {
		const { webhooks = [] } = this.trigger.description;
		const [webhookDescription] = webhooks.filter(({ httpMethod }) => httpMethod === method);
		return {
			httpMethod: method,
			node: 'WhatsApp',
			path: 'whatsapp',
			webhookDescription,
			workflowId: this.workflow.id,
			workflowExecuteAdditionalData: this.services(mode),
		};
	}

	/** Sends a request as n8n hands it over. */
	async request(
		method: 'GET' | 'POST',
		{
			query = {},
			headers = {},
			body = Buffer.alloc(0),
			test = false,
		}: {
			query?: Record<string, string>;
			headers?: Record<string, string>;
			body?: Buffer;
			test?: boolean;
		},
	): Promise<Answer> {
		const mode: WorkflowExecuteMode = test ? 'manual' : 'webhook';
		const response = new RecordedResponse();
		const services = this.services(mode);
		services.httpRequest = {
			method,
			query,
			headers: { 'content-length': String(body.length), ...headers },
			rawBody: body,
		} as unknown as Request;
		services.httpResponse = response as unknown as Response;
		const data = this.webhookData(method, mode);
		const context = new WebhookContext(this.workflow, this.node, services, mode, data, [], null);
		const { workflowData, noWebhookResponse } = await this.trigger.webhook.call(context);
		if (!noWebhookResponse) throw new Error('The node left the answer to n8n');
		return { ...response.answer, items: (workflowData?.[0] ?? []).map(({ json }) => json) };
	}

	/** Delivers a signed body. */
	async deliver(delivery: object | Buffer, { test = false } = {}): Promise<Answer> {
		const body = Buffer.isBuffer(delivery) ? delivery : Buffer.from(JSON.stringify(delivery));
		const headers = { 'x-hub-signature-256': signatureOf(body) };
		return await this.request('POST', { headers, body, test });
	}

	/** Runs the hook that n8n runs on activation. */
	async activate(): Promise<boolean> {
		const services = this.services('internal');
		const data = this.webhookData('POST', 'internal');
		const context = new HookContext(
			this.workflow,
			this.node,
			services,
			'internal',
			'activate',
			data,
		);
		return await this.trigger.webhookMethods.default.create.call(context);
	}
}
