import { hash } from 'node:crypto';
import { addressKey } from './addresses';
import type { Mail } from './mail';

/** Ids of a thread that are kept. */
const MOST_REFERENCES = 50;
/** RFC 5322 bounds a line at 998 characters. */
const LONGEST_ID = 990;

/**
 * A Message-ID as it is compared: without `<>` and comments, the host in lower case; the part before
 * it is the sender's and keeps its case (RFC 5322 §3.6.4).
 *
 * @returns undefined for what is no id
 */
export function messageIdOf(text: string): string | undefined {
	return messageIdsOf(text)[0];
}

/** Every Message-ID of a header such as `References`, in its order. */
export function messageIdsOf(text: string): string[] {
	const bounded = text.slice(0, 60_000);
	const inBrackets = bounded.match(/<[^<>\s]{3,990}>/g)?.map((one) => one.slice(1, -1));
	const ids = inBrackets ?? bounded.split(/[\s,]+/).filter((one) => one.includes('@'));
	const known = new Set<string>();
	for (const id of ids.slice(-MOST_REFERENCES)) {
		if (id.length > LONGEST_ID) continue;
		const at = id.lastIndexOf('@');
		known.add(at === -1 ? id : id.slice(0, at) + id.slice(at).toLowerCase());
	}
	return [...known];
}

/**
 * The key by which a mail is recognised when it comes again: its Message-ID; else its id in the mail
 * system; else a hash of sender, date, subject and text.
 */
export function mailKey(mail: Mail): string {
	if (mail.messageId) return mail.messageId;
	if (mail.providerId) return mail.providerId;
	const told = [
		addressKey(mail.from?.address),
		mail.date ?? '',
		mail.subject,
		mail.text ?? mail.html,
	];
	return `sha256:${hash('sha256', told.join('|'), 'hex')}`;
}
