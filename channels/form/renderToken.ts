import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Faster than any person fills a form. */
export const MIN_FILL_MS = 3_000;
/** Longer than a page reasonably stays open; a token older than this is renewed, not accepted. */
export const MAX_FILL_MS = 24 * 60 * 60 * 1000;
/** Two servers' clocks may differ by this much. */
const CLOCK_SKEW_MS = 60_000;

/** What a token vouches for. A token of one form, wording or mode is worth nothing in another. */
export interface TokenSubject {
	/** Id of the form; a test page uses another than the live one. */
	formId: string;
	/** `wordingHash` of what the visitor was shown, so that a consent is proven by its exact words. */
	wording: string;
}

export type TokenRefusal = 'missing' | 'forged' | 'tooFast' | 'expired';

export type TokenVerdict =
	| { ok: true; nonce: string; renderedAt: number }
	/** With `tooFast` the token stays good, and `nonce` names it. */
	| { ok: false; reason: TokenRefusal; nonce?: string };

const TOKEN = /^([0-9a-z]{1,11})\.([\w-]{22})\.([\w-]{43})$/;

function signature(secret: string, subject: TokenSubject, time: string, nonce: string): Buffer {
	return createHmac('sha256', secret)
		.update(JSON.stringify(['leadflow form', subject.formId, subject.wording, time, nonce]))
		.digest();
}

/**
 * Proof of when a form was shown: `<time, base 36 ms>.<nonce>.<HMAC-SHA256>`, all URL-safe. The nonce
 * becomes the idempotency key of the submission, so that sending twice makes one lead.
 *
 * @param secret the store's signing secret for forms
 * @param now epoch milliseconds
 */
export function renderToken(secret: string, subject: TokenSubject, now: number): string {
	const time = Math.floor(now).toString(36);
	const nonce = randomBytes(16).toString('base64url');
	return `${time}.${nonce}.${signature(secret, subject, time, nonce).toString('base64url')}`;
}

/**
 * Checks a token that came back with a submission, in constant time, and springs the time trap.
 *
 * @param token whatever the client sent
 * @param now epoch milliseconds
 */
export function verifyToken(
	secret: string,
	subject: TokenSubject,
	token: string | undefined,
	now: number,
): TokenVerdict {
	if (token === undefined || token === '') return { ok: false, reason: 'missing' };
	const match = TOKEN.exec(token);
	if (match === null) return { ok: false, reason: 'forged' };
	const [, time, nonce, sent] = match;
	const expected = signature(secret, subject, time, nonce);
	const received = Buffer.from(sent, 'base64url');
	if (received.length !== expected.length || !timingSafeEqual(received, expected)) {
		return { ok: false, reason: 'forged' };
	}
	const renderedAt = parseInt(time, 36);
	const age = now - renderedAt;
	if (age < -CLOCK_SKEW_MS || age > MAX_FILL_MS) return { ok: false, reason: 'expired', nonce };
	if (age < MIN_FILL_MS) return { ok: false, reason: 'tooFast', nonce };
	return { ok: true, nonce, renderedAt };
}
