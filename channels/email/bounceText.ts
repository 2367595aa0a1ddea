import { addressKey, localPart } from './addresses';
import type { Delivery } from './deliveryStatus';
import { linesOf } from './mail';
import { bounceKind, statusIn } from './smtpStatus';

const ADDRESS = /[\w.+'=/!#$%&*?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
/** Where the mail that came back begins. */
const RETURNED =
	/^[-—\s]{0,40}(?:this is a copy of (?:the|your) message|below this line is a copy|(?:original|returned) message (?:headers|follows|text|below)?|the original message|reporting-mta:|original message headers|ursprüngliche nachricht|原始邮件|原邮件内容|received: )/i;
/** Labels in front of the recipient; in 退信 of QQ and 163 they are rows of a table. */
const RECIPIENT_LABEL =
	/^(?:原?收件人(?:地址)?|收信人|recipient(?:s| address)?|to|failed recipient|empfänger|destinataire)\s{0,3}[:：\t]/i;
const MOST_RECIPIENTS = 20;
const SYSTEM = /^(?:postmaster|mailer-daemon|mail-daemon|mailerdaemon|bounces?|abuse)$/;

/** Lines about the failure: what stands above the mail that came back. */
function report(text: string): string[] {
	const lines = linesOf(text).slice(0, 200);
	const end = lines.findIndex((line, index) => index > 2 && RETURNED.test(line.slice(0, 200)));
	return end === -1 ? lines : lines.slice(0, end);
}

function addressesIn(line: string, strangers: (key: string) => boolean): string[] {
	return (line.match(ADDRESS) ?? []).map(addressKey).filter((key) => key !== '' && strangers(key));
}

/**
 * Reads a bounce that is written for people, as those of QQ, 163, qmail and Exchange: whom it is about
 * and what the server said.
 *
 * @param isOwn whether an address is ours: such a text names it as well
 * @returns nothing where no recipient is named
 */
export function readBounceText(text: string, isOwn: (key: string) => boolean): Delivery[] {
	const lines = report(text);
	const strangers = (key: string) => !isOwn(key) && !SYSTEM.test(localPart(key));
	const labelled = lines.flatMap((line, index) =>
		RECIPIENT_LABEL.test(line.trim().slice(0, 40))
			? addressesIn(`${line} ${lines[index + 1] ?? ''}`, strangers)
			: [],
	);
	const named =
		labelled.length > 0 ? labelled : lines.flatMap((line) => addressesIn(line, strangers));
	const recipients = [...new Set(named)].slice(0, MOST_RECIPIENTS);
	return recipients.map((recipient) => {
		const status = statusIn(said(lines, recipient, recipients.length === 1));
		return { recipient, outcome: bounceKind(status), status };
	});
}

/** What the server said: the line with a status code next below the address, or any where there is but one. */
function said(lines: readonly string[], recipient: string, only: boolean): string {
	const start = lines.findIndex((line) => line.toLowerCase().includes(recipient));
	const from = only ? 0 : Math.max(0, start);
	const reach = only ? lines : lines.slice(from, from + 6);
	const coded = reach.findIndex((line) => statusIn(line).code !== undefined);
	if (coded !== -1) return reach.slice(coded, coded + 2).join(' ');
	return reach.slice(0, 30).join(' ').slice(-600);
}
