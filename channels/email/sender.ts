import { normalizeEmail } from '../../leads/model/email';
import { addressKey, localPart, mailboxesFromText } from './addresses';
import { isAutomatic, isNoReply, isWebServer } from './automatic';
import { headerOf, type Mail, type Mailbox } from './mail';
import { isCompany } from './signature';

type IsOwn = (key: string) => boolean;

function usable(box: Mailbox | undefined, isOwn: IsOwn): box is Mailbox {
	const key = addressKey(box?.address);
	return key !== '' && !isOwn(key) && !isNoReply(key);
}

/**
 * Who a mail comes from. As a rule that is `From`; where that is ourselves, a web server or a mailbox
 * that nobody reads, it is `Reply-To`, or the sender that a mailing list kept.
 *
 * @returns undefined where nobody is named who could be answered
 */
export function senderOf(mail: Mail, isOwn: IsOwn): Mailbox | undefined {
	const { from } = mail;
	const reply = mail.replyTo.find((box) => usable(box, isOwn));
	const original = mailboxesFromText(headerOf(mail, 'x-original-from'))
		.concat(mailboxesFromText(headerOf(mail, 'x-original-sender')))
		.find((box) => usable(box, isOwn));
	if (!usable(from, isOwn)) return nameFrom(original ?? reply, from, isOwn);
	const elsewhere = reply && addressKey(reply.address) !== addressKey(from.address);
	return elsewhere && isWebServer(from.address) ? reply : from;
}

/** Google Groups send `'Wang Wei' via Sales <sales@…>`: the name stands there, the address elsewhere. */
function nameFrom(
	box: Mailbox | undefined,
	from: Mailbox | undefined,
	isOwn: IsOwn,
): Mailbox | undefined {
	if (!box || box.name !== '' || !from || !isOwn(addressKey(from.address))) return box;
	return { name: from.name, address: box.address };
}

const FORM_SOFTWARE = /phpmailer|wordpress|wpforms|drupal|typo3|joomla|contact ?form|formmail/i;

/** Whether a program sent the mail, so that its `From` is no person. */
function isSentByProgram(mail: Mail): boolean {
	const { address = '' } = mail.from ?? {};
	return (
		isAutomatic(mail) ||
		isWebServer(address) ||
		normalizeEmail(address).kind !== 'personal' ||
		FORM_SOFTWARE.test(headerOf(mail, 'x-mailer').slice(0, 200)) ||
		['x-php-originating-script', 'x-php-script'].some((name) => mail.headers.has(name))
	);
}

/** The person of a form mail, where the form asked for no address: never the web server. */
export function formSenderOf(mail: Mail, isOwn: IsOwn): Mailbox | undefined {
	const reply = mail.replyTo.find((box) => usable(box, isOwn));
	if (reply) return reply;
	const sender = senderOf(mail, isOwn);
	return sender === mail.from && isSentByProgram(mail) ? undefined : sender;
}

/**
 * A display name as a name or a company. Addresses, and local parts that a mail program repeats, are
 * neither.
 */
export function namedBy({ name, address }: Mailbox): { name?: string; company?: string } {
	const text = name.trim();
	if (text === '' || text.includes('@')) return {};
	if (isCompany(text)) return { company: text };
	return text === localPart(address.trim()) ? {} : { name: text };
}
