import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Hash functions that senders sign with. */
export type SignatureAlgorithm = 'sha1' | 'sha256' | 'sha512' | 'md5';

export type SignatureEncoding = 'hex' | 'base64' | 'base64url';

/**
 * Compares two texts in a time that tells nothing of where they differ, whatever their lengths.
 */
export function isSameText(one: string, other: string): boolean {
	// Hashed first, because timingSafeEqual demands equal lengths.
	return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}

/**
 * Whether a signature is the HMAC of a message (RFC 2104). Hexadecimal letters may come in either
 * case; anything else must match exactly.
 *
 * @param message the raw bytes as they were received, never JSON that was written again
 * @returns false for an empty secret or signature
 */
export function isSignedBy(
	secret: string,
	message: Buffer | string,
	signature: string,
	algorithm: SignatureAlgorithm,
	encoding: SignatureEncoding = 'hex',
): boolean {
	if (secret === '' || signature === '') return false;
	const expected = createHmac(algorithm, secret).update(message).digest(encoding);
	return isSameText(expected, encoding === 'hex' ? signature.toLowerCase() : signature);
}
