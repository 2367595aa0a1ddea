import { createHash, createHmac } from 'node:crypto';
import { refusalOf, type WebhookRequest } from '../../../channels/shared/signedRequest';
import { proofOf, type SignatureSettings } from '../../../channels/webhook/signatureSettings';

const settings: SignatureSettings = {
	how: 'hmac',
	algorithm: 'sha256',
	encoding: 'hex',
	header: 'X-Signature',
	prefix: '',
	template: '{body}',
	timestampHeader: '',
	maxAgeSeconds: 300,
	parameter: 'secret',
};

const now = Date.UTC(2026, 4, 1);
const body = Buffer.from('{"a":"王"}');
const send = (headers: Record<string, string>, query = ''): WebhookRequest => ({
	method: 'POST',
	path: '/webhook/x',
	query,
	headers,
	body,
});
const refusal = (given: Partial<SignatureSettings>, request: WebhookRequest) =>
	refusalOf([proofOf({ ...settings, ...given }, 's3cret')], request, now);

it('an HMAC over the body is the usual case', () => {
	const signature = createHmac('sha256', 's3cret').update(body).digest('hex');
	expect(refusal({}, send({ 'x-signature': signature }))).toBeUndefined();
	expect(refusal({ encoding: 'base64' }, send({ 'x-signature': signature }))).toBe('badSignature');
});

it('a plain hash over text and secret, with a time, is told in the template', () => {
	const time = String(now / 1000);
	const signature = createHash('md5').update(`${time}s3cret`).update(body).digest('hex');
	const rule = {
		how: 'hash',
		algorithm: 'md5',
		template: '{timestamp}{secret}{body}',
		timestampHeader: 'X-Time',
		maxAgeSeconds: 10,
	} as const;
	expect(refusal(rule, send({ 'x-signature': signature, 'x-time': time }))).toBeUndefined();
	const old = String(now / 1000 - 11);
	const oldSignature = createHash('md5').update(`${old}s3cret`).update(body).digest('hex');
	expect(refusal(rule, send({ 'x-signature': oldSignature, 'x-time': old }))).toBe(
		'staleTimestamp',
	);
});

it('the secret itself may come in a header or in the address', () => {
	const header = { how: 'header', prefix: 'Bearer ', header: 'Authorization' } as const;
	expect(refusal(header, send({ authorization: 'Bearer s3cret' }))).toBeUndefined();
	expect(refusal({ how: 'parameter', parameter: 'k' }, send({}, 'k=s3cret'))).toBeUndefined();
	expect(refusal({ how: 'parameter', parameter: '' }, send({}, 'secret=s3cret'))).toBeUndefined();
});

it.each([
	[{ template: '{Body}' }, "'Signed Text' has {Body}"],
	[{ how: 'hash', template: '{body}' }, "'Signed Text' has no {secret}"],
	[{ template: '{timestamp}.{body}' }, "'Timestamp Header' is empty"],
	[{ timestampHeader: 'a b' }, "'Timestamp Header' is no name"],
	[{ header: '' }, "'Signature Header' is empty"],
	[{ how: 'header', header: 'x:y' }, "'Signature Header' is empty or no name"],
] as const)('%j is put right by its author', (given, message) => {
	expect(() => proofOf({ ...settings, ...given }, 's3cret')).toThrow(message);
});
