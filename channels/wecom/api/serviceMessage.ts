import { hash } from 'node:crypto';
import { textAt } from '../../shared/foreignJson';
import type { WeComCaller } from '../caller';
import { KnownMessageError } from './errors';
import { filled, plainName, webAddress, withinBytes, withinCount } from './limits';

/** Source: developer.work.weixin.qq.com/document/path/94677 */
export type ServiceMessageContent =
	| { type: 'text'; text: string }
	| { type: 'image' | 'voice' | 'video' | 'file'; mediaId: string }
	| { type: 'link'; title: string; url: string; pictureMediaId: string; description?: string }
	| { type: 'msgmenu'; head?: string; choices: readonly string[]; tail?: string };

function contentBody(content: ServiceMessageContent): Record<string, unknown> {
	switch (content.type) {
		case 'text':
			return { content: withinBytes('Text', filled('Text', content.text), 2_048) };
		case 'link':
			return {
				title: withinBytes('Title', filled('Title', content.title), 128),
				...(content.description
					? { desc: withinBytes('Description', content.description, 512) }
					: {}),
				url: webAddress('URL', content.url),
				thumb_media_id: filled('Picture Media ID', content.pictureMediaId),
			};
		case 'msgmenu':
			return {
				...(content.head ? { head_content: withinBytes('Text', content.head, 1_024) } : {}),
				list: withinCount('Choices', content.choices, 10).map((choice, index) => ({
					type: 'click',
					click: { id: String(index + 1), content: withinBytes('Choices', choice, 128) },
				})),
				...(content.tail ? { tail_content: withinBytes('Closing Text', content.tail, 1_024) } : {}),
			};
		default:
			return { media_id: filled('Media ID', content.mediaId) };
	}
}

/** The members of a message that say what it says. */
export function serviceContent(content: ServiceMessageContent): Record<string, unknown> {
	return { msgtype: content.type, [content.type]: contentBody(content) };
}

/** A message ID of WeCom's form, the same for the same parts: at most 32 of `[0-9a-zA-Z_-]`. */
export function serviceMessageId(...parts: readonly unknown[]): string {
	return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 32);
}

/** What became of a message to a customer. */
export interface ServiceMessageSent {
	messageId: string;
	/** WeCom had a message with this ID already; nothing was sent now. */
	alreadySent: boolean;
}

/** WeCom takes no longer message IDs. */
const LONGEST_ID = 32;

/**
 * Sends a message to a customer of customer service, who must have written within 48 hours and gets at
 * most five. Sent once for each message ID, however often it is tried.
 */
export async function sendServiceMessage(
	caller: WeComCaller,
	openKfId: string,
	externalUserId: string,
	messageId: string,
	content: ServiceMessageContent,
): Promise<ServiceMessageSent> {
	const body = {
		touser: externalUserId,
		open_kfid: openKfId,
		msgid: plainName('Message ID', filled('Message ID', messageId), LONGEST_ID),
		...serviceContent(content),
	};
	return await caller.call('kf/send_msg', { body }).then(
		(answer) => ({ messageId: textAt(answer, 'msgid') ?? messageId, alreadySent: false }),
		async (error: unknown) =>
			error instanceof KnownMessageError
				? { messageId, alreadySent: true }
				: await Promise.reject(error),
	);
}

/**
 * Answers an event: the welcome of a customer who opened the chat, or a word where a conversation begins
 * or ends. A code works once, within 20 seconds for a welcome.
 *
 * @param code `welcome_code` or `msg_code` of the event
 */
export async function sendOnEvent(
	caller: WeComCaller,
	code: string,
	messageId: string,
	content: ServiceMessageContent & { type: 'text' | 'msgmenu' },
): Promise<ServiceMessageSent> {
	const body = {
		code: filled('Code', code),
		msgid: plainName('Message ID', filled('Message ID', messageId), LONGEST_ID),
		...serviceContent(content),
	};
	return await caller.call('kf/send_msg_on_event', { body }).then(
		(answer) => ({ messageId: textAt(answer, 'msgid') ?? messageId, alreadySent: false }),
		async (error: unknown) =>
			error instanceof KnownMessageError
				? { messageId, alreadySent: true }
				: await Promise.reject(error),
	);
}
