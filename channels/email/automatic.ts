import { addressKey, localPart } from './addresses';
import { headerOf, type Mail } from './mail';

/** Prefixes of answers and forwards, in the languages of common mail programs. */
const REPLY_PREFIX =
	/^(?:\s*(?:re|aw|sv|antw|réf|rép|ref|fwd?|wg|tr|回复|回覆|答复|答覆|转发|轉寄|转寄)\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：])+\s*/i;

/** Subjects of automatic replies; they stand at the beginning, for people write about holidays, too. */
const AUTO_REPLY_SUBJECT =
	/^[[【(（]?(?:自动回复|自動回覆|自动答复|自動答覆|自动应答|不在办公室|外出自动|休假(?:自动|通知|中)|automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|autoresponse|out[- ]of[- ](?:the[- ])?office|ooo\b|abwesenheits?(?:notiz|nachricht|meldung|agent)?|abwesend\b|automatische (?:antwort|rückmeldung)|réponse automatique|absence du bureau|absent du bureau|message d'absence|respuesta automática|risposta automatica|resposta automática|automatisch antwoord)/i;

const NO_REPLY =
	/^(?:no[._-]?reply|do[._-]?not[._-]?reply|donotreply|noreply.{0,20}|bounces?|mailer-daemon|mail-daemon|postmaster|nobody|notifications?|alerts?)$/;

/** Local parts as which web servers send. */
const WEB_SERVER =
	/^(?:wordpress|www-data|www|apache|nginx|httpd|webmaster|web|website|webform|form|forms|formular|kontaktformular|contactform|server|root|daemon|php|mailer|cms|system|robot)$/;

/** A subject without the prefixes of answers. */
export function bareSubject(subject: string): string {
	return subject.slice(0, 500).replace(REPLY_PREFIX, '').trim();
}

/** Whether a mailbox is one that nobody reads. */
export function isNoReply(address: string | undefined): boolean {
	return NO_REPLY.test(localPart(addressKey(address)));
}

/** Whether a mailbox is one as which web servers send, such as `wordpress@`. */
export function isWebServer(address: string | undefined): boolean {
	const local = localPart(addressKey(address));
	return WEB_SERVER.test(local) || NO_REPLY.test(local);
}

/**
 * Whether a mail is an automatic reply to one of ours (RFC 3834 §2): by its headers, or, as those of
 * QQ and 163 have none, by its subject.
 */
export function isAutoReply(mail: Mail): boolean {
	const submitted = headerOf(mail, 'auto-submitted').toLowerCase();
	const precedence =
		`${headerOf(mail, 'precedence')} ${headerOf(mail, 'x-precedence')}`.toLowerCase();
	return (
		submitted.startsWith('auto-replied') ||
		/\bauto[_-]?reply\b/.test(precedence) ||
		['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-autoreply-from'].some(
			(name) => {
				const value = headerOf(mail, name).toLowerCase();
				return value !== '' && value !== 'no';
			},
		) ||
		AUTO_REPLY_SUBJECT.test(mail.subject.trim())
	);
}

/** Whether a program sent a mail by itself: a receipt, a notification. Forms do so, too. */
export function isAutomatic(mail: Mail): boolean {
	const submitted = headerOf(mail, 'auto-submitted').toLowerCase();
	return (
		(submitted !== '' && !submitted.startsWith('no')) ||
		mail.headers.has('x-auto-response-suppress') ||
		mail.headers.has('x-failed-recipients') ||
		/^<\s*>$/.test(headerOf(mail, 'return-path'))
	);
}

/** Whether a mail went to many: a newsletter, a mailing list (RFC 2369, RFC 2919). */
export function isBulk(mail: Mail): boolean {
	const precedence = `${headerOf(mail, 'precedence')} ${headerOf(mail, 'x-precedence')}`;
	return (
		/\b(?:bulk|junk|list)\b/i.test(precedence) ||
		['list-id', 'list-unsubscribe', 'list-post'].some((name) => headerOf(mail, name) !== '')
	);
}
