import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import {
	openDelivery,
	openEcho,
	type CallbackRefusal,
} from '../../channels/wecom/callback/openCallback';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import { noteRefusal } from '../shared/refuseDelivery';
import { rawBodyOf, sendText } from '../shared/webhookBody';
import { callbackSettings, readCallbackCredential } from './callbackSettings';
import { takeEvent } from './takeEvent';

/** Who sends what is not WeCom's is told no more than that; WeCom itself only reads the status. */
const statusOf: Readonly<Record<CallbackRefusal, number>> = {
	missingParameters: 400,
	unreadableBody: 400,
	badSignature: 403,
	undecryptable: 403,
	otherReceiver: 403,
	unreadableMessage: 400,
};

async function refuse(
	node: IWebhookFunctions,
	reason: CallbackRefusal | 'tooLarge',
	status: number,
): Promise<undefined> {
	sendText(node, status, 'refused');
	await noteRefusal(node, reason, async () => await openNodeStore(node));
	return undefined;
}

async function answer(node: IWebhookFunctions): Promise<INodeExecutionData[][] | undefined> {
	const credential = await readCallbackCredential(node);
	const settings = callbackSettings(node, credential);
	const query: unknown = node.getQueryData();
	if (node.getWebhookName() === 'setup') {
		const opened = openEcho(settings, query);
		if (!opened.ok) return await refuse(node, opened.reason, statusOf[opened.reason]);
		// The plain text and nothing else: quotes, a byte order mark or a line end fail the check.
		sendText(node, 200, opened.echo);
		return undefined;
	}
	const body = await rawBodyOf(node);
	if (!body) return await refuse(node, 'tooLarge', 413);
	const opened = openDelivery(settings, query, body.toString('utf8'));
	if (!opened.ok) return await refuse(node, opened.reason, statusOf[opened.reason]);
	return await takeEvent(node, credential, opened.members);
}

/**
 * Answers WeCom, past n8n, and goes on after the answer: WeCom waits five seconds at most.
 *
 * @returns the items that start the workflow
 * @throws NodeOperationError when the credential cannot receive; n8n answers that one
 */
export async function answerRequest(
	node: IWebhookFunctions,
): Promise<INodeExecutionData[][] | undefined> {
	return await answer(node).catch(
		async (error: unknown) => await Promise.reject(nodeError(node.getNode(), error)),
	);
}
