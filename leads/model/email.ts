import { domainToASCII } from 'node:url';
import { tidyText } from './text';

/** An e-mail address as people see it, as it is compared, and whose it is. */
export interface EmailAddress {
	/** As typed, tidy, with the domain in lower case; for `invalid` the tidy text. */
	display: string;
	/** For equality: all lower case, domain in ASCII (punycode). Empty when invalid. */
	key: string;
	/** Lower case, ASCII. Empty when invalid. */
	domain: string;
	/** `role` mailboxes (info@, sales@ …) belong to an organisation and identify no person. */
	kind: 'personal' | 'role' | 'invalid';
}

/** RFC 5321 §4.5.3.1: path 256 including `<>`, local part 64, domain 255. */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
/** Room for a display name around the address. */
const MAX_INPUT = 512;

const ROLE_MAILBOXES = new Set(
	`abuse accounting accounts admin administrator ads advertising all billing bd biz board booking
	bookings business buchhaltung buero career careers ceo compliance contact contactus contacto
	contato customer customercare customerservice customersupport cs demo devnull dpo einkauf email
	editor enquiries enquiry events everyone export feedback finance ftp general hello help helpdesk
	hi hostmaster hr humanresources import info information inquiries inquiry invoice invoices it job
	jobs kefu kontakt legal list mail mailbox mailer-daemon mail-daemon market marketing media
	moderator newsletter news no-reply nobody noreply notification notifications office operations
	ops order orders partner partners personal post postmaster pr press privacy procurement purchase
	purchasing recruit recruiting recruitment reception reply reservation reservations returns root
	sale sales salesteam secretary security service services shop shouhou spam staff store subscribe
	support sysadmin system team tech technical test trade undisclosed-recipients unsubscribe usenet
	uucp verkauf vertrieb web webmaster welcome www xiaoshou yewu yingxiao zhaopin caigou caiwu renshi
	bangongshi shangwu fuwu`.split(/\s+/),
);
/** `sales-cn`, `info.asia`, `support2`; not `sales.lisa`, who is a person. */
const ROLE_WITH_SUFFIX =
	/^([a-z]{2,20})(?:\d{1,2}|[._-]?(?:cn|us|uk|de|eu|fr|jp|kr|in|hk|tw|sg|sh|bj|gz|sz|asia|china|apac|emea|global|intl))$/;

const PLAIN_ADDRESS =
	/^[a-z0-9][a-z0-9_+-]*(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/;
/** Atoms of RFC 5322 and, for EAI (RFC 6531), any letter above ASCII. Dots are checked apart. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~.\-\u0080-\u{10ffff}]+$/iu;
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a local part (lower case) is a mailbox of a role, not of a person. */
export function isRoleMailbox(local: string): boolean {
	if (ROLE_MAILBOXES.has(local)) return true;
	const match = local.length <= 24 ? ROLE_WITH_SUFFIX.exec(local) : null;
	return match !== null && ROLE_MAILBOXES.has(match[1]);
}

/** `Name <a@b>`, `mailto:a@b?subject=…`, `<a@b>;` → `a@b`. */
function bareAddress(text: string): string {
	let bare = text;
	const open = bare.lastIndexOf('<');
	const close = bare.indexOf('>', open);
	if (open !== -1 && close !== -1) bare = bare.slice(open + 1, close);
	if (/^mailto:/i.test(bare)) {
		bare = bare.slice('mailto:'.length);
		const query = bare.indexOf('?');
		if (query !== -1) bare = bare.slice(0, query);
	}
	return bare.replace(/^[\s'"(,;，；]+|[\s'"),;，；。.]+$/g, '');
}

function validDomain(domain: string): boolean {
	const labels = domain.split('.');
	if (labels.length < 2 || /^\d+$/.test(labels[labels.length - 1])) return false;
	return labels.every((label) => DOMAIN_LABEL.test(label));
}

function validLocal(local: string): boolean {
	return (
		local.length > 0 &&
		Buffer.byteLength(local) <= MAX_LOCAL &&
		LOCAL_PART.test(local) &&
		!local.startsWith('.') &&
		!local.endsWith('.') &&
		!local.includes('..')
	);
}

function kindOf(local: string): 'personal' | 'role' {
	return isRoleMailbox(local) ? 'role' : 'personal';
}

/**
 * Reads one e-mail address. Dots and `+tags` stay: a provider may tell them apart, and taking them
 * away would join two people for good.
 *
 * @param value as typed: full-width forms, `mailto:` and `Name <address>` are understood
 */
export function normalizeEmail(value: string): EmailAddress {
	if (value.length <= 64 && PLAIN_ADDRESS.test(value)) {
		const at = value.indexOf('@');
		const kind = kindOf(value.slice(0, at));
		return { display: value, key: value, domain: value.slice(at + 1), kind };
	}
	const invalid: EmailAddress = { display: tidyText(value), key: '', domain: '', kind: 'invalid' };
	if (value.length > MAX_INPUT) return invalid;

	const address = bareAddress(tidyText(value.normalize('NFKC').replace(/[\u200c\u200d]/g, '')));
	const at = address.lastIndexOf('@');
	if (at < 1) return invalid;
	const local = address.slice(0, at);
	const shownDomain = address
		.slice(at + 1)
		.toLowerCase()
		.replace(/。/g, '.');
	const domain = domainToASCII(shownDomain);
	const key = `${local.toLowerCase()}@${domain}`;
	if (!validLocal(local) || !validDomain(domain) || Buffer.byteLength(key) > MAX_ADDRESS) {
		return invalid;
	}
	return { display: `${local}@${shownDomain}`, key, domain, kind: kindOf(local.toLowerCase()) };
}
