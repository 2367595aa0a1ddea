import { addressKey, localPart } from './addresses';
import { readBounceText } from './bounceText';
import { readDeliveryStatus, type Delivery } from './deliveryStatus';
import { headersFromText, parameterised } from './headers';
import { headerOf, type Mail } from './mail';
import { messageIdOf } from './messageIds';

/** What a mail server or provider reports about mails of ours. */
export type MailReport =
	| { kind: 'delivery'; deliveries: Delivery[]; originalId?: string }
	| { kind: 'complaint'; recipients: string[]; feedback: string; originalId?: string };

const DAEMON =
	/^(?:postmaster|mailer-daemon|mail-daemon|mailerdaemon|mdaemon|mail-delivery-system|mailsystem|microsoftexchange[0-9a-f]{6,40}|bounces?)$/;
const BOUNCE_SUBJECT =
	/退信|投递失败|无法投递|投递状态|邮件退回|退回的邮件|未送达|无法送达|发送失败|延迟投递|undeliver(?:able|ed)|undelivered mail|non[- ]?delivery|delivery (?:status notification|failure|failed|report|has failed)|(?:mail|message) delivery (?:failed|failure)|returned (?:mail|to sender)|failure notice|mail system error|delayed mail|delivery delayed|(?:nicht|un)zustellbar|zustellung.{0,30}(?:fehlgeschlagen|verzögert)|konnte nicht zugestellt|échec de (?:la )?(?:remise|distribution)|non remis|non distribuable|courrier non remis/i;
const RETURNED_PART = /^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/;
const MOST_COMPLAINANTS = 20;

/** Who sent and received the report itself is never whom it is about. */
function partiesOf(mail: Mail, isOwn: (key: string) => boolean): (key: string) => boolean {
	const parties = [mail.from, ...mail.to, ...mail.cc].map((box) => addressKey(box?.address));
	const known = new Set([...parties, addressKey(headerOf(mail, 'delivered-to'))]);
	return (key) => known.has(key) || isOwn(key);
}

function textsOf(mail: Mail, type: RegExp): string[] {
	return mail.parts.filter((part) => type.test(part.type)).map((part) => part.text);
}

/** The Message-ID of the mail that the report is about. */
function originalIdOf(mail: Mail): string | undefined {
	const returned = textsOf(mail, RETURNED_PART)[0];
	const id = returned && headersFromText(returned).get('message-id')?.[0];
	return (id ? messageIdOf(id) : undefined) ?? mail.inReplyTo ?? mail.references.at(-1);
}

function withOriginal<Report extends MailReport>(mail: Mail, report: Report): Report {
	const originalId = originalIdOf(mail);
	return originalId === undefined ? report : { ...report, originalId };
}

/** A complaint in the Abuse Reporting Format (RFC 5965): somebody pressed “this is spam”. */
function complaintOf(mail: Mail, text: string): MailReport | undefined {
	const status = textsOf(mail, /^message\/(?:global-)?feedback-report$/)[0];
	const isReport = reportType(mail) === 'feedback-report';
	const inText = /^feedback-type\s{0,3}:/im.test(text.slice(0, 20_000));
	if (status === undefined && !isReport && !inText) return undefined;
	const fields = status ?? (inText ? text.slice(text.search(/^feedback-type\s{0,3}:/im)) : '');
	const feedback = headersFromText(fields.trimStart());
	const returned = headersFromText(textsOf(mail, RETURNED_PART)[0] ?? '');
	// RFC 5965 §3.2: Original-Rcpt-To may be left out; then the mail itself says whom it went to.
	const told = feedback.get('original-rcpt-to') ?? returned.get('to') ?? [];
	const keys = told.map(addressKey).filter((key) => key !== '');
	return withOriginal(mail, {
		kind: 'complaint',
		recipients: [...new Set(keys)].slice(0, MOST_COMPLAINANTS),
		feedback: (feedback.get('feedback-type')?.[0] ?? 'abuse').toLowerCase().slice(0, 40),
	});
}

function reportType(mail: Mail): string | undefined {
	const { value, parameters } = parameterised(headerOf(mail, 'content-type'));
	return value === 'multipart/report' ? parameters.get('report-type')?.toLowerCase() : undefined;
}

/** `X-Failed-Recipients: a@example.com, b@example.com`, as Exim and Gmail write it. */
function failedRecipients(mail: Mail, text: string): Delivery[] {
	const named = headerOf(mail, 'x-failed-recipients').split(',', 20).map(addressKey);
	const known = new Set(named.filter((key) => key !== ''));
	if (known.size === 0) return [];
	const others = readBounceText(text, () => false);
	return [...known].map((recipient) => {
		const told = others.find((one) => one.recipient === recipient);
		return told ?? { recipient, outcome: 'soft', status: { text: '' } };
	});
}

function comesFromMailSystem(mail: Mail): boolean {
	if (DAEMON.test(localPart(addressKey(mail.from?.address)))) return true;
	return /^<\s*>$/.test(headerOf(mail, 'return-path')) || mail.headers.has('x-failed-recipients');
}

/**
 * What a mail reports about mails of ours: delivery status (RFC 3464), bounces in plain words,
 * complaints (RFC 5965).
 *
 * @param text the mail's text, from HTML where there is no other
 * @param isOwn whether an address is ours
 * @returns undefined for all other mails. `deliveries` is empty where a bounce does not say whose it is.
 */
export function readMailReport(
	mail: Mail,
	text: string,
	isOwn: (key: string) => boolean,
): MailReport | undefined {
	const complaint = complaintOf(mail, text);
	if (complaint) return complaint;
	const status = textsOf(mail, /^message\/(?:global-)?delivery-status$/)[0];
	const isReport = reportType(mail) === 'delivery-status' || status !== undefined;
	const isBounce = comesFromMailSystem(mail) && BOUNCE_SUBJECT.test(mail.subject);
	if (!isReport && !isBounce && !mail.headers.has('x-failed-recipients')) return undefined;
	const told = readDeliveryStatus(status ?? text);
	const named = told.length > 0 ? told : failedRecipients(mail, text);
	const deliveries = named.length > 0 ? named : readBounceText(text, partiesOf(mail, isOwn));
	return withOriginal(mail, { kind: 'delivery', deliveries });
}
