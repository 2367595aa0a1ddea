import { addressKey } from './addresses';
import { headersFromText } from './headers';
import type { MailHeaders } from './mail';
import { bounceKind, statusIn, type BounceKind, type SmtpStatus } from './smtpStatus';

/** What became of a mail of ours to one recipient. */
export interface Delivery {
	/** As it is compared. */
	recipient: string;
	outcome: BounceKind | 'delivered';
	status: SmtpStatus;
}

const MOST_RECIPIENTS = 50;

/** `rfc822; wang@example.com` → the address. */
function addressOf(value: string | undefined): string {
	if (value === undefined) return '';
	const semicolon = value.indexOf(';');
	return addressKey(value.slice(semicolon + 1).trim());
}

function first(headers: MailHeaders, name: string): string | undefined {
	return headers.get(name)?.[0];
}

function deliveryOf(headers: MailHeaders): Delivery | undefined {
	// Where mail was forwarded, the address that we know is the original one.
	const recipient =
		addressOf(first(headers, 'original-recipient')) || addressOf(first(headers, 'final-recipient'));
	if (recipient === '') return undefined;
	const action = (first(headers, 'action') ?? 'failed').toLowerCase().split(/[\s(;]/)[0];
	const diagnostic = first(headers, 'diagnostic-code') ?? '';
	const said = statusIn(diagnostic.slice(diagnostic.indexOf(';') + 1));
	const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(first(headers, 'status') ?? '')?.[0] ?? said.code;
	// x.0.0 says less than the server's own words.
	const exact = code?.endsWith('.0.0') && said.code ? said.code : code;
	const status = { text: said.text, ...(exact ? { code: exact } : {}) };
	if (action === 'delivered' || action === 'relayed' || action === 'expanded')
		return { recipient, outcome: 'delivered', status };
	return { recipient, outcome: action === 'delayed' ? 'soft' : bounceKind(status), status };
}

/**
 * Reads a delivery status (RFC 3464 §2): groups of fields with an empty line between, the first about
 * the message, each further one about a recipient.
 *
 * @param text the part, or a text that holds one, as mailparser makes it
 */
export function readDeliveryStatus(text: string): Delivery[] {
	const deliveries: Delivery[] = [];
	const known = new Set<string>();
	for (const group of text.slice(0, 200_000).split(/\r?\n[ \t]*\r?\n/, 500)) {
		if (!/final-recipient\s{0,3}:/i.test(group)) continue;
		// In a text that holds a status, a line of prose may stand right above it.
		const start = group.search(/^(?:original-recipient|final-recipient|action)\s{0,3}:/im);
		const delivery = deliveryOf(headersFromText(group.slice(Math.max(0, start))));
		if (!delivery || known.has(delivery.recipient)) continue;
		known.add(delivery.recipient);
		deliveries.push(delivery);
		if (deliveries.length === MOST_RECIPIENTS) break;
	}
	return deliveries;
}
