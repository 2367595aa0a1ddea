/** A person or mailbox in a header. */
export interface Mailbox {
	/** Display name, '' for none. */
	name: string;
	/** The address as it is written, '' where the header names none. */
	address: string;
}

/** The shapes in which n8n's triggers hand over a mail. */
export type MailShape =
	| 'imapSimple'
	| 'imapResolved'
	| 'imapRaw'
	| 'gmailSimple'
	| 'gmailFull'
	| 'outlookSimple'
	| 'outlookFull'
	| 'rawMessage';

/** A part of a mail that software reads: a delivery status, a feedback report, the mail that came back. */
export interface MailPart {
	/** Media type, lower case, such as `message/delivery-status`. */
	type: string;
	text: string;
}

/** Headers by their names in lower case; a header may come several times. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>;

/** A mail, whichever trigger read it. */
export interface Mail {
	shape: MailShape;
	headers: MailHeaders;
	/** True where the shape leaves out most headers, so that nothing follows from a missing one. */
	headersCut: boolean;
	/** True where only the beginning of the text came. */
	preview: boolean;
	from?: Mailbox;
	replyTo: readonly Mailbox[];
	to: readonly Mailbox[];
	cc: readonly Mailbox[];
	subject: string;
	/** Epoch milliseconds of the `Date` header or of arrival. */
	date?: number;
	/** The plain text, and the HTML, as far as the mail has them. */
	text?: string;
	html?: string;
	/** Only the text that is new in this mail, where the mail system separates it. */
	newHtml?: string;
	parts: readonly MailPart[];
	/** Without `<>`, host in lower case. */
	messageId?: string;
	inReplyTo?: string;
	/** Oldest first. */
	references: readonly string[];
	/** Id of the conversation in the mail system. */
	threadId?: string;
	/** Id of the mail in the mail system. */
	providerId?: string;
}

/** Longest text or HTML of a mail that is read, in characters; the rest is more of the same. */
export const LONGEST_BODY = 400_000;
/** Longest header that is read. */
export const LONGEST_HEADER = 8_000;
/** Lines of a text that are looked at. */
export const MOST_LINES = 3_000;
/** Longest line that is looked at. */
export const LONGEST_LINE = 10_000;

/** The first value of a header, '' where it is missing. */
export function headerOf(mail: Pick<Mail, 'headers'>, name: string): string {
	return mail.headers.get(name)?.[0] ?? '';
}

/** Lines of a text, bounded in number and length, without white space at their ends. */
export function linesOf(text: string): string[] {
	return text
		.slice(0, LONGEST_BODY)
		.split(/\r\n|\r|\n/, MOST_LINES)
		.map((line) => line.slice(0, LONGEST_LINE).replaceAll('\u00a0', ' ').trimEnd());
}
