import { parsedExactJson } from '../shared/exactJson';
import { memberAt } from '../shared/foreignJson';
import { isSameText, isSignedBy } from '../shared/signature';
import { changesOf, type Change } from './changes';

/** What `X-Hub-Signature-256` looks like. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;
const LONGEST_CHALLENGE = 1000;

/**
 * Whether a delivery was signed with the app secret.
 *
 * @param header `X-Hub-Signature-256`
 * @param body the bytes as they came: Meta escapes `/` and everything beyond ASCII, so that JSON which
 *   is written again has another signature
 */
export function isSignedDelivery(
	appSecret: string,
	body: Buffer,
	header: string | undefined,
): boolean {
	const signature = SIGNATURE.exec(header ?? '')?.[1];
	return signature !== undefined && isSignedBy(appSecret, body, signature, 'sha256');
}

/**
 * What to answer when Meta asks whether an address is ours (`hub.mode=subscribe`).
 *
 * @returns the challenge, or undefined when it is not Meta that asks, or not with our token
 */
export function challengeOf(query: unknown, verifyToken: string): string | undefined {
	const parameter = (name: string) => {
		const value = memberAt(query, name);
		return typeof value === 'string' ? value : '';
	};
	const challenge = parameter('hub.challenge');
	const isAsked = parameter('hub.mode') === 'subscribe' && challenge !== '';
	const isToken = isSameText(parameter('hub.verify_token'), verifyToken) && verifyToken !== '';
	return isAsked && isToken && challenge.length <= LONGEST_CHALLENGE ? challenge : undefined;
}

/**
 * The changes of a signed body.
 *
 * @returns undefined when it is no JSON object, or nested beyond reason; no changes when it is about
 *   something other than WhatsApp
 */
export function readDeliveryBody(body: Buffer): Change[] | undefined {
	const delivery = parsedExactJson(body.toString('utf8'));
	if (typeof delivery !== 'object' || delivery === null || Array.isArray(delivery))
		return undefined;
	return memberAt(delivery, 'object') === 'whatsapp_business_account' ? changesOf(delivery) : [];
}
