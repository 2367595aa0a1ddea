import { isIP } from 'node:net';

/** Who can open an address: everybody, people in the same network, or only this computer. */
export type AddressReach = 'public' | 'network' | 'computer';

const PRIVATE_IPV4 =
	/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const LOCAL_SUFFIX = /\.(local|lan|home|internal|intranet|corp|localdomain|home\.arpa)$/;

/**
 * Who can open a form's address, to warn before somebody prints it: n8n gives out `localhost` when it
 * was not told its public address.
 */
export function addressReach(address: string): AddressReach {
	const { hostname } = new URL(address);
	const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
	if (host === 'localhost' || host.endsWith('.localhost')) return 'computer';
	if (/^127\./.test(host) || host === '0.0.0.0' || host === '::1' || host === '::')
		return 'computer';
	if (isIP(host) === 4) return PRIVATE_IPV4.test(host) ? 'network' : 'public';
	if (isIP(host) === 6) return /^f[cde]/.test(host) ? 'network' : 'public';
	return LOCAL_SUFFIX.test(host) || !host.includes('.') ? 'network' : 'public';
}

/**
 * The form's address as its visitors know it. Where n8n was not told its public address it believes to
 * be at `localhost`; then the visitor's own request says better where it is.
 *
 * @param formUrl as n8n makes it
 * @param visited origin that the request was sent to, such as `https://n8n.example.com`
 */
export function addressForVisitors(formUrl: string, visited: string | undefined): string {
	const { hostname, pathname } = new URL(formUrl);
	const isDefault = hostname === 'localhost' || hostname === '0.0.0.0';
	if (!isDefault || visited === undefined || !URL.canParse(visited)) return formUrl;
	return new URL(pathname, visited).href;
}
