import { createHmac } from 'node:crypto';
import { metaSignature } from '../../../channels/ads/metaLeadAds';
import {
	chatwootSignature,
	sobotSignature,
	tawkToSignature,
} from '../../../channels/chat/signatures';
import {
	refusalOf,
	type Proof,
	type SignatureRule,
	type WebhookRequest,
} from '../../../channels/shared/signedRequest';
import { mutatedBytes, seeded } from './mutations';
import vectors from './webhookVectors.json';
import { FUZZ_ROUNDS } from '../../environment/fuzz';

const sentAt = 1_767_225_600_000;

function request(
	headers: WebhookRequest['headers'],
	body: Buffer | string = '',
	more: Partial<WebhookRequest> = {},
): WebhookRequest {
	return {
		method: 'POST',
		path: '/webhook/x',
		query: '',
		headers,
		body: Buffer.from(body),
		...more,
	};
}

const bytes = (text: string) => Buffer.from(text, 'base64');

const cases: Array<{
	name: string;
	proof: Proof & { kind: 'signature' };
	good: WebhookRequest;
	now: number;
}> = [
	{
		name: 'Chatwoot',
		proof: { kind: 'signature', rule: chatwootSignature, secret: vectors.chatwoot.secret },
		good: request(
			{
				'x-chatwoot-signature': vectors.chatwoot.value,
				'x-chatwoot-timestamp': vectors.chatwoot.timestamp,
			},
			bytes(vectors.chatwoot.body_b64),
		),
		now: sentAt,
	},
	{
		name: 'tawk.to',
		proof: { kind: 'signature', rule: tawkToSignature, secret: vectors.tawk.secret },
		good: request({ 'x-tawk-signature': vectors.tawk.value }, bytes(vectors.tawk.body_b64)),
		now: sentAt,
	},
	{
		name: 'Meta',
		proof: { kind: 'signature', rule: metaSignature, secret: vectors.whatsapp.app_secret },
		good: request(
			{ 'x-hub-signature-256': vectors.whatsapp.value },
			bytes(vectors.whatsapp.body_b64),
		),
		now: sentAt,
	},
	{
		name: 'Sobot',
		proof: {
			kind: 'signature',
			rule: sobotSignature,
			secret: vectors.sobot.appKey,
			values: { companyId: vectors.sobot.companyId },
		},
		good: request({
			'x-log-timestamp': vectors.sobot.ts,
			'x-log-randomcode': vectors.sobot.random,
			'x-log-sign': vectors.sobot.value,
		}),
		now: Number(vectors.sobot.ts),
	},
];

describe.each(cases)('a request signed by $name', ({ proof, good, now }) => {
	const { header } = proof.rule;
	const signature = String(good.headers[header]);
	const with_ = (headers: WebhookRequest['headers']) => ({
		...good,
		headers: { ...good.headers, ...headers },
	});

	it('is believed, in capitals too', () => {
		expect(refusalOf([proof], good, now)).toBeUndefined();
		const { prefix } = proof.rule;
		const capitals = prefix + signature.slice(prefix.length).toUpperCase();
		expect(refusalOf([proof], with_({ [header]: capitals }), now)).toBeUndefined();
	});

	it('is not believed with another secret, no signature, or one of another length', () => {
		expect(refusalOf([{ ...proof, secret: 'other' }], good, now)).toBe('badSignature');
		expect(refusalOf([proof], with_({ [header]: undefined }), now)).toBe('missingSignature');
		expect(refusalOf([proof], with_({ [header]: [signature, signature] }), now)).toBe(
			'missingSignature',
		);
		expect(refusalOf([proof], with_({ [header]: signature.slice(0, -1) }), now)).toBe(
			'badSignature',
		);
		expect(refusalOf([proof], with_({ [header]: `${signature}0` }), now)).toBe('badSignature');
	});

	it('proves nothing where no secret is known', () => {
		expect(refusalOf([{ ...proof, secret: '' }], good, now)).toBe('noSecret');
	});
});

it('the same JSON written in another way has another signature', () => {
	const { proof, good } = cases[2];
	const again = JSON.stringify(JSON.parse(good.body.toString()));
	const rewritten = { ...good, body: Buffer.from(again) };
	expect(refusalOf([proof], rewritten, sentAt)).toBe('badSignature');
});

it.each([
	['Chatwoot', 300_000],
	['Sobot', 300_000],
])('what %s sent is believed for five minutes', (name, maxAge) => {
	const { proof, good, now } = cases.find((one) => one.name === name) ?? cases[0];
	for (const away of [-maxAge, maxAge]) {
		expect(refusalOf([proof], good, now + away)).toBeUndefined();
		expect(refusalOf([proof], good, now + away * 1.01)).toBe('staleTimestamp');
	}
});

