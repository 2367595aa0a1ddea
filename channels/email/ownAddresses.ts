import { classifyMailDomain } from '../../leads/model/mailDomain';
import { addressKey, domainPart } from './addresses';
import { headerOf, type Mail } from './mail';

/** Addresses and domains that somebody listed are not more than these. */
const MOST = 1_000;

/**
 * Which addresses are ours: those listed, whole domains listed as `@example.com`, and the mailbox into
 * which the mail was delivered. A domain of that mailbox is ours, too, unless anybody can have a
 * mailbox there: what colleagues write is no enquiry.
 *
 * @param options.guess whether the only recipient of the mail counts as its mailbox, where no header
 * tells it; default unless addresses are listed
 */
export function ownAddresses(
	listed: readonly string[] = [],
	mail?: Mail,
	{ guess = listed.length === 0 } = {},
): (key: string) => boolean {
	const addresses = new Set<string>();
	const domains = new Set<string>();
	for (const entry of listed.slice(0, MOST)) {
		const text = entry.trim().toLowerCase();
		if (text.startsWith('@')) domains.add(text.slice(1));
		else addresses.add(addressKey(text));
	}
	for (const key of mail ? deliveredTo(mail, guess) : []) {
		addresses.add(key);
		const domain = domainPart(key);
		if (listed.length === 0 && classifyMailDomain(domain) === 'company') domains.add(domain);
	}
	addresses.delete('');
	return (key) => key !== '' && (addresses.has(key) || domains.has(domainPart(key)));
}

/**
 * The mailbox that received the mail: as the server says, else its only recipient, who is somebody
 * else only where we got a blind copy.
 */
function deliveredTo(mail: Mail, guess: boolean): string[] {
	const told = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']
		.map((name) => addressKey(headerOf(mail, name)))
		.filter((key) => key !== '');
	if (told.length > 0 || !guess || mail.to.length !== 1) return told;
	return [addressKey(mail.to[0].address)];
}
