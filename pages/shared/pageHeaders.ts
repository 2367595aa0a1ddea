import { randomBytes } from 'node:crypto';

/** A fresh value for the `nonce` of a page's own style and script. */
export function newNonce(): string {
	return randomBytes(18).toString('base64url');
}

export interface PagePolicy {
	/** From `newNonce`; marks the one style and script that may run. */
	nonce: string;
	/** Whether the page has a script of its own. */
	script?: boolean;
	/** Origins whose pages may show this one in a frame. None: nobody. */
	frameAncestors?: readonly string[];
	/** Further origins that a form may lead to. Browsers also hold a redirect after a post to this. */
	formAction?: readonly string[];
	/** Origins that a script of the page may talk to; `'self'` for its own. */
	connect?: readonly string[];
}

const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]+$/i;

function originsOf(addresses: readonly string[] = []): string[] {
	return addresses.flatMap((address) => {
		if (!URL.canParse(address)) return [];
		const { origin } = new URL(address);
		return ORIGIN.test(origin) ? [origin] : [];
	});
}

/**
 * Content-Security-Policy for a page of ours (CSP Level 3): nothing but its own style and script,
 * pictures over https or inline, forms to itself, frames only where allowed.
 */
export function contentSecurityPolicy(policy: PagePolicy): string {
	const ancestors = originsOf(policy.frameAncestors);
	const directives = [
		"default-src 'none'",
		`style-src 'nonce-${policy.nonce}'`,
		'img-src https: data:',
		`form-action ${["'self'", ...originsOf(policy.formAction)].join(' ')}`,
		`frame-ancestors ${ancestors.length === 0 ? "'none'" : ["'self'", ...ancestors].join(' ')}`,
		"base-uri 'none'",
	];
	if (policy.script) directives.push(`script-src 'nonce-${policy.nonce}'`);
	if (policy.connect?.length) directives.push(`connect-src ${policy.connect.join(' ')}`);
	return directives.join('; ');
}

/**
 * Response headers for an HTML page of ours. `same-origin` keeps addresses (they can carry personal
 * data) from other sites, while a post still carries its Origin, which `no-referrer` would turn to `null`.
 */
export function pageHeaders(policy: PagePolicy): Record<string, string> {
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': contentSecurityPolicy(policy),
		'cache-control': 'no-store',
		'referrer-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
		...(originsOf(policy.frameAncestors).length === 0 && { 'x-frame-options': 'DENY' }),
	};
}
