import type { IDataObject } from 'n8n-workflow';
import { addToInbox, completeInbox } from '../../leads/store/inbox';
import type { Operation } from '../../leads/store/context';
import type { LeadStore } from '../../leads/store/store';
import { capturesDownstream, withInboxId } from '../shared/inboxSweep';
import type { FormRequest } from './formRequest';

/** A submission that is safe: what the workflow gets, or that it had been taken before. */
export interface Delivered {
	item: IDataObject;
	duplicate: boolean;
}

/**
 * Commits a submission to the inbox. Where no Lead Capture follows, nobody would ever complete the row,
 * so it is complete at once: it only keeps a second sending out.
 */
function take(
	delivery: Parameters<typeof addToInbox>[0],
	captured: boolean,
): Operation<{ id: string; duplicate: boolean }> {
	return function* (context) {
		const added = yield* addToInbox(delivery)(context);
		if (!captured && !added.duplicate) yield* completeInbox(context, [added.id]);
		return added;
	};
}

/**
 * Makes a submission safe before its sender is thanked. A test stays out of the live inbox.
 *
 * @param nonce of the form's token: sent twice, it is taken once
 */
export async function deliver(
	request: FormRequest,
	store: LeadStore,
	item: IDataObject,
	nonce: string,
	now: number,
): Promise<Delivered> {
	if (request.test) return { item, duplicate: false };
	const delivery = {
		nodeKey: request.nodeKey,
		channel: 'form',
		externalId: nonce,
		payload: item,
		receivedAt: now,
	};
	const { id, duplicate } = await store.run(take(delivery, capturesDownstream(request.node)), {
		durable: true,
	});
	return { item: withInboxId(item, id), duplicate };
}
