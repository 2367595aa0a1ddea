import { hash } from 'node:crypto';
import { instantOf } from './foreignInstant';
import {
	isSameText,
	isSignedBy,
	type SignatureAlgorithm,
	type SignatureEncoding,
} from './signature';

/** A request as a webhook received it. */
export interface WebhookRequest {
	/** In capitals. */
	method: string;
	/** Without parameters, such as `/webhook/x`. */
	path: string;
	/** As sent, without `?`. */
	query: string;
	/** By lower-case name. */
	headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The raw bytes. */
	body: Buffer;
}

/** How a sender signs its requests. */
export interface SignatureRule {
	/** `hmac`: RFC 2104 with the secret as key. `hash`: a plain hash, the secret being part of what is hashed. */
	how: 'hmac' | 'hash';
	algorithm: SignatureAlgorithm;
	encoding: SignatureEncoding;
	/** Header with the signature, in lower case. */
	header: string;
	/** What stands before the signature in its header, such as `sha256=`. */
	prefix: string;
	/** What is signed; see {@link TEMPLATE_PARTS}. */
	template: string;
	/** Header with the time of sending, and how far from now it may be: against replay. */
	timestamp?: { header: string; maxAgeMs: number };
}

/** What may stand in a template between braces, beside `header:NAME` and the values of a proof. */
export const TEMPLATE_PARTS = ['body', 'timestamp', 'method', 'path', 'query', 'secret'] as const;

/** One way for a sender to prove that it knows a secret. */
export type Proof =
	| {
			kind: 'signature';
			rule: SignatureRule;
			secret: string;
			/** Further parts of the template by name, such as a company id. */
			values?: Readonly<Record<string, string>>;
	  }
	/** The secret itself in a header. */
	| { kind: 'header'; name: string; prefix: string; secret: string }
	/** The secret itself as a parameter of the address. */
	| { kind: 'parameter'; name: string; secret: string };

/** Why a request was not believed; the words under which refusals are counted. */
export type ProofRefusal =
	| 'noSecret'
	| 'missingSignature'
	| 'badSignature'
	| 'missingTimestamp'
	| 'staleTimestamp'
	| 'badSecret';

const PART = /\{([^{}]{1,100})\}/;

/** A header that was sent once, trimmed. */
export function headerOf(request: WebhookRequest, name: string): string | undefined {
	const value = request.headers[name.toLowerCase()];
	const text = typeof value === 'string' ? value.trim() : '';
	return text === '' ? undefined : text;
}

/** The parts of a template that nothing stands for. */
export function unknownParts(template: string, values: readonly string[] = []): string[] {
	const names = template.split(PART).filter((_, index) => index % 2 === 1);
	const known: readonly string[] = [...TEMPLATE_PARTS, ...values];
	return names.filter((name) => !known.includes(name) && !name.startsWith('header:'));
}

function signedBytes(
	{ rule, secret, values = {} }: Proof & { kind: 'signature' },
	request: WebhookRequest,
): Buffer {
	const partOf = (name: string): Buffer | string => {
		if (name === 'body') return request.body;
		if (name === 'timestamp') return headerOf(request, rule.timestamp?.header ?? '') ?? '';
		if (name === 'method') return request.method;
		if (name === 'path') return request.path;
		if (name === 'query') return request.query;
		if (name === 'secret') return secret;
		if (name.startsWith('header:')) return headerOf(request, name.slice(7)) ?? '';
		return Object.hasOwn(values, name) ? values[name] : '';
	};
	const parts = rule.template
		.split(PART)
		.map((text, index) => Buffer.from(index % 2 === 1 ? partOf(text) : text));
	return Buffer.concat(parts);
}

function signatureRefusal(
	proof: Proof & { kind: 'signature' },
	request: WebhookRequest,
	now: number,
): ProofRefusal | undefined {
	const { rule, secret } = proof;
	const sent = headerOf(request, rule.header);
	if (sent === undefined) return 'missingSignature';
	if (!sent.startsWith(rule.prefix)) return 'badSignature';
	const signature = sent.slice(rule.prefix.length);
	const message = signedBytes(proof, request);
	const isRight =
		rule.how === 'hmac'
			? isSignedBy(secret, message, signature, rule.algorithm, rule.encoding)
			: isSameText(
					hash(rule.algorithm, message, rule.encoding),
					rule.encoding === 'hex' ? signature.toLowerCase() : signature,
				);
	if (!isRight) return 'badSignature';
	return rule.timestamp ? timestampRefusal(rule.timestamp, request, now) : undefined;
}

function timestampRefusal(
	{ header, maxAgeMs }: NonNullable<SignatureRule['timestamp']>,
	request: WebhookRequest,
	now: number,
): ProofRefusal | undefined {
	const at = instantOf(headerOf(request, header));
	if (at === undefined) return 'missingTimestamp';
	return Math.abs(now - at) > maxAgeMs ? 'staleTimestamp' : undefined;
}

function secretRefusal(sent: string | undefined, secret: string): ProofRefusal | undefined {
	if (sent === undefined) return 'missingSignature';
	return isSameText(sent, secret) ? undefined : 'badSecret';
}

function refusalOfOne(
	proof: Proof,
	request: WebhookRequest,
	now: number,
): ProofRefusal | undefined {
	if (proof.kind === 'signature') return signatureRefusal(proof, request, now);
	if (proof.kind === 'parameter') {
		return secretRefusal(
			new URLSearchParams(request.query).get(proof.name) ?? undefined,
			proof.secret,
		);
	}
	const sent = headerOf(request, proof.name);
	if (sent === undefined || sent.startsWith(proof.prefix)) {
		return secretRefusal(sent?.slice(proof.prefix.length), proof.secret);
	}
	return 'badSecret';
}

/**
 * Whether a request proves that its sender knows the secret, in one of the ways that its platform has.
 *
 * @param proofs those without a secret prove nothing
 * @param now epoch milliseconds
 * @returns undefined for a request that may be believed, else the reason that tells most
 */
export function refusalOf(
	proofs: readonly Proof[],
	request: WebhookRequest,
	now: number,
): ProofRefusal | undefined {
	const usable = proofs.filter(({ secret }) => secret !== '');
	if (usable.length === 0) return 'noSecret';
	const refusals = usable.map((proof) => refusalOfOne(proof, request, now));
	if (refusals.includes(undefined)) return undefined;
	return refusals.find((refusal) => refusal !== 'missingSignature') ?? 'missingSignature';
}
