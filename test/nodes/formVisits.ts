import type { Request, Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeExecutionData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { LeadFormTrigger } from '../../nodes/LeadFormTrigger/LeadFormTrigger.node';
import { hostServices, SourceNodeTypes } from './host';

/*
 * Visits a form as n8n's webhook server lets a browser do it: a context of n8n-core around our node,
 * an HTTP request and its answer as plain objects.
 */

export const FORM_URL = 'http://127.0.0.1:5678/form/contact';

export interface Visit {
	method?: 'GET' | 'HEAD' | 'POST';
	/** After the form's address, such as `/qr.svg` or `?lang=zh`. */
	at?: string;
	headers?: Record<string, string>;
	/** As n8n parsed it. */
	body?: unknown;
	/** To the editor's test address. */
	test?: boolean;
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** JSON of the items that start the workflow. */
	items: INodeExecutionData['json'][];
}

class RecordedResponse {
	readonly answer: Answer = { status: 200, headers: {}, body: '', items: [] };

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

/** A form in a workflow of its own, with a Lead Capture behind it unless told otherwise. */
export class FormUnderTest {
	private readonly trigger = new LeadFormTrigger();

	private constructor(
		readonly workflow: Workflow,
		private readonly stored: IWorkflowBase,
		private readonly node: INode,
	) {}

	static async open(
		parameters: INode['parameters'] = {},
		{ follower = 'n8n-nodes-leadflow.leadCapture', workflowId = 'workflow1' } = {},
	): Promise<FormUnderTest> {
		const node: INode = {
			id: 'node1',
			name: 'Form',
			type: 'n8n-nodes-leadflow.leadFormTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'contact',
			parameters,
		};
		const next: INode = { ...node, id: 'node2', name: 'Next', type: follower, parameters: {} };
		const description = {
			...new LeadFormTrigger().description,
			name: follower,
			webhooks: undefined,
		};
		const nodeTypes = await SourceNodeTypes.load([node.type, follower], {
			[follower]: { description },
		});
		const stored = {
			id: workflowId,
			name: 'Test',
			nodes: [node, next],
			connections: { Form: { main: [[{ node: 'Next', type: 'main' as const, index: 0 }]] } },
			settings: { timezone: 'Asia/Shanghai' },
			active: true,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		};
		const workflow = new Workflow({ ...stored, nodeTypes });
		return new FormUnderTest(workflow, stored, workflow.nodes.Form);
	}

	get nodeKey(): string {
		return `${this.workflow.id}:${this.node.id}`;
	}

	async visit({
		method = 'GET',
		at = '',
		headers = {},
		body,
		test = false,
	}: Visit = {}): Promise<Answer> {
		const url = new URL(FORM_URL.replace('/form/', test ? '/form-test/' : '/form/') + at);
		const query: Record<string, string | string[]> = {};
		for (const name of url.searchParams.keys()) {
			const values = url.searchParams.getAll(name);
			query[name] = values.length === 1 ? values[0] : values;
		}
		const request = {
			method,
			path: url.pathname,
			query,
			headers: { host: url.host, ...headers },
			body,
			protocol: 'http',
			ip: '192.0.2.7',
		};
		const response = new RecordedResponse();
		const mode: WorkflowExecuteMode = test ? 'manual' : 'webhook';
		const services = hostServices(this.stored, mode, {}, '1');
		services.httpRequest = request as unknown as Request;
		services.httpResponse = response as unknown as Response;
		const context = new WebhookContext(
			this.workflow,
			this.node,
			services,
			mode,
			this.webhookData(test),
			[],
			null,
		);
		const { workflowData, noWebhookResponse } = await this.trigger.webhook.call(context);
		if (!noWebhookResponse) throw new Error('The node left the answer to n8n');
		return { ...response.answer, items: (workflowData?.[0] ?? []).map(({ json }) => json) };
	}

	/** Runs a hook as n8n does on activation, deactivation and at the end of a test. */
	async hook(name: 'checkExists' | 'create' | 'delete', { test = false } = {}): Promise<boolean> {
		const services = hostServices(this.stored, 'internal', {}, '1');
		const context = new HookContext(
			this.workflow,
			this.node,
			services,
			'internal',
			'update',
			this.webhookData(test),
		);
		return await this.trigger.webhookMethods.default[name].call(context);
	}

	private webhookData(isTest: boolean) {
		const [webhookDescription] = this.trigger.description.webhooks ?? [];
		return {
			httpMethod: 'GET' as const,
			node: this.node.name,
			path: 'contact',
			webhookDescription,
			workflowId: this.workflow.id,
			workflowExecuteAdditionalData: hostServices(this.stored, 'internal', {}, '1'),
			isTest,
		};
	}
}

/** The value of a hidden input of a page. */
export function hiddenValue(html: string, name: string): string {
	return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}
