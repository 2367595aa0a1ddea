import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { addressForVisitors } from '../../channels/form/publicAddress';
import { readSubmittedValues } from '../../channels/form/submittedValues';
import { LeadflowError } from '../../leads/model/error';
import type { LeadStore } from '../../leads/store/store';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import type { DeskAnswer, ToldEvent } from './desk/deskAnswers';
import type { DeskForm, DeskRequest, DeskSettings } from './desk/deskPage';
import { serveDesk } from './desk/serveDesk';

/** More than any form of the desk needs. */
const MAX_BODY_BYTES = 64 * 1024;

interface Options {
	title?: string;
	logoUrl?: string;
	pageSize?: number;
	refreshSeconds?: number;
}

function between(least: number, most: number, value: number | undefined, fallback: number): number {
	const number = Number(value ?? fallback);
	return Number.isFinite(number) ? Math.min(Math.max(least, Math.trunc(number)), most) : fallback;
}

function settingsOf(node: IWebhookFunctions): DeskSettings {
	const options = node.getNodeParameter('options', {}) as Options;
	const { title = '', logoUrl } = options;
	return {
		title: title.trim(),
		...(logoUrl ? { logoUrl } : {}),
		pageSize: between(10, 200, options.pageSize, 30),
		refreshSeconds: between(2, 300, options.refreshSeconds, 5),
		zone: node.getTimezone(),
	};
}

function formOf(node: IWebhookFunctions): DeskForm | 'tooLarge' {
	const request = node.getRequestObject();
	if (request.method !== 'POST') return new Map();
	if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return 'tooLarge';
	const read = readSubmittedValues(request.body);
	if (!read.ok) return read.reason === 'tooLarge' ? 'tooLarge' : new Map();
	return new Map([...read.values].map(([name, [value]]) => [name, value]));
}

function requestOf(node: IWebhookFunctions): DeskRequest {
	const request = node.getRequestObject();
	const url = node.getWebhookResourceUrl('default');
	if (url === undefined) {
		throw new LeadflowError('CONFIGURATION', 'The desk has no address', {
			hint: 'Save the workflow and try again.',
		});
	}
	const { host } = request.headers;
	const headers = Object.entries(request.headers).map(
		([name, value]): [string, string | undefined] => [
			name,
			Array.isArray(value) ? value.join(',') : value,
		],
	);
	return {
		method: request.method,
		query: new URL(request.originalUrl, 'http://desk.invalid').searchParams,
		form: formOf(node),
		headers: Object.fromEntries(headers),
		url: addressForVisitors(url, host === undefined ? undefined : `${request.protocol}://${host}`),
		test: node.getMode() === 'manual',
	};
}

/** Sends an answer past n8n, which would put a page into a sandbox. */
function send(node: IWebhookFunctions, { status, headers, cookies, body }: DeskAnswer): void {
	const response = node.getResponseObject();
	// n8n allows every site to read every answer; the desk is for nobody's script but its own.
	response.removeHeader('Access-Control-Allow-Origin');
	if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
	response.status(status).set(headers).end(body);
}

function itemOf({ action, subject, note, memberId }: ToldEvent): INodeExecutionData {
	const desk: IDataObject = { action, memberId, ...(note ? { note } : {}) };
	return { json: { ...(subject as unknown as IDataObject), desk } };
}

async function answer(node: IWebhookFunctions): Promise<INodeExecutionData[][] | undefined> {
	const store: LeadStore = await openNodeStore(node);
	const answered = await serveDesk(requestOf(node), store, settingsOf(node), (error) =>
		node.logger.error('A page of the lead desk failed', { error }),
	);
	send(node, answered);
	const { event } = answered;
	const triggerOn = node.getNodeParameter('triggerOn', []) as string[];
	return event && triggerOn.includes(event.action) ? [[itemOf(event)]] : undefined;
}

/**
 * Answers a request to the desk.
 *
 * @returns the item of what a member did, if the workflow is to hear of it
 * @throws NodeOperationError when there is no store; n8n answers that one
 */
export async function answerRequest(
	node: IWebhookFunctions,
): Promise<INodeExecutionData[][] | undefined> {
	return await answer(node).catch(
		async (error: unknown) => await Promise.reject(nodeError(node.getNode(), error)),
	);
}
