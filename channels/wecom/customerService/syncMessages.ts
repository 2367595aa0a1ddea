import { elementsOf, memberAt, textAt } from '../../shared/foreignJson';
import type { WeComRequest } from '../caller';

/*
 * Customer service (微信客服) sends no messages, only a signal that there are some. They are read page
 * by page with `kf/sync_msg` (developer.work.weixin.qq.com/document/path/94670).
 */

/** The signal: which account has news, and the token with which they may be read. */
export interface PullSignal {
	openKfId: string;
	/** Lives ten minutes. Without one reading is allowed too, at a stricter limit. */
	token?: string;
}

/** How long a signal's token is used; a little less than it lives. */
export const TOKEN_LIVES_MS = 9 * 60 * 1000;

/** Fewer than the 1,000 that WeCom allows, so that the transaction which takes them stays short. */
const MESSAGES_A_PAGE = 200;

export const SYNC_PATH = 'kf/sync_msg';

/** The signal in a decrypted callback; undefined where it is another one. */
export function pullSignalIn(members: Record<string, unknown>): PullSignal | undefined {
	const openKfId = textAt(members, 'OpenKfId');
	if (textAt(members, 'Event') !== 'kf_msg_or_event' || !openKfId) return undefined;
	const token = textAt(members, 'Token');
	return { openKfId, ...(token ? { token } : {}) };
}

/**
 * The request for the next page.
 *
 * @param cursor where the page before ended; none before the first, which begins three days back
 */
export function syncRequest(
	{ openKfId, token }: PullSignal,
	cursor: string | undefined,
): WeComRequest {
	return {
		body: {
			open_kfid: openKfId,
			limit: MESSAGES_A_PAGE,
			...(cursor ? { cursor } : {}),
			...(token ? { token } : {}),
		},
	};
}

/** A page of messages and where the next one begins. */
export interface SyncPage {
	messages: unknown[];
	/** Undefined where it stays as it was. */
	cursor?: string;
	/** An empty page can have more behind it. */
	hasMore: boolean;
}

/**
 * Reads a page.
 *
 * @param before the cursor that was asked with: a page that leads nowhere is the last one, whatever it
 *   says, because asking again would bring the same page for ever
 */
export function readSyncPage(answer: unknown, before: string | undefined): SyncPage {
	const next = textAt(answer, 'next_cursor');
	const moved = next !== undefined && next !== before;
	return {
		messages: elementsOf(memberAt(answer, 'msg_list')),
		...(moved ? { cursor: next } : {}),
		hasMore: moved && textAt(answer, 'has_more') === '1',
	};
}