it('changed bodies under the right signature are all refused', () => {
	const random = seeded(1);
	const signed = cases.filter(({ proof }) => proof.rule.template.includes('{body}'));
	let accepted = 0;
	let changed = 0;
	for (let index = 0; index < FUZZ_ROUNDS; index += 1) {
		const { proof, good, now } = signed[index % signed.length];
		const body = mutatedBytes(good.body, random);
		if (body.equals(good.body)) continue;
		changed += 1;
		if (refusalOf([proof], { ...good, body }, now) === undefined) accepted += 1;
	}
	expect(changed).toBeGreaterThan(FUZZ_ROUNDS * 0.99);
	expect(accepted).toBe(0);
});

it('changed signatures of the right body are all refused', () => {
	const random = seeded(2);
	let accepted = 0;
	for (let index = 0; index < FUZZ_ROUNDS; index += 1) {
		const { proof, good, now } = cases[index % cases.length];
		const right = String(good.headers[proof.rule.header]);
		const value = mutatedBytes(Buffer.from(right), random).toString('latin1');
		if (value.trim().toLowerCase() === right) continue;
		const headers = { ...good.headers, [proof.rule.header]: value };
		if (refusalOf([proof], { ...good, headers }, now) === undefined) accepted += 1;
	}
	expect(accepted).toBe(0);
});

describe('a signature by rule', () => {
	const secret = 'a secret text';
	const rule: SignatureRule = {
		how: 'hmac',
		algorithm: 'sha512',
		encoding: 'base64',
		header: 'x-sign',
		prefix: 'v1,',
		template: '{method}\n{path}?{query}\n{header:X-Nonce}\n{timestamp}.{body}',
		timestamp: { header: 'x-time', maxAgeMs: 60_000 },
	};
	const body = Buffer.from([0xff, 0x00, 0x7b]);
	const message = Buffer.concat([Buffer.from('POST\n/webhook/x?a=1&b=2\nn1\n1767225600.'), body]);
	const signature = createHmac('sha512', secret).update(message).digest('base64');
	const headers = { 'x-sign': `v1,${signature}`, 'x-nonce': 'n1', 'x-time': '1767225600' };
	const good = request(headers, body, { query: 'a=1&b=2' });
	const proof: Proof = { kind: 'signature', rule, secret };

	it('is made over all that the template names, in bytes', () => {
		expect(refusalOf([proof], good, sentAt)).toBeUndefined();
		for (const change of [
			{ method: 'PUT' },
			{ path: '/webhook/y' },
			{ query: 'b=2&a=1' },
			{ body: Buffer.from([0xfe, 0x00, 0x7b]) },
			{ headers: { ...headers, 'x-nonce': 'n2' } },
			{ headers: { ...headers, 'x-time': '1767225601' } },
			{ headers: { ...headers, 'x-sign': signature } },
			{ headers: { ...headers, 'x-sign': headers['x-sign'].toLowerCase() } },
		]) {
			expect(refusalOf([proof], { ...good, ...change }, sentAt)).toBe('badSignature');
		}
	});

	it('with a time that cannot be read is refused', () => {
		const untimed = { ...rule, template: '{body}' };
		const value = `v1,${createHmac('sha512', secret).update(body).digest('base64')}`;
		const sent = request({ 'x-sign': value, 'x-time': 'soon' }, body);
		expect(refusalOf([{ kind: 'signature', rule: untimed, secret }], sent, sentAt)).toBe(
			'missingTimestamp',
		);
	});
});

describe('a secret that is sent along', () => {
	const inUrl: Proof = { kind: 'parameter', name: 'secret', secret: 'long random text' };
	const inHeader: Proof = {
		kind: 'header',
		name: 'authorization',
		prefix: 'Bearer ',
		secret: 's3',
	};

	it('is taken from the address', () => {
		const query = new URLSearchParams({ secret: 'long random text' }).toString();
		expect(refusalOf([inUrl], request({}, '', { query }), sentAt)).toBeUndefined();
		expect(refusalOf([inUrl], request({}, '', { query: 'secret=x' }), sentAt)).toBe('badSecret');
		expect(refusalOf([inUrl], request({}, '', { query: 'Secret=x' }), sentAt)).toBe(
			'missingSignature',
		);
	});

	it('is taken from a header, behind its prefix', () => {
		const of = (authorization: string) => refusalOf([inHeader], request({ authorization }), sentAt);
		expect(of('Bearer s3')).toBeUndefined();
		expect(of('Bearer s4')).toBe('badSecret');
		expect(of('s3')).toBe('badSecret');
		expect(refusalOf([inHeader], request({}), sentAt)).toBe('missingSignature');
	});

	it('suffices beside a signature that was not sent, or that was made with another secret', () => {
		const [{ proof, good, now }] = cases;
		const query = 'secret=own-secret';
		const own: Proof = { kind: 'parameter', name: 'secret', secret: 'own-secret' };
		expect(refusalOf([proof, own], request({}, '', { query }), now)).toBeUndefined();
		const other = { ...proof, secret: 'own-secret' };
		expect(refusalOf([other, own], { ...good, query }, now)).toBeUndefined();
		expect(refusalOf([other, own], good, now)).toBe('badSignature');
	});
});
