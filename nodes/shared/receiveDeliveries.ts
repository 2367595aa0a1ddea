import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Operation } from '../../leads/store/context';
import { addToInbox, completeInbox } from '../../leads/store/inbox';
import type { LeadStore } from '../../leads/store/store';
import { capturesDownstream, withInboxId } from './inboxSweep';
import { nodeKeyOf } from './nodeKey';

/** One thing of what a sender delivered, ready for the workflow. */
export interface Delivery {
	/** The id that the channel gave it; the same id is taken once. */
	externalId: string;
	item: IDataObject;
	/** True where what follows cannot complete its row, because the item itself makes no lead. */
	final?: boolean;
}

type Taken = Array<{ id: string; duplicate: boolean }>;

type Row = Parameters<typeof addToInbox>[0];

/**
 * Commits deliveries to the inbox, all or none. Where no Lead Capture follows, nobody would ever
 * complete their rows, so they are complete at once: they only keep a second sending out.
 *
 * @param isFinal whether the row of the delivery at this index is one of those
 */
function takeAll(
	deliveries: readonly Row[],
	isFinal: (index: number) => boolean,
): Operation<Taken> {
	return function* (context) {
		const taken: Taken = [];
		for (const delivery of deliveries) taken.push(yield* addToInbox(delivery)(context));
		const final = taken.filter(({ duplicate }, index) => !duplicate && isFinal(index));
		const ids = final.map(({ id }) => id);
		if (ids.length > 0) yield* completeInbox(context, ids);
		return taken;
	};
}

/**
 * Makes what a webhook received safe before its sender is answered, and gives what is new to the
 * workflow. A test stays out of the live inbox and is always new.
 *
 * @param receivedAt epoch milliseconds
 * @returns the items that start the workflow; empty when all was there before
 */
export async function receiveDeliveries(
	node: IWebhookFunctions,
	store: LeadStore,
	channel: string,
	deliveries: readonly Delivery[],
	receivedAt: number,
): Promise<INodeExecutionData[]> {
	if (node.getMode() === 'manual') return deliveries.map(({ item }) => ({ json: item }));
	if (deliveries.length === 0) return [];
	const nodeKey = nodeKeyOf(node);
	const rows = deliveries.map(({ externalId, item }) => ({
		nodeKey,
		channel,
		externalId,
		payload: item,
		receivedAt,
	}));
	const captured = capturesDownstream(node);
	const isFinal = (index: number) => !captured || deliveries[index].final === true;
	const taken = await store.run(takeAll(rows, isFinal), { durable: true });
	return deliveries.flatMap(({ item }, index) =>
		taken[index].duplicate ? [] : [{ json: withInboxId(item, taken[index].id) }],
	);
}
