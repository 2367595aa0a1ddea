export type OriginVerdict = 'accepted' | 'opaque' | 'foreign';

function originOf(address: string): string | undefined {
	return URL.canParse(address) ? new URL(address).origin : undefined;
}

/**
 * Whether a post may come from where it says. A browser names the origin of the page that posts:
 * the form's own page, also when framed. `null` comes from sandboxed frames and some in-app browsers,
 * so it is `opaque`: taken, but a sign of spam. No Origin at all is no browser, or an old one.
 *
 * @param origin the request's Origin header
 * @param formUrl the form's public address
 * @param host the request's Host header: behind a proxy either of the two is what the visitor saw
 */
export function checkOrigin(
	origin: string | undefined,
	formUrl: string,
	host: string | undefined,
	allowedSites: readonly string[],
): OriginVerdict {
	if (origin === undefined) return 'accepted';
	if (origin === 'null') return 'opaque';
	const sender = originOf(origin);
	if (sender === undefined) return 'foreign';
	if (sender === originOf(formUrl) || new URL(sender).host === host) return 'accepted';
	return allowedSites.some((site) => originOf(site) === sender) ? 'accepted' : 'foreign';
}
