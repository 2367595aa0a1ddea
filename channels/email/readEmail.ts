import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import { membersOf } from '../shared/foreignJson';
import { ignored, type ReadItem, type Reading, type ReadingContext } from '../shared/reading';
import { addressKey } from './addresses';
import { isAutomatic, isAutoReply, isBulk } from './automatic';
import { readFormMail, type FormMail } from './formMail';
import { forwardedMail } from './forwarded';
import { parameterised } from './headers';
import { htmlText, type HtmlText } from './htmlText';
import { headerOf, type Mail } from './mail';
import { mailActivity, mailPayload, mailReport, mailTime, type MailKind } from './mailActivity';
import { mailFromItem } from './mailFromItem';
import { mailKey } from './messageIds';
import { ownAddresses } from './ownAddresses';
import { forwardedText, splitQuoted } from './quotedText';
import { rawMail } from './rawMail';
import { readMailReport } from './report';
import { reportParts } from './reportParts';
import { reportsFrom } from './reportsFrom';
import { formSenderOf, namedBy, senderOf } from './sender';
import { isFullName, readSignature, type SignedText } from './signature';
import { asksToUnsubscribe } from './unsubscribe';

const CHANNEL = 'email';
const LONGEST_MESSAGE = 32_000;

/** A mail with what was found out about it on the way. */
interface ReadMail {
	item: unknown;
	mail: Mail;
	isOwn: (key: string) => boolean;
	/** Addresses that the user listed as ours. */
	listed: readonly string[];
	html: HtmlText | undefined;
	/** The text as a reader sees it. */
	text: string;
	/** What is new in it, signature included, and what it quotes. */
	fresh: string;
	quoted: string;
	/** What is new, taken apart. */
	signed: SignedText;
	now: number;
}

/**
 * Reads a mail as n8n's mail triggers give it: IMAP (Simple, Resolved, RAW), Gmail and Outlook
 * (simplified or not), or a raw message in `raw`. A letter or a form mail becomes a lead; automatic
 * replies, bounces, complaints, mailing lists and unsubscribe requests become reports.
 */
export const readEmail: ReadItem = async (item, context) => {
	const shaped = mailFromItem(item);
	const mail = shaped ?? (await rawMail(membersOf(item).raw));
	if (!mail) {
		return ignored(
			'notAnEmail',
			'The item is no email as the IMAP, Gmail or Outlook triggers give it',
		);
	}
	const parts = await reportParts(mail, context.files);
	return readMail({ ...mail, parts: [...mail.parts, ...parts] }, item, context);
};

function readMail(mail: Mail, item: unknown, context: ReadingContext): Reading {
	const { now, ownAddresses: listed = [] } = context;
	const isOwn = ownAddresses(listed, mail);
	const html = mail.html === undefined ? undefined : htmlText(mail.html);
	const text = mail.text?.trim() ? mail.text : (html?.text ?? '');
	const report = readMailReport(mail, text, isOwn);
	if (report) return reportsFrom(report, mail, item, now);
	const fresh = mail.newHtml === undefined ? text : htmlText(mail.newHtml).text;
	const read: ReadMail = { item, mail, isOwn, listed, html, text, now, ...takenApart(fresh) };
	return readReply(read) ?? readLead(read);
}

function takenApart(text: string): Pick<ReadMail, 'fresh' | 'quoted' | 'signed'> {
	const split = splitQuoted(text);
	return { ...split, signed: readSignature(split.fresh) };
}

/** What is no enquiry, although a person's mailbox sent it. */
function readReply(read: ReadMail): Reading | undefined {
	const { mail, signed } = read;
	if (isAutoReply(mail)) return aboutSender(read, 'autoReply');
	if (asksToUnsubscribe(mail, signed.message)) return aboutSender(read, 'unsubscribe');
	return undefined;
}

function readLead(read: ReadMail): Reading {
	const { mail, text, html, fresh, isOwn } = read;
	const form = readFormMail(fresh || text, html?.pairs ?? []);
	if (form) return formLead(read, form);
	if (isBulk(mail) && !isOurList(read)) return aboutSender(read, 'bulk');
	const { value } = parameterised(headerOf(mail, 'content-type'));
	if (isAutomatic(mail) || value === 'multipart/report') return aboutSender(read, 'automatic');
	const sender = senderOf(mail, isOwn);
	if (sender) return letter(read, sender.address, namedBy(sender));
	return forwardedLead(read) ?? noSender(mail);
}

