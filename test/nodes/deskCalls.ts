import type { Request, Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type WorkflowExecuteMode } from 'n8n-workflow';
import { deskWebhooks } from '../../nodes/LeadDeskTrigger/deskWebhooks';
import { LeadDeskTrigger } from '../../nodes/LeadDeskTrigger/LeadDeskTrigger.node';
import { hostServices, SourceNodeTypes } from './host';

export const DESK_TYPE = 'n8n-nodes-leadflow.leadDeskTrigger';

const trigger = new LeadDeskTrigger();

class RecordedResponse {
	code = 200;
	headers: Record<string, unknown> = { 'access-control-allow-origin': 'https://evil.example.com' };
	body = '';

	status(code: number): this {
		this.code = code;
		return this;
	}

	set(headers: Record<string, string>): this {
		Object.assign(this.headers, headers);
		return this;
	}

	setHeader(name: string, value: unknown): void {
		this.headers[name] = value;
	}

	removeHeader(name: string): void {
		delete this.headers[name.toLowerCase()];
	}

	end(body: string): void {
		this.body = body;
	}
}

/** A workflow with the desk alone. */
export async function deskWorkflowWith(
	parameters: INode['parameters'],
): Promise<{ workflow: Workflow; stored: Parameters<typeof hostServices>[0] }> {
	const node: INode = {
		id: 'node1',
		name: 'Desk',
		type: DESK_TYPE,
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'desk-id',
		parameters,
	};
	const times = { createdAt: new Date(), updatedAt: new Date() };
	const stored = {
		id: 'w1',
		name: 'Test',
		nodes: [node],
		connections: {},
		settings: { timezone: 'Asia/Shanghai' },
		active: true,
		activeVersionId: null,
		isArchived: false,
		...times,
	};
	return {
		workflow: new Workflow({ ...stored, nodeTypes: await SourceNodeTypes.load([DESK_TYPE], {}) }),
		stored,
	};
}

export interface DeskCall {
	parameters?: INode['parameters'];
	method?: 'GET' | 'POST';
	at?: string;
	body?: object;
	cookie?: string;
	headers?: Record<string, string>;
	mode?: WorkflowExecuteMode;
}

/** One request to the node as n8n's webhook server makes it. */
export async function callDesk({
	parameters = {},
	method = 'GET',
	at = '',
	body,
	cookie,
	headers = {},
	mode = 'webhook',
}: DeskCall) {
	const { workflow, stored } = await deskWorkflowWith(parameters);
	const response = new RecordedResponse();
	const services = hostServices(stored, mode, {}, '1');
	services.httpRequest = {
		method,
		originalUrl: `/webhook/desk-id/desk${at}`,
		path: '/webhook/desk-id/desk',
		protocol: 'http',
		headers: { host: '127.0.0.1:5678', ...(cookie ? { cookie } : {}), ...headers },
		body,
	} as unknown as Request;
	services.httpResponse = response as unknown as Response;
	const data = {
		httpMethod: method,
		node: 'Desk',
		path: 'desk-id/desk',
		webhookDescription: deskWebhooks[0],
		workflowId: 'w1',
		workflowExecuteAdditionalData: services,
	};
	const context = new WebhookContext(workflow, workflow.nodes.Desk, services, mode, data, [], null);
	const { workflowData, noWebhookResponse } = await trigger.webhook.call(context);
	expect(noWebhookResponse).toBe(true);
	const items = (workflowData?.[0] ?? []).map(({ json }): IDataObject => json);
	return { ...response, items };
}

/** Runs a hook as n8n does on activation and deactivation, for a desk with a path of its own. */
export async function deskHook(
	name: 'checkExists' | 'create' | 'delete',
	mode: WorkflowExecuteMode,
): Promise<boolean> {
	const { workflow, stored } = await deskWorkflowWith({ options: { path: '/sales/desk/' } });
	const services = hostServices(stored, mode, {}, '1');
	const context = new HookContext(workflow, workflow.nodes.Desk, services, mode, 'activate');
	return await trigger.webhookMethods.default[name].call(context);
}
