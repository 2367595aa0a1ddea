import { isIP } from 'node:net';

/** Who can open an address: everybody, people in the same network, only this computer, or it is a test address. */
export type AddressReach = 'public' | 'network' | 'computer' | 'test';

const PRIVATE_IPV4 = /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const LOCAL_SUFFIX = /\.(local|lan|home|internal|intranet|corp|localdomain|home\.arpa)$/;

/**
 * Who can open a form's address, to warn before somebody prints it: n8n shows `localhost` when it was
 * not told its public address, and test addresses work only while the editor listens.
 */
export function addressReach(address: string): AddressReach {
	const { hostname, pathname } = new URL(address);
	if (/^\/(?:[^/]+\/)*(?:form|webhook)-test\//.test(pathname)) return 'test';
	const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
	if (host === 'localhost' || host.endsWith('.localhost')) return 'computer';
	if (/^127\./.test(host) || host === '0.0.0.0' || host === '::1' || host === '::') return 'computer';
	if (isIP(host) === 4) return PRIVATE_IPV4.test(host) ? 'network' : 'public';
	if (isIP(host) === 6) return /^f[cde]/.test(host) ? 'network' : 'public';
	return LOCAL_SUFFIX.test(host) || !host.includes('.') ? 'network' : 'public';
}
