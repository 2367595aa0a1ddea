import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { pullSignalIn, type PullSignal } from '../../channels/wecom/customerService/syncMessages';
import { dedupeKey, kindOfEvent, readEvent, WECOM } from '../../channels/wecom/events/readEvent';
import { addPullSignal } from '../../leads/store/pulls';
import type { LeadStore } from '../../leads/store/store';
import { capturesDownstream } from '../shared/inboxSweep';
import { nodeKeyOf } from '../shared/nodeKey';
import { openNodeStore } from '../shared/nodeStore';
import { receiveDeliveries } from '../shared/receiveDeliveries';
import { openWeComApp } from '../shared/weComApp';
import { sendText } from '../shared/webhookBody';
import type { CallbackCredential } from './callbackSettings';
import { enrichItems } from './enrichItems';
import { peekMessages, pullMessages, serviceList } from './pullMessages';
import { weComItem, type ItemOptions } from './weComItem';

type Members = Record<string, unknown>;
type Output = INodeExecutionData[][] | undefined;

/** What more there is, the sweep reads: a webhook holds all its items in memory. */
const MOST_PAGES = 10;

/** The choices of the node that deliveries need. */
export function itemOptions(
	node: Pick<IWebhookFunctions, 'getMode' | 'getNodeParameter'>,
): ItemOptions {
	return {
		test: node.getMode() === 'manual',
		enrich: node.getNodeParameter('enrichContact', true) === true,
	};
}

function isWanted(node: IWebhookFunctions, members: Members): boolean {
	const chosen = node.getNodeParameter('triggerOn', []);
	return Array.isArray(chosen) && chosen.some((value) => value === kindOfEvent(members).value);
}

/** Empty: WeCom takes it as received, and shows nothing to anybody. */
function thank(node: IWebhookFunctions): void {
	sendText(node, 200, '');
}

/** The sender tries again, three times within seconds. */
function askToRepeat(node: IWebhookFunctions, error: unknown): undefined {
	node.logger.error('A delivery of WeCom could not be saved', { error });
	sendText(node, 503, 'unavailable');
	return undefined;
}

function output(items: readonly IDataObject[]): Output {
	return items.length > 0 ? [items.map((json) => ({ json }))] : undefined;
}

async function takeLeadEvent(node: IWebhookFunctions, members: Members): Promise<Output> {
	const received = openNodeStore(node).then(async (store) => {
		const now = store.now();
		const reading = readEvent(members, now);
		const item = weComItem(reading, itemOptions(node));
		const delivery = { externalId: dedupeKey(members), item };
		return await receiveDeliveries(node, store, WECOM, [delivery], now);
	});
	const taken = await received.catch((error: unknown) => askToRepeat(node, error));
	if (!taken) return undefined;
	thank(node);
	return output(
		await enrichItems(
			node,
			taken.map(({ json }) => json),
		),
	);
}

/** Reads what a signal announced. Never fails: what could not be read, the sweep reads. */
async function messagesFor(
	node: IWebhookFunctions,
	store: LeadStore,
	list: ReturnType<typeof serviceList>,
	signal: PullSignal,
): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	const read = openWeComApp(node).then(async ({ client }) => {
		const options = itemOptions(node);
		const captured = capturesDownstream(node);
		const reader = { store, caller: client, captured, items: options };
		if (options.test) {
			items.push(...(await peekMessages(reader, list, signal)));
			return;
		}
		let pages = 0;
		for await (const page of pullMessages(reader, list, signal.openKfId)) {
			items.push(...page);
			pages += 1;
			if (pages === MOST_PAGES) break;
		}
	});
	await read.catch((error: unknown) => {
		node.logger.warn('Customer service messages of WeCom could not be read yet', { error });
	});
	return items;
}

async function takeSignal(
	node: IWebhookFunctions,
	{ corpId }: CallbackCredential,
	signal: PullSignal,
	members: Members,
): Promise<Output> {
	const list = serviceList(corpId, signal.openKfId, nodeKeyOf(node));
	const kept = openNodeStore(node).then(async (store) => {
		const externalId = dedupeKey(members);
		const receivedAt = store.now();
		const { duplicate } = itemOptions(node).test
			? { duplicate: false }
			: await store.run(addPullSignal(list, { externalId, told: signal, receivedAt }), {
					durable: true,
				});
		return { store, duplicate };
	});
	const taken = await kept.catch((error: unknown) => askToRepeat(node, error));
	if (!taken) return undefined;
	thank(node);
	if (taken.duplicate) return undefined;
	return output(await enrichItems(node, await messagesFor(node, taken.store, list, signal)));
}

/**
 * Takes a callback in: commits it to the inbox, answers WeCom, and only then does what takes time.
 *
 * @returns the items that start the workflow; none for what came before or was not chosen
 */
export async function takeEvent(
	node: IWebhookFunctions,
	credential: CallbackCredential,
	members: Members,
): Promise<Output> {
	if (!isWanted(node, members)) {
		thank(node);
		return undefined;
	}
	const signal = pullSignalIn(members);
	return signal
		? await takeSignal(node, credential, signal, members)
		: await takeLeadEvent(node, members);
}
