import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { hash } from 'node:crypto';
import type { Reading } from '../../channels/shared/reading';
import type { CapturedLead } from '../../leads/model/lead';
import { capturesDownstream } from '../shared/inboxSweep';
import { leadItem } from '../shared/leadItem';
import { openNodeStore } from '../shared/nodeStore';
import { receiveDeliveries, type Delivery } from '../shared/receiveDeliveries';
import { noteRefusal } from '../shared/refuseDelivery';
import { sendText } from '../shared/webhookBody';
import { fetchMetaLead, namedLead } from './fetchMetaLead';
import type { Platform } from './platforms';
import type { WebhookCredential } from './webhookCredential';

type Output = INodeExecutionData[][] | undefined;

/** More are fetched by the sweep: a webhook holds all its items in memory. */
const MOST_FETCHED = 20;

/** The same data without an id is the same delivery for ten minutes, as in capture. */
const REPEAT_WINDOW_MS = 10 * 60 * 1000;

function deliveryId({ externalId, payload }: CapturedLead, now: number): string {
	if (externalId !== undefined) return externalId;
	const digest = hash('sha256', JSON.stringify(payload) ?? '', 'base64url');
	return `content:${digest}:${Math.floor(now / REPEAT_WINDOW_MS)}`;
}

function output(items: readonly IDataObject[]): Output {
	return items.length > 0 ? [items.map((json) => ({ json }))] : undefined;
}

/**
 * Fills in what notifications of Meta only name. What cannot be fetched now is left to the sweep,
 * where one runs; else the workflow gets the ids and the reason.
 */
async function fetched(
	node: IWebhookFunctions,
	items: readonly IDataObject[],
	credential: WebhookCredential,
): Promise<IDataObject[]> {
	const isSwept = node.getMode() !== 'manual' && capturesDownstream(node);
	const done: IDataObject[] = [];
	for (const item of isSwept ? items.slice(0, MOST_FETCHED) : items) {
		const result = await fetchMetaLead(node, item, credential);
		if ('item' in result) {
			done.push(result.item);
			continue;
		}
		node.logger.warn(`${node.getNode().name} could not fetch a lead: ${result.reason}`);
		await noteRefusal(node, 'metaLeadNotFetched', async () => await openNodeStore(node));
		if (!isSwept) done.push({ ...item, fetch: { done: false, reason: result.reason } });
	}
	return done;
}

/**
 * Takes what was read in: commits it to the inbox, answers the sender, and only then does what takes
 * time.
 *
 * @returns the items that start the workflow; none for what came before
 */
export async function takeDelivery(
	node: IWebhookFunctions,
	platform: Platform,
	credential: WebhookCredential,
	{ captured }: Reading,
): Promise<Output> {
	const canFetch = credential.pageAccessToken !== '';
	const received = openNodeStore(node).then(async (store) => {
		const now = store.now();
		const test = node.getMode() === 'manual';
		const deliveries = captured.map((lead): Delivery => {
			const item = leadItem({ receivedAt: now, ...lead, ...(test ? { test } : {}) });
			const isOnlyNamed = namedLead(item) !== undefined && !canFetch;
			return { externalId: deliveryId(lead, now), item, ...(isOnlyNamed ? { final: true } : {}) };
		});
		const items = await receiveDeliveries(node, store, platform.value, deliveries, now);
		return items.map(({ json }) => json);
	});
	const taken = await received.catch((error: unknown) => {
		node.logger.error('A delivery could not be saved', { error });
		return undefined;
	});
	if (!taken) {
		// The sender tries again.
		sendText(node, 503, 'unavailable');
		return undefined;
	}
	sendText(node, 200, platform.taken.body, platform.taken.contentType);
	return output(canFetch ? await fetched(node, taken, credential) : taken);
}