/**
 * A group mailbox of ours (`sales@` as a Google group) marks every mail as one of a list. That it is
 * ours has to be certain: every list is the recipient of its mails.
 */
function isOurList({ mail, listed }: ReadMail): boolean {
	const post = headerOf(mail, 'list-post').replace(/^<|>$/g, '');
	return ownAddresses(listed, mail, { guess: false })(addressKey(post));
}

function noSender(mail: Mail): Reading {
	if (mail.from === undefined && mail.shape === 'imapRaw') {
		return ignored(
			'noHeaders',
			'The mail came without its headers, so nobody knows who sent it: choose Simple or Resolved as the format of the IMAP trigger',
		);
	}
	return ignored(
		'noSender',
		'The mail names no sender but ourselves or a mailbox that nobody reads',
	);
}

function aboutSender(read: ReadMail, kind: MailKind): Reading {
	const { mail, isOwn, fresh, now, item } = read;
	const sender = senderOf(mail, isOwn) ?? mail.from;
	const email = addressKey(sender?.address);
	if (email === '' || isOwn(email)) return noSender(mail);
	const activity = mailActivity(mail, kind, now, { body: fresh });
	const reason = kind === 'unsubscribe' ? 'unsubscribed' : undefined;
	return { captured: [mailReport(mail, { email, ...(reason ? { reason } : {}) }, activity, item)] };
}

/** A mail that somebody wrote. */
function letter(
	read: ReadMail,
	email: string,
	names: { name?: string; company?: string },
	kind: MailKind = 'mail',
): Reading {
	const { signed } = read;
	const { email: signedEmail, ...fields } = signed.fields;
	const second = addressKey(signedEmail ?? '');
	// What people call themselves in a mail program is often a nickname.
	const known = names.name !== undefined && isFullName(names.name) ? names.name : undefined;
	const name = known ?? signed.name ?? names.name;
	const isSecond = second !== '' && second !== addressKey(email) && !read.isOwn(second);
	return lead(read, kind, {
		...(isSecond ? { secondaryEmail: signedEmail } : {}),
		...(names.company ? { company: names.company } : {}),
		...fields,
		...(name ? { name } : {}),
		email,
		// Who only passes something on says it with that.
		...messageField(read.fresh === '' ? forwardedText(read.quoted) : signed.message),
	});
}

function messageField(message: string): LeadFieldValues {
	const text = message.trim().slice(0, LONGEST_MESSAGE);
	return text === '' ? {} : { message: text };
}

/** A mail that a form sent: what was filled in wins over what the headers say. */
function formLead(read: ReadMail, form: FormMail): Reading {
	const sender = formSenderOf(read.mail, read.isOwn);
	const email = form.fields.email ?? sender?.address;
	const names = sender && addressKey(sender.address) === addressKey(email) ? namedBy(sender) : {};
	const named = form.fields.name ?? form.fields.lastName ?? form.fields.firstName;
	return lead(
		read,
		'form',
		{
			...form.fields,
			...(email ? { email } : {}),
			...(named === undefined && names.name ? { name: names.name } : {}),
		},
		form,
	);
}

/** A mail that a colleague passed on: the lead is who wrote it first. */
function forwardedLead(read: ReadMail): Reading | undefined {
	const first = forwardedMail(read.quoted, read.isOwn);
	if (!first) return undefined;
	const form = readFormMail(first.text, read.html?.pairs ?? []);
	const passedOn = { ...read, ...takenApart(first.text) };
	if (form) return formLead(passedOn, form);
	return letter(passedOn, first.sender.address, namedBy(first.sender), 'forwarded');
}

function lead(
	read: ReadMail,
	kind: MailKind,
	fields: LeadFieldValues,
	{ custom }: Partial<FormMail> = {},
): Reading {
	const { mail, item, now, fresh, quoted } = read;
	const captured: CapturedLead = {
		fields,
		...(custom && Object.keys(custom).length > 0 ? { custom } : {}),
		channel: CHANNEL,
		externalId: mailKey(mail),
		receivedAt: mailTime(mail, now),
		payload: mailPayload(item),
		activity: mailActivity(mail, kind, now, { body: fresh || quoted }),
		...(isMarkedSpam(mail) ? { spamSignals: ['mailServer'] } : {}),
	};
	return { captured: [captured] };
}

/** Mail servers say what they take for spam. */
function isMarkedSpam(mail: Mail): boolean {
	return (
		/^yes\b/i.test(headerOf(mail, 'x-spam-flag')) || /^yes\b/i.test(headerOf(mail, 'x-spam-status'))
	);
}
