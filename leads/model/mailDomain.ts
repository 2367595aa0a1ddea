import { domainToASCII } from 'node:url';
import { disposableMailDomains, domainLibrary, freeMailDomains } from './libraries';
import { memoize } from './memo';

/** What a mail domain says of its owner. `unknown`: no domain that mail could go to. */
export type MailDomainKind = 'free' | 'disposable' | 'company' | 'unknown';

/**
 * Providers that answer without loading a list, among them some that the lists lack (wo.cn,
 * tutanota.com) and one that the list of throw-away domains holds by mistake (21cn.com).
 */
const KNOWN_PROVIDERS = new Set(
	`qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com sina.cn vip.sina.com
	sohu.com vip.sohu.com 139.com 189.cn wo.cn wo.com.cn 21cn.com 21cn.net tom.com aliyun.com 263.net eyou.com 88.com
	petalmail.com gmail.com googlemail.com outlook.com outlook.com.cn hotmail.com hotmail.com.cn live.com live.cn msn.com
	yahoo.com yahoo.co.jp yahoo.com.hk yahoo.com.tw ymail.com icloud.com me.com mac.com proton.me protonmail.com pm.me
	tutanota.com tuta.com aol.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.ru yandex.ru yandex.com
	naver.com daum.net hanmail.net zoho.com fastmail.com hey.com orange.fr free.fr laposte.net libero.it walla.com`.split(
		/\s+/,
	),
);

let freeSet: Set<string> | undefined;

function isFree(domain: string): boolean {
	freeSet ??= new Set(freeMailDomains());
	return freeSet.has(domain);
}

/** Binary search: the list is sorted, and a Set of its 121,570 domains would cost 15 MB. */
function isDisposable(domain: string): boolean {
	const domains = disposableMailDomains();
	let low = 0;
	let high = domains.length - 1;
	while (low <= high) {
		const middle = (low + high) >>> 1;
		if (domains[middle] === domain) return true;
		if (domains[middle] < domain) low = middle + 1;
		else high = middle - 1;
	}
	return false;
}

/** Letters and digits in labels, which need no translation. Punycode has hyphens and is checked. */
const PLAIN_HOST = /^[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}$/;

/**
 * The part of a host name that somebody registered, by the public suffix list:
 * `mail.example.com.cn` → `example.com.cn`. ASCII, lower case.
 *
 * @returns undefined for IP addresses, public suffixes and what is no host name
 */
export function registrableDomain(host: string): string | undefined {
	if (host.length > 255) return undefined;
	const bare = host.trim().replace(/\.$/, '');
	const ascii = PLAIN_HOST.test(bare) ? bare : domainToASCII(bare);
	if (ascii === '') return undefined;
	return domainLibrary().getDomain(ascii, { extractHostname: false }) ?? undefined;
}

const classify = memoize((domain: string): MailDomainKind => {
	const registered = registrableDomain(domain);
	if (registered === undefined) return 'unknown';
	if (KNOWN_PROVIDERS.has(registered)) return 'free';
	const names = domain === registered ? [domain] : [domain, registered];
	if (names.some(isDisposable)) return 'disposable';
	return names.some(isFree) ? 'free' : 'company';
});

/**
 * Whose a mail domain is. Large providers are known first. Of the rest, the list of throw-away
 * domains goes before the list of free ones, for that list has all well-known throw-away services
 * (mailinator.com, yopmail.com …) among the free.
 *
 * @param domain as in `EmailAddress.domain`
 */
export function classifyMailDomain(domain: string): MailDomainKind {
	const lower = domain.toLowerCase();
	return KNOWN_PROVIDERS.has(lower) ? 'free' : classify(lower);
}
