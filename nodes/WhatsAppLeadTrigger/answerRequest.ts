import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import {
	challengeOf,
	isSignedDelivery,
	readDeliveryBody,
} from '../../channels/whatsapp/deliveryBody';
import type { Change } from '../../channels/whatsapp/changes';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import { receiveDeliveries } from '../shared/receiveDeliveries';
import { noteRefusal } from '../shared/refuseDelivery';
import { rawBodyOf, sendText } from '../shared/webhookBody';
import { readDeliveries } from './readDeliveries';
import { readWebhookCredential } from './webhookCredential';

type Items = INodeExecutionData[][] | undefined;

/** Why a request is turned away, as it is counted in the store, and with which HTTP status. */
const statusOf = {
	wrongVerifyToken: 403,
	missingSignature: 401,
	badSignature: 401,
	tooLarge: 413,
	unreadable: 400,
} as const;

/** Who sends what is not Meta's is told no more than that; whoever looks after n8n sees why. */
async function refuse(node: IWebhookFunctions, reason: keyof typeof statusOf): Promise<undefined> {
	sendText(node, statusOf[reason], 'refused');
	await noteRefusal(node, reason, async () => await openNodeStore(node));
	return undefined;
}

function signatureOf(node: IWebhookFunctions): string | undefined {
	const header = node.getHeaderData()['x-hub-signature-256'];
	return typeof header === 'string' ? header : undefined;
}

/**
 * Commits what is new before it is acknowledged. Meta sends again whatever is not, for days, so a
 * store that cannot be reached loses nothing.
 */
async function take(node: IWebhookFunctions, changes: readonly Change[]): Promise<Items> {
	const now = Date.now();
	const deliveries = readDeliveries(node, changes, now);
	if (deliveries.length === 0) {
		sendText(node, 200, 'OK');
		return undefined;
	}
	const taken = await openNodeStore(node)
		.then(async (store) => await receiveDeliveries(node, store, 'whatsapp', deliveries, now))
		.catch((error: unknown) => {
			node.logger.error('A WhatsApp delivery could not be saved; Meta sends it again', { error });
			return undefined;
		});
	if (!taken) {
		sendText(node, 503, 'unavailable');
		return undefined;
	}
	sendText(node, 200, 'OK');
	return taken.length === 0 ? undefined : [taken];
}

async function answer(node: IWebhookFunctions): Promise<Items> {
	const { appSecret, verifyToken } = await readWebhookCredential(node);
	if (node.getWebhookName() === 'setup') {
		const challenge = challengeOf(node.getQueryData(), verifyToken);
		if (challenge === undefined) return await refuse(node, 'wrongVerifyToken');
		sendText(node, 200, challenge);
		return undefined;
	}
	const body = await rawBodyOf(node);
	if (!body) return await refuse(node, 'tooLarge');
	const signature = signatureOf(node);
	if (signature === undefined) return await refuse(node, 'missingSignature');
	if (!isSignedDelivery(appSecret, body, signature)) return await refuse(node, 'badSignature');
	const changes = readDeliveryBody(body);
	return changes ? await take(node, changes) : await refuse(node, 'unreadable');
}

/**
 * Answers Meta, past n8n.
 *
 * @returns the items that start the workflow
 * @throws NodeOperationError when the credential cannot receive; n8n answers that one
 */
export async function answerRequest(node: IWebhookFunctions): Promise<Items> {
	return await answer(node).catch(
		async (error: unknown) => await Promise.reject(nodeError(node.getNode(), error)),
	);
}
