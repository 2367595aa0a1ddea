import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { refusalOf, type WebhookRequest } from '../../channels/shared/signedRequest';
import { sentData } from '../../channels/shared/sentData';
import { isSameText } from '../../channels/shared/signature';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import { noteRefusal } from '../shared/refuseDelivery';
import { rawBodyOf, sendText } from '../shared/webhookBody';
import { genericPlatform } from './genericPlatform';
import { platforms, type Platform } from './platforms';
import { takeDelivery } from './takeDelivery';
import { readWebhookCredential, type WebhookCredential } from './webhookCredential';

type Output = INodeExecutionData[][] | undefined;

function chosenPlatform(node: IWebhookFunctions): Platform {
	const chosen = node.getNodeParameter('platform', 'generic');
	return platforms.find(({ value }) => value === chosen) ?? genericPlatform(node);
}

function requestOf(node: IWebhookFunctions, body: Buffer): WebhookRequest {
	const { method, path, originalUrl, headers } = node.getRequestObject();
	const query = originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?') + 1) : '';
	return { method, path, query, headers, body };
}

async function refuse(
	node: IWebhookFunctions,
	{ refused }: Platform,
	status: number,
	reason: string,
): Promise<undefined> {
	sendText(node, status, refused.body, refused.contentType);
	await noteRefusal(node, reason, async () => await openNodeStore(node));
	return undefined;
}

/** Meta tries the address when it is saved (`hub.challenge`); others only see that somebody is there. */
async function answerGet(
	node: IWebhookFunctions,
	platform: Platform,
	{ verifyToken }: WebhookCredential,
): Promise<undefined> {
	if (platform.value !== 'metaLeadAds') {
		sendText(node, 200, 'ok');
		return undefined;
	}
	const query = new URLSearchParams(requestOf(node, Buffer.alloc(0)).query);
	if (verifyToken === '') return await refuse(node, platform, 403, 'noVerifyToken');
	const isRight =
		query.get('hub.mode') === 'subscribe' &&
		isSameText(query.get('hub.verify_token') ?? '', verifyToken);
	if (!isRight) return await refuse(node, platform, 403, 'badVerifyToken');
	sendText(node, 200, query.get('hub.challenge') ?? '');
	return undefined;
}

async function answer(node: IWebhookFunctions): Promise<Output> {
	const platform = chosenPlatform(node);
	const credential = await readWebhookCredential(node);
	if (node.getWebhookName() === 'setup') return await answerGet(node, platform, credential);
	const body = await rawBodyOf(node);
	if (!body) return await refuse(node, platform, 413, 'tooLarge');
	const request = requestOf(node, body);
	const refusal = refusalOf(await platform.proofs(credential), request, Date.now());
	const isLetIn = refusal === 'noSecret' && node.getNodeParameter('allowUnsigned', false) === true;
	if (refusal !== undefined && !isLetIn) return await refuse(node, platform, 401, refusal);
	const data = sentData(request);
	if (data === undefined) return await refuse(node, platform, 400, 'unreadable');
	const read = await platform.load();
	return await takeDelivery(node, platform, credential, read(data));
}

/**
 * Answers a sender, past n8n.
 *
 * @returns the items that start the workflow
 * @throws NodeOperationError when a parameter has to be put right; n8n answers that one
 */
export async function answerRequest(node: IWebhookFunctions): Promise<Output> {
	return await answer(node).catch(
		async (error: unknown) => await Promise.reject(nodeError(node.getNode(), error)),
	);
}
