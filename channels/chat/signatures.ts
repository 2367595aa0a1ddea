import type { SignatureRule } from '../shared/signedRequest';

const FIVE_MINUTES = 5 * 60 * 1000;

/** Chatwoot (since 4.x): `lib/webhooks/trigger.rb`. Older versions sign nothing. */
export const chatwootSignature: SignatureRule = {
	how: 'hmac',
	algorithm: 'sha256',
	encoding: 'hex',
	header: 'x-chatwoot-signature',
	prefix: 'sha256=',
	template: '{timestamp}.{body}',
	timestamp: { header: 'x-chatwoot-timestamp', maxAgeMs: FIVE_MINUTES },
};

/** tawk.to: https://developer.tawk.to/webhooks, "Verifying webhook signature". No time is signed. */
export const tawkToSignature: SignatureRule = {
	how: 'hmac',
	algorithm: 'sha1',
	encoding: 'hex',
	header: 'x-tawk-signature',
	prefix: '',
	template: '{body}',
};

/**
 * Sobot 智齿, 在线消息转发: md5 over company id, milliseconds, random code and app key. The body is no
 * part of it, so that a signature once seen would fit any body: only the age limits that.
 */
export const sobotSignature: SignatureRule = {
	how: 'hash',
	algorithm: 'md5',
	encoding: 'hex',
	header: 'x-log-sign',
	prefix: '',
	template: '{companyId}{timestamp}{header:x-log-randomcode}{secret}',
	timestamp: { header: 'x-log-timestamp', maxAgeMs: FIVE_MINUTES },
};
