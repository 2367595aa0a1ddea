import PostalMime, { type Email } from 'postal-mime';
import { textOf } from '../shared/foreignJson';
import { mailboxesFrom, senderFrom } from './addresses';
import { HeaderCollector } from './headers';
import { LONGEST_BODY, type Mail, type MailPart } from './mail';
import { mailFrom } from './mailFromItem';
import { isReadBySoftware, partText } from './reportParts';

/** Bytes of a raw message that are read. Text comes first in a mail, what follows are attachments. */
const LONGEST_RAW = 1_000_000;
const MOST_PARTS = 20;

/** A header line that every message has, among its first ones. */
const MESSAGE_START =
	/^(?:(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type|dkim-signature|arc-seal|reply-to|x-[a-z0-9-]{1,40}|authentication-results):|From [^\n]{1,200}\n)/i;
const BASE64 = /^[\w+/=\r\n-]+$/;
/** Lines that may be boundaries; parts beyond them are nobody's mail, and each costs time. */
const MOST_BOUNDARIES = 1_000;

/** The beginning of a message: as much as is read of it. */
function bounded(raw: string): string {
	let end = -1;
	for (let count = 0; count < MOST_BOUNDARIES; count += 1) {
		end = raw.indexOf('\n--', end + 1);
		if (end === -1) return raw.slice(0, LONGEST_RAW);
	}
	return raw.slice(0, Math.min(end, LONGEST_RAW));
}

/** Encoded bytes as text where that is a message or readable text; else undefined. */
function fromBase64(text: string): string | undefined {
	if (text.length < 40 || !BASE64.test(text.slice(0, 2_000))) return undefined;
	const decoded = Buffer.from(
		text,
		text.includes('-') || text.includes('_') ? 'base64url' : 'base64',
	);
	return decoded.includes(0) ? undefined : decoded.toString('latin1');
}

/**
 * The message that a body without headers is the body of. n8n's IMAP trigger in format RAW leaves the
 * headers out, and so the boundary and the encoding, which show in the body itself.
 */
function withHeaders(body: string): string {
	const boundary = /^--([^\r\n]{1,70}?)[ \t]*\r?$/m.exec(body.slice(0, 5_000))?.[1];
	if (boundary && /^content-[a-z-]{2,30}:/im.test(body.slice(0, 20_000))) {
		return `Content-Type: multipart/mixed; boundary="${boundary.replaceAll('"', '')}"\r\n\r\n${body}`;
	}
	const quoted = /=[0-9A-F]{2}=[0-9A-F]{2}|=\r?\n/.test(body.slice(0, 20_000));
	const encoding = quoted ? 'quoted-printable' : '8bit';
	const type = /<(?:html|body|div|table|p)[\s>]/i.test(body.slice(0, 5_000)) ? 'html' : 'plain';
	return `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

function partsOf(email: Email): MailPart[] {
	return email.attachments
		.filter(({ mimeType }) => isReadBySoftware(mimeType))
		.slice(0, MOST_PARTS)
		.map(({ mimeType, content }) => ({
			type: mimeType,
			text: typeof content === 'string' ? content : partText(new Uint8Array(content)),
		}));
}

/**
 * Reads a message in the form in which it travels (RFC 5322), or such a message in base64, or a body
 * without its headers.
 *
 * @returns undefined for what no mail can be made of
 */
export async function rawMail(raw: unknown): Promise<Mail | undefined> {
	const given = textOf(typeof raw === 'string' ? raw.slice(0, LONGEST_RAW * 1.4) : raw);
	if (given === undefined) return undefined;
	// Bytes that were decoded from base64 are kept as they are, for the parts name their charsets.
	const decoded = MESSAGE_START.test(given) ? undefined : fromBase64(given);
	const isMessage = MESSAGE_START.test(decoded ?? given);
	const whole = isMessage ? (decoded ?? given) : withHeaders(decoded ?? given);
	const bytes = Buffer.from(bounded(whole), decoded === undefined ? 'utf8' : 'latin1');
	const email = await PostalMime.parse(bytes, {
		maxNestingDepth: 30,
		maxHeadersSize: 500_000,
		maxRfc822NestingDepth: 3,
	}).catch(() => undefined);
	if (!email) return undefined;
	const collector = new HeaderCollector();
	for (const { key, value } of email.headers) collector.add(key, value);
	return mailFrom({
		shape: isMessage ? 'rawMessage' : 'imapRaw',
		headers: collector.headers,
		headersCut: !isMessage,
		// Parsed before they are decoded, so that a name cannot hold an address of its own.
		...(email.from ? { from: senderFrom(email.from) } : {}),
		replyTo: mailboxesFrom(email.replyTo),
		to: mailboxesFrom(email.to),
		cc: mailboxesFrom(email.cc),
		...(email.text ? { text: email.text.slice(0, LONGEST_BODY) } : {}),
		...(email.html ? { html: email.html.slice(0, LONGEST_BODY) } : {}),
		parts: partsOf(email),
	});
}
