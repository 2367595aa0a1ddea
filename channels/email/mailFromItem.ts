import { memberAt, membersOf, textAt, textOf } from '../shared/foreignJson';
import { mailboxesFrom, senderFrom } from './addresses';
import { headersFromList, headersFromRecord } from './headers';
import { headerOf, LONGEST_BODY, type Mail, type MailHeaders, type MailShape } from './mail';
import { messageIdOf, messageIdsOf } from './messageIds';

type Item = Record<string, unknown>;

/** A body, bounded. Mails as mailparser reads them have `false` where there is no HTML. */
function bodyOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_BODY) : undefined;
}

/** Epoch milliseconds of a date in any form; undefined for none. */
export function instantOf(value: unknown): number | undefined {
	if (value instanceof Date) return instantOf(value.getTime());
	// Gmail's internalDate is a number in a text.
	const number = typeof value === 'string' && /^\d{12,14}$/.test(value) ? Number(value) : value;
	// A comment such as `(CST)` behind a date is allowed, and Date.parse knows only some.
	const parsed =
		typeof number === 'string' ? Date.parse(number.slice(0, 100).replace(/\s*\(.*$/, '')) : number;
	return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

interface Described extends Partial<Omit<Mail, 'shape' | 'headers'>> {
	shape: MailShape;
	headers: MailHeaders;
}

/** A mail with everything that its headers tell, where the shape did not say it already. */
export function mailFrom(told: Described): Mail {
	const header = (name: string) => headerOf(told, name);
	const listed = (name: string) => mailboxesFrom(header(name));
	const from = told.from ?? senderFrom(header('from'));
	const messageId = told.messageId ?? messageIdOf(header('message-id'));
	const inReplyTo = told.inReplyTo ?? messageIdOf(header('in-reply-to'));
	const date = told.date ?? instantOf(header('date'));
	return {
		headersCut: false,
		preview: false,
		parts: [],
		...told,
		replyTo: told.replyTo ?? listed('reply-to'),
		to: told.to ?? listed('to'),
		cc: told.cc ?? listed('cc'),
		subject: (told.subject ?? header('subject')).slice(0, 1_000).trim(),
		references: told.references ?? messageIdsOf(header('references')),
		...(from ? { from } : {}),
		...(messageId ? { messageId } : {}),
		...(inReplyTo ? { inReplyTo } : {}),
		...(date === undefined ? {} : { date }),
	};
}

/** n8n's IMAP trigger, format Simple. */
function imapSimple(item: Item): Mail {
	return mailFrom({
		shape: 'imapSimple',
		headers: headersFromRecord({ ...membersOf(item.metadata), ...addressed(item) }),
		text: bodyOf(item.textPlain),
		html: bodyOf(item.textHtml),
	});
}

/** The headers that the IMAP trigger lifts out of `metadata`. */
function addressed({ from, to, cc, subject, date }: Item): Item {
	return { from, to, cc, subject, date };
}

/** What mailparser makes of a mail: n8n's IMAP trigger, format Resolved, and Gmail without Simplify. */
function parsedMail(item: Item, shape: MailShape): Mail {
	const headers = headersFromRecord(item.headers);
	const date = instantOf(item.date) ?? instantOf(item.internalDate);
	const from = senderFrom(item.from);
	const threadId = textOf(item.threadId);
	const providerId = textOf(item.id);
	const messageId = messageIdOf(textOf(item.messageId) ?? '');
	return mailFrom({
		shape,
		headers,
		text: bodyOf(item.text),
		html: bodyOf(item.html),
		...(from ? { from } : {}),
		...(item.replyTo ? { replyTo: mailboxesFrom(item.replyTo) } : {}),
		...(item.to ? { to: mailboxesFrom(item.to) } : {}),
		...(item.cc ? { cc: mailboxesFrom(item.cc) } : {}),
		...(typeof item.subject === 'string' ? { subject: item.subject } : {}),
		...(date === undefined ? {} : { date }),
		...(messageId ? { messageId } : {}),
		...(threadId ? { threadId } : {}),
		...(providerId ? { providerId: `gmail:${providerId}` } : {}),
	});
}

/** Gmail with Simplify: five headers and the first lines. */
function gmailSimple(item: Item): Mail {
	const { id, threadId, snippet, internalDate, ...rest } = item;
	const named = Object.entries(rest).filter(([, value]) => typeof value === 'string');
	const listed = headersFromList(memberAt(item, 'payload', 'headers'));
	const headers = listed.size > 0 ? listed : headersFromRecord(Object.fromEntries(named));
	const date = instantOf(internalDate);
	const conversation = textOf(threadId);
	const providerId = textOf(id);
	return mailFrom({
		shape: 'gmailSimple',
		headers,
		headersCut: true,
		preview: true,
		text: bodyOf(snippet),
		...(date === undefined ? {} : { date }),
		...(conversation ? { threadId: conversation } : {}),
		...(providerId ? { providerId: `gmail:${providerId}` } : {}),
	});
}

/** Microsoft Graph's message, whole or with chosen fields, and the Outlook trigger's simplified one. */
function outlook(item: Item): Mail {
	const headers = headersFromList(item.internetMessageHeaders);
	const simple = typeof item.from === 'string' || item.toRecipients === undefined;
	const from = senderFrom(item.from ?? item.sender);
	const content = bodyOf(memberAt(item, 'body', 'content'));
	const isHtml = textAt(item, 'body', 'contentType')?.toLowerCase() !== 'text';
	const newHtml = bodyOf(memberAt(item, 'uniqueBody', 'content'));
	const date = instantOf(item.receivedDateTime) ?? instantOf(item.sentDateTime);
	const threadId = textOf(item.conversationId);
	const providerId = textOf(item.id);
	const messageId = messageIdOf(textOf(item.internetMessageId) ?? '');
	return mailFrom({
		shape: simple ? 'outlookSimple' : 'outlookFull',
		headers,
		headersCut: headers.size === 0,
		preview: content === undefined,
		...(content === undefined ? { text: bodyOf(item.bodyPreview) } : {}),
		...(content !== undefined ? (isHtml ? { html: content } : { text: content }) : {}),
		...(newHtml !== undefined && isHtml ? { newHtml } : {}),
		...(from ? { from } : {}),
		replyTo: mailboxesFrom(item.replyTo),
		to: mailboxesFrom(item.toRecipients ?? item.to),
		cc: mailboxesFrom(item.ccRecipients),
		...(typeof item.subject === 'string' ? { subject: item.subject } : {}),
		...(date === undefined ? {} : { date }),
		...(messageId ? { messageId } : {}),
		...(threadId ? { threadId } : {}),
		...(providerId ? { providerId: `outlook:${providerId}` } : {}),
	});
}

/**
 * Reads an item of a mail trigger as a mail.
 *
 * @returns undefined for what is none of the shapes; a raw message is not read here
 */
export function mailFromItem(value: unknown): Mail | undefined {
	const item = membersOf(value);
	const has = (name: string) => Object.hasOwn(item, name);
	if (has('metadata') && (has('textPlain') || has('textHtml'))) return imapSimple(item);
	if (has('bodyPreview') || has('internetMessageId') || has('toRecipients')) return outlook(item);
	if (memberAt(item, 'from', 'emailAddress') !== undefined) return outlook(item);
	if (has('snippet') && (has('payload') || has('From'))) return gmailSimple(item);
	const parsed = has('headers') && (has('text') || has('html') || has('from') || has('subject'));
	if (!parsed) return undefined;
	return parsedMail(item, has('threadId') ? 'gmailFull' : 'imapResolved');
}
