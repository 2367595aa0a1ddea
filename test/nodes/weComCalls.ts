import type { Request, Response } from 'express';
import { TriggerContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ExecutionError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { aesKeyOf, encrypt, signatureOf } from '../../channels/wecom/callback/crypto';
import { WeComTrigger } from '../../nodes/WeComTrigger/WeComTrigger.node';
import type { WeComSimulator } from '../simulators/wecom.mjs';
import { hostServices, SourceNodeTypes } from './host';

/*
 * Calls a WeCom Trigger as WeCom does and as n8n lets it through: a context of n8n-core around our
 * node, an HTTP request and its answer as plain objects.
 */

export const CALLBACK = {
	token: 'callbacktoken',
	encodingAesKey: 'k'.repeat(43),
};

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** JSON of the items that start the workflow. */
	items: IDataObject[];
	/** How many calls WeCom had got when it got its answer. */
	callsBefore: number;
}

interface SealOptions {
	format?: 'xml' | 'json';
	token?: string;
	receiverId?: string;
}

function xmlOf(members: Record<string, string>): string {
	const children = Object.entries(members).map(
		([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
	);
	return `<xml>${children.join('')}</xml>`;
}

/** An encrypted delivery with the parameters of its address; sealed anew each time, as WeCom does. */
export function sealDelivery(
	corpId: string,
	members: Record<string, string>,
	{ format = 'xml', token = CALLBACK.token, receiverId = corpId }: SealOptions = {},
) {
	const message = format === 'xml' ? xmlOf(members) : JSON.stringify(members);
	const encrypted = encrypt(aesKeyOf(CALLBACK.encodingAesKey), { message, receiverId });
	const timestamp = '1767225600';
	const nonce = String(Math.trunc(Math.random() * 1e9));
	const query = {
		msg_signature: signatureOf(token, timestamp, nonce, encrypted),
		timestamp,
		nonce,
	};
	const body =
		format === 'xml'
			? xmlOf({ ToUserName: corpId, Encrypt: encrypted, AgentID: '' })
			: JSON.stringify({ tousername: corpId, encrypt: encrypted, agentid: '' });
	return { query, body, encrypted };
}

/** A contact event as WeCom sends it. */
export function contactEvent(more: Record<string, string> = {}): Record<string, string> {
	return {
		ToUserName: 'ww0123456789abcdef',
		FromUserName: 'sys',
		CreateTime: '1767225600',
		MsgType: 'event',
		Event: 'change_external_contact',
		ChangeType: 'add_external_contact',
		UserID: 'zhangsan',
		ExternalUserID: 'wm1',
		State: 'expo2026',
		WelcomeCode: 'WELCOME-1',
		...more,
	};
}

class RecordedResponse {
	readonly answer: Answer = { status: 0, headers: {}, body: '', items: [], callsBefore: -1 };

	constructor(private readonly weCom: WeComSimulator) {}

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
		this.answer.callsBefore = this.weCom.requests.length;
	}
}

export interface TriggerOptions {
	parameters?: INode['parameters'];
	workflowId?: string;
	/** Type of the node behind the trigger. */
	follower?: string;
	/** Differs from a whole credential. */
	credential?: IDataObject;
	/** A `Leadflow Store API` credential, where it is not the embedded store. */
	store?: IDataObject;
}

/** A WeCom Trigger in a workflow of its own, with a Lead Capture behind it unless told otherwise. */
export class TriggerUnderTest {
	private readonly trigger = new WeComTrigger();

	private constructor(
		private readonly weCom: WeComSimulator,
		private readonly workflow: Workflow,
		private readonly stored: IWorkflowBase,
		private readonly options: TriggerOptions,
	) {}

	static async open(
		weCom: WeComSimulator,
		options: TriggerOptions = {},
	): Promise<TriggerUnderTest> {
		const { parameters = {}, workflowId = 'wecom1', follower } = options;
		const credentialNames = ['weComApi', ...(options.store ? ['leadflowStoreApi'] : [])];
		const node: INode = {
			id: 'node1',
			name: 'WeCom',
			type: 'n8n-nodes-leadflow.weComTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'wecom',
			parameters,
			credentials: Object.fromEntries(credentialNames.map((name) => [name, { id: name, name }])),
		};
		const type = follower ?? 'n8n-nodes-leadflow.leadCapture';
		const next: INode = { ...node, id: 'node2', name: 'Next', type, parameters: {} };
		const description = { ...new WeComTrigger().description, name: type, webhooks: undefined };
		const nodeTypes = await SourceNodeTypes.load([node.type, type], { [type]: { description } });
		const stored = {
			id: workflowId,
			name: 'Test',
			nodes: [node, next],
			connections: { WeCom: { main: [[{ node: 'Next', type: 'main' as const, index: 0 }]] } },
			active: true,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		};
		return new TriggerUnderTest(weCom, new Workflow({ ...stored, nodeTypes }), stored, options);
	}

	get nodeKey(): string {
		return `${this.workflow.id}:node1`;
	}

	private services(mode: WorkflowExecuteMode) {
		const { credential = {}, store = {} } = this.options;
		const weComApi = {
			corpId: this.weCom.state.corpId,
			secret: this.weCom.state.secret,
			baseUrl: this.weCom.url,
			...CALLBACK,
			...credential,
		} as const;
		const credentials = { weComApi: { ...weComApi }, leadflowStoreApi: { ...store } };
		return hostServices(this.stored, mode, JSON.parse(JSON.stringify(credentials)), '1');
	}

	/** Sends a request as n8n hands it over. */
	async request(
		method: 'GET' | 'POST',
		query: Record<string, string>,
		body = '',
		{ test = false } = {},
	): Promise<Answer> {
		const mode: WorkflowExecuteMode = test ? 'manual' : 'webhook';
		const response = new RecordedResponse(this.weCom);
		const services = this.services(mode);
		const bytes = Buffer.from(body);
		services.httpRequest = {
			method,
			query,
			headers: { 'content-length': String(bytes.length) },
			rawBody: bytes,
		} as unknown as Request;
		services.httpResponse = response as unknown as Response;
		const { webhooks = [] } = this.trigger.description;
		const [webhookDescription] = webhooks.filter(({ httpMethod }) => httpMethod === method);
		const data = {
			httpMethod: method,
			node: 'WeCom',
			path: 'wecom',
			webhookDescription,
			workflowId: this.workflow.id,
			workflowExecuteAdditionalData: services,
		};
		const node = this.workflow.nodes.WeCom;
		const context = new WebhookContext(this.workflow, node, services, mode, data, [], null);
		const { workflowData, noWebhookResponse } = await this.trigger.webhook.call(context);
		if (!noWebhookResponse) throw new Error('The node left the answer to n8n');
		return { ...response.answer, items: (workflowData?.[0] ?? []).map(({ json }) => json) };
	}

	/** Delivers an event. */
	async deliver(
		members: Record<string, string>,
		options: SealOptions & { test?: boolean } = {},
	): Promise<Answer> {
		const { query, body } = sealDelivery(this.weCom.state.corpId, members, options);
		return await this.request('POST', query, body, options);
	}

	/** The context in which the trigger works by itself, and what it emitted there. */
	background() {
		const emitted: IDataObject[][] = [];
		const failures: ExecutionError[] = [];
		const context = new TriggerContext(
			this.workflow,
			this.workflow.nodes.WeCom,
			this.services('trigger'),
			'trigger',
			'activate',
			([items = []]: INodeExecutionData[][]) => emitted.push(items.map(({ json }) => json)),
			undefined,
			(error) => failures.push(error),
		);
		return { context, emitted, failures };
	}
}
