const SCHEME = /^https?:\/\//i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;
const HOST =
	/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}\.?(?::\d{1,5})?$/u;

/**
 * A web address with its scheme and a host in lower case; `www.example.com` becomes
 * `https://www.example.com`.
 *
 * @returns undefined for what is no http(s) address, such as `javascript:…`, `n/a` or an e-mail
 */
export function normalizeWebAddress(text: string): string | undefined {
	if (text.length > 2048 || /[\s<>"]/.test(text)) return undefined;
	const scheme = SCHEME.exec(text)?.[0].toLowerCase();
	if (scheme === undefined && OTHER_SCHEME.test(text)) return undefined;
	const rest = text.slice(scheme?.length ?? 0);
	const end = rest.search(/[/?#]/);
	const host = (end === -1 ? rest : rest.slice(0, end)).toLowerCase();
	if (!HOST.test(host)) return undefined;
	return `${scheme ?? 'https://'}${host}${end === -1 ? '' : rest.slice(end)}`;
}
