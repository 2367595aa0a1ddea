import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Challenge, DeriveKeyFunction } from 'altcha-lib';

/**
 * PBKDF2 rounds of one try. A browser needs about 256 tries (the key must start with one zero byte):
 * around a second on a desk, a few on a phone, unseen while the form is being filled. Checking takes one.
 */
const ROUNDS = 2_000;
const ALGORITHM = 'PBKDF2/SHA-256';
const KEY_BYTES = 32;
/** A solved challenge has about 700 characters. */
const MAX_PROOF = 4_000;

const pbkdf2Async = promisify(pbkdf2);

/** Off the event loop, in the thread pool. */
const deriveKey: DeriveKeyFunction = async ({ cost, keyLength }, salt, password) => ({
	derivedKey: await pbkdf2Async(password, salt, cost, keyLength, 'sha256'),
});

/** A challenge in the protocol of ALTCHA, version 2 (altcha.org), as JSON for the page. */
export async function newChallenge(secret: string, nonce: string): Promise<string> {
	const { createChallenge } = await import('altcha-lib');
	const challenge = await createChallenge({
		algorithm: ALGORITHM,
		cost: ROUNDS,
		keyLength: KEY_BYTES,
		deriveKey,
		keyPrefix: '00',
		// Ties the work to one page view: the nonce is good for one submission and ends with its
		// token, and so does the work.
		data: { nonce },
		hmacSignatureSecret: secret,
	});
	return JSON.stringify(challenge);
}

interface Proof {
	challenge: Challenge;
	solution: { counter: number; derivedKey: string };
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProof(value: unknown): value is Proof {
	if (!isRecord(value) || !isRecord(value.challenge) || !isRecord(value.solution)) return false;
	const { parameters, signature } = value.challenge;
	if (!isRecord(parameters) || typeof signature !== 'string') return false;
	const { counter, derivedKey } = value.solution;
	return typeof counter === 'number' && typeof derivedKey === 'string';
}

function readProof(text: string): Proof | undefined {
	if (text === '' || text.length > MAX_PROOF) return undefined;
	let value: unknown;
	try {
		value = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
	} catch {
		return undefined;
	}
	return isProof(value) ? value : undefined;
}

/**
 * Whether the work for a page view was done. Anything malformed, forged or done for another page
 * view is not.
 *
 * @param text base64 of the JSON `{ challenge, solution: { counter, derivedKey } }`
 * @param nonce of the verified token
 */
export async function verifyProof(secret: string, nonce: string, text: string): Promise<boolean> {
	const proof = readProof(text);
	if (proof === undefined) return false;
	const { parameters } = proof.challenge;
	// Settled before any key is derived, so that nobody can order expensive work from us.
	if (parameters.algorithm !== ALGORITHM || parameters.cost !== ROUNDS) return false;
	if (parameters.keyLength !== KEY_BYTES) return false;
	if (parameters.data?.nonce !== nonce) return false;
	const { verifySolution } = await import('altcha-lib');
	const verdict = await verifySolution({
		challenge: proof.challenge,
		solution: proof.solution,
		deriveKey,
		hmacSignatureSecret: secret,
	}).catch(() => ({ verified: false }));
	return verdict.verified;
}
