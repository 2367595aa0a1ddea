import { isRoleMailbox, normalizeEmail } from '../../model/email';
import { classifyMailDomain, registrableDomain } from '../../model/mailDomain';
import { memoize } from '../../model/memo';
import { editDistance, jaroWinkler, jaroWinklerAtMost, lettersOf } from './textDistance';
import { CLOSE, comparedText, DIFFERENT, SAME, SIMILAR } from './word';

/** An e-mail address as evidence, which is broader than identity: dots and tags of gmail do not count. */
export interface Mailbox {
	/** Canonical address. */
	key: string;
	local: string;
	domain: string;
	/** `info@`, `sales@`: the organisation's. */
	role: boolean;
	/** The registered domain, where it is a company's own; '' for providers. */
	company: string;
}

const PROVIDER_ALIASES: Readonly<Record<string, string>> = {
	'googlemail.com': 'gmail.com',
	'me.com': 'icloud.com',
	'mac.com': 'icloud.com',
	'vip.qq.com': 'qq.com',
};

/** The domain that belongs to one organisation, or '' for mail providers and what is no domain. */
export const companyDomainOf = memoize((domain: string): string => {
	if (classifyMailDomain(domain) !== 'company') return '';
	return registrableDomain(domain) ?? '';
}, 16_384);

/** What stands where an address should, but breaks the rules: `a@b`, `a@@b.cm`. */
function readLoosely(raw: string): { local: string; domain: string } | undefined {
	const text = comparedText(raw)
		.replace(/^mailto:/, '')
		.replace(/\s+/g, '');
	if (text === '') return undefined;
	const at = text.lastIndexOf('@');
	return at < 0
		? { local: text, domain: '' }
		: { local: text.slice(0, at), domain: text.slice(at + 1) };
}

function splitAt(key: string): { local: string; domain: string } {
	const at = key.lastIndexOf('@');
	return { local: key.slice(0, at), domain: key.slice(at + 1) };
}

/** What a provider passes over: tags, and dots at gmail. */
function canonicalLocal(local: string, domain: string): string {
	const plus = local.indexOf('+');
	const untagged = plus > 0 ? local.slice(0, plus) : local;
	return domain === 'gmail.com' ? untagged.replace(/\./g, '') : untagged;
}

export function readMailbox(raw: string): Mailbox | undefined {
	const email = normalizeEmail(raw.toLowerCase());
	const parts = email.kind === 'invalid' ? readLoosely(raw) : splitAt(email.key);
	if (!parts) return undefined;
	const domain = PROVIDER_ALIASES[parts.domain] ?? parts.domain;
	const local = canonicalLocal(parts.local, domain);
	const known = email.kind !== 'invalid' && local === parts.local;
	return {
		key: known && domain === parts.domain ? email.key : `${local}@${domain}`,
		local,
		domain,
		role: known ? email.kind === 'role' : isRoleMailbox(local),
		company: companyDomainOf(domain),
	};
}

function areMuchAlike(a: string, b: string): boolean {
	if (Math.min(a.length, b.length) < 8) return false;
	if (jaroWinklerAtMost(a, b, lettersOf(a), lettersOf(b)) < 0.92) return false;
	return jaroWinkler(a, b) >= 0.92;
}

/**
 * @returns SAME, CLOSE (one slip in either part), SIMILAR (same name at another domain, or much
 *   alike), DIFFERENT
 */
export function compareMailboxes(a: Mailbox, b: Mailbox): number {
	if (a.key === b.key) return SAME;
	const sameLocal = a.local === b.local;
	if (sameLocal && editDistance(a.domain, b.domain, 2) <= 2) return CLOSE;
	if (a.domain === b.domain) {
		if (editDistance(a.local, b.local, 1) === 1 && a.local.length >= 3) return CLOSE;
		return a.local.length >= 5 && editDistance(a.local, b.local, 2) === 2 ? SIMILAR : DIFFERENT;
	}
	if (sameLocal) return a.local.length >= 4 ? SIMILAR : DIFFERENT;
	return areMuchAlike(a.key, b.key) ? SIMILAR : DIFFERENT;
}
