import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { WeComError } from '../../channels/wecom/api/errors';
import type { WeComCaller } from '../../channels/wecom/caller';
import { readServiceMessage } from '../../channels/wecom/customerService/readServiceMessage';
import {
	readSyncPage,
	SYNC_PATH,
	syncRequest,
	TOKEN_LIVES_MS,
	type PullSignal,
	type SyncPage,
} from '../../channels/wecom/customerService/syncMessages';
import { textAt } from '../../channels/shared/foreignJson';
import { WECOM } from '../../channels/wecom/events/readEvent';
import { readCursor } from '../../leads/store/cursors';
import {
	abandonPull,
	beginPull,
	endPull,
	takePage,
	type Pull,
	type PulledList,
} from '../../leads/store/pulls';
import type { LeadStore } from '../../leads/store/store';
import { withInboxId } from '../shared/inboxSweep';
import { weComItem, type ItemOptions } from './weComItem';

/**
 * Longer than a page takes, and over when the sweep looks at a signal whose reader died. Who takes
 * longer all the same finds the account taken over and writes nothing.
 */
const LEASE_MS = 50_000;
/** `kf/sync_msg` refuses the token of a signal: it is too old. */
const STALE_TOKEN = 95007;

/** What a reader of customer service messages works with. */
export interface ServiceReader {
	store: LeadStore;
	caller: WeComCaller;
	/** Whether a Lead Capture follows, which completes what is put into the inbox. */
	captured: boolean;
	items: ItemOptions;
}

/** The messages of one customer service account, as the store knows them. */
export function serviceList(corpId: string, openKfId: string, nodeKey: string): PulledList {
	return { name: `wecom.kf:${corpId}:${openKfId}`, nodeKey, channel: WECOM };
}

function textOrNone(cursor: unknown): string | undefined {
	return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}

/** The token of the latest signal, as long as it lives. */
function tokenOf({ signals }: Pull, now: number): string | undefined {
	const latest = signals.at(-1);
	if (!latest || now - latest.receivedAt > TOKEN_LIVES_MS) return undefined;
	return textAt(latest.told, 'token');
}

/** One page from WeCom; with a token that died on the way, once more without. */
async function readPage(
	caller: WeComCaller,
	signal: PullSignal,
	cursor: string | undefined,
): Promise<SyncPage> {
	const ask = async (asked: PullSignal) => await caller.call(SYNC_PATH, syncRequest(asked, cursor));
	const answer = await ask(signal).catch(
		async (error: unknown) =>
			await (signal.token && error instanceof WeComError && error.errcode === STALE_TOKEN
				? ask({ openKfId: signal.openKfId })
				: Promise.reject(error)),
	);
	return readSyncPage(answer, cursor);
}

function readMessages(page: SyncPage, now: number, options: ItemOptions) {
	return page.messages.flatMap((message) => {
		const reading = readServiceMessage(message, now);
		const externalId = reading?.captured.externalId;
		return reading && externalId ? [{ externalId, payload: weComItem(reading, options) }] : [];
	});
}

/**
 * Reads what an account has, page by page, as long as there are signals for it. What a page gives is
 * in the inbox before it is given here, and the cursor with it.
 *
 * @returns the items of each page that are new; none when another process is reading the account
 * @throws LeadflowError of WeCom or the store; the signals stay and are taken up by the sweep
 */
export async function* pullMessages(
	{ store, caller, captured, items }: ServiceReader,
	list: PulledList,
	openKfId: string,
): AsyncGenerator<IDataObject[], void, void> {
	const owner = randomUUID();
	let pull = await store.run(beginPull(list, owner, LEASE_MS));
	try {
		while (pull && pull.signals.length > 0) {
			const token = tokenOf(pull, store.now());
			const answered = pull.signals.map(({ id }) => id);
			for (let hasMore = true, before = pull.cursor; hasMore; ) {
				const signal = { openKfId, ...(token ? { token } : {}) };
				const page = await readPage(caller, signal, textOrNone(before));
				const receivedAt = store.now();
				const messages = readMessages(page, receivedAt, items);
				const taken = await store.run(
					takePage(list, owner, LEASE_MS, {
						before,
						cursor: page.cursor,
						messages,
						answered: page.hasMore ? [] : answered,
						completed: !captured,
						receivedAt,
					}),
					{ durable: true },
				);
				if (!taken) return;
				const fresh = messages.flatMap(({ payload }, index) =>
					taken[index].duplicate ? [] : [withInboxId(payload, taken[index].id)],
				);
				if (fresh.length > 0) yield fresh;
				before = page.cursor ?? before;
				hasMore = page.hasMore;
			}
			pull = await store.run(endPull(list, owner, LEASE_MS));
		}
	} finally {
		if (pull) await store.run(abandonPull(list, owner));
	}
}

/** One page for somebody who tries the workflow out: nothing is kept, and the live cursor stays. */
export async function peekMessages(
	{ store, caller, items }: ServiceReader,
	list: PulledList,
	signal: PullSignal,
): Promise<IDataObject[]> {
	const cursor = textOrNone(await store.read(readCursor(list.name)));
	const page = await readPage(caller, signal, cursor);
	return readMessages(page, store.now(), items).map(({ payload }) => payload);
}
