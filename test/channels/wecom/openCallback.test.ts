import { randomBytes } from 'node:crypto';
import { aesKeyOf, encrypt, signatureOf } from '../../../channels/wecom/callback/crypto';
import { openDelivery, openEcho } from '../../../channels/wecom/callback/openCallback';
import { bodyOf, published, queryOf, settingsOf, synthetic, vectorNamed } from './vectors';
import { FUZZ_ROUNDS } from '../../environment/fuzz';

const text = vectorNamed('official-sample-text-message');
const url = vectorNamed('official-sample-url-verify');

describe('the check of an address', () => {
	it.each(published.filter(({ kind }) => kind === 'verify_url'))('$name', (vector) => {
		const query = { ...queryOf(vector), echostr: vector.encrypt };
		expect(openEcho(settingsOf(vector), query)).toEqual({ ok: true, echo: vector.plaintext });
	});

	it('survives a proxy that takes a plus for a space', () => {
		const query = { ...queryOf(url), echostr: url.encrypt.replaceAll('+', ' ') };
		expect(query.echostr).toContain(' ');
		expect(openEcho(settingsOf(url), query)).toEqual({ ok: true, echo: url.plaintext });
	});

	it('without its parameters is refused', () => {
		const query = { ...queryOf(url), echostr: url.encrypt };
		for (const name of ['msg_signature', 'timestamp', 'nonce', 'echostr']) {
			expect(openEcho(settingsOf(url), { ...query, [name]: undefined })).toEqual({
				ok: false,
				reason: 'missingParameters',
			});
		}
		expect(openEcho(settingsOf(url), { ...query, nonce: ['a', 'b'] })).toMatchObject({ ok: false });
		expect(openEcho(settingsOf(url), undefined)).toMatchObject({ ok: false });
	});
});

describe('a delivery', () => {
	it.each([...published, ...synthetic].filter(({ plaintext }) => /^[<{]/.test(plaintext)))(
		'$name is opened',
		(vector) => {
			const opened = openDelivery(settingsOf(vector), queryOf(vector), bodyOf(vector));
			expect(opened).toMatchObject({ ok: true });
		},
	);

	it('in XML and in JSON says the same', () => {
		const xml = vectorNamed('add_external_contact');
		const json = vectorNamed('json_envelope_add_external_contact');
		const shared = {
			Event: 'change_external_contact',
			ChangeType: 'add_external_contact',
			UserID: 'zhangsan',
			ExternalUserID: 'wmA1B2C3D4E5F6G7H8',
			State: 'expo2026_hall3',
		};
		for (const vector of [xml, json]) {
			const members = expect.objectContaining(shared);
			expect(openDelivery(settingsOf(vector), queryOf(vector), bodyOf(vector))).toEqual({
				ok: true,
				members,
			});
		}
	});

	it('keeps every character and every digit', () => {
		const vector = vectorNamed('text_chinese_4byte_emoji');
		expect(openDelivery(settingsOf(vector), queryOf(vector), bodyOf(vector))).toMatchObject({
			members: { Content: '客户要报价 👍 & <样品>', MsgId: '7400000000000000001' },
		});
	});

	it('keeps the digits of a message id that JSON holds as a number', () => {
		const message = '{"MsgType":"text","MsgId":7400000000000000001,"Content":"\\"MsgId\\":1"}';
		const { query, body, settings } = sealed(message);
		expect(openDelivery(settings, query, body)).toMatchObject({
			members: { MsgId: '7400000000000000001', Content: '"MsgId":1' },
		});
	});

	it.each([
		['another signature', { msg_signature: '477715d11cdb4164915debcba66cb864d751f3e0' }],
		['another nonce', { nonce: '1372623148' }],
		['another time', { timestamp: '1409659814' }],
		['a short signature', { msg_signature: 'x' }],
	])('with %s is refused', (_what, change) => {
		const query = { ...queryOf(text), ...change };
		expect(openDelivery(settingsOf(text), query, bodyOf(text))).toEqual({
			ok: false,
			reason: 'badSignature',
		});
	});

	it('for another corp is refused', () => {
		const settings = { ...settingsOf(text), receiverId: 'ww0000000000000000' };
		expect(openDelivery(settings, queryOf(text), bodyOf(text))).toEqual({
			ok: false,
			reason: 'otherReceiver',
		});
	});

	it('for nobody in particular is taken where no receiver is set: an intelligent robot', () => {
		const { query, body, settings } = sealed('<xml><MsgType>text</MsgType></xml>', '');
		expect(openDelivery({ ...settings, receiverId: '' }, query, body)).toMatchObject({ ok: true });
		expect(openDelivery(settings, query, body)).toMatchObject({ reason: 'otherReceiver' });
	});

	it('that was signed but encrypted with another key is refused', () => {
		const { query, body, settings } = sealed('<xml><MsgType>text</MsgType></xml>');
		const encodingAesKey = randomBytes(32).toString('base64').slice(0, 43);
		expect(openDelivery({ ...settings, encodingAesKey }, query, body)).toMatchObject({ ok: false });
	});

	it.each([
		'',
		'hello',
		'{}',
		'[]',
		'<xml></xml>',
		'<xml><Encrypt></Encrypt></xml>',
		'{"encrypt":1',
	])('%j holds nothing encrypted', (body) => {
		expect(openDelivery(settingsOf(text), queryOf(text), body)).toEqual({
			ok: false,
			reason: 'unreadableBody',
		});
	});

	it.each(['', 'success', '<xml>', '[1]'])('that says %j is refused', (message) => {
		const { query, body, settings } = sealed(message);
		expect(openDelivery(settings, query, body)).toEqual({ ok: false, reason: 'unreadableMessage' });
	});
});

/** A delivery as WeCom would send it. */
function sealed(message: string, receiverId = 'ww1234567890abcdef') {
	const settings = {
		token: 'token',
		encodingAesKey: text.encodingAESKey,
		receiverId: 'ww1234567890abcdef',
	};
	const encrypted = encrypt(aesKeyOf(settings.encodingAesKey), { message, receiverId });
	const query = {
		timestamp: '1767225600',
		nonce: '1',
		msg_signature: signatureOf('token', '1767225600', '1', encrypted),
	};
	return { settings, query, body: `<xml><Encrypt>${encrypted}</Encrypt></xml>` };
}

/** A small seeded generator (mulberry32): the same mutations every time. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

it('of 100,000 mutated deliveries none throws and none is taken for another', () => {
	const random = seeded(20260101);
	const vectors = [...published, ...synthetic];
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
	const digits = '0123456789abcdefABCDEF<>&]["{}:,+/= \u0000é';
	const mutate = (value: string): string => {
		const at = Math.floor(random() * (value.length + 1));
		const length = Math.floor(random() * 4);
		const added = Array.from({ length: Math.floor(random() * 4) }, () => pick([...digits])).join(
			'',
		);
		return value.slice(0, at) + added + value.slice(at + length);
	};
	let refused = 0;
	for (let round = 0; round < FUZZ_ROUNDS; round += 1) {
		const vector = pick(vectors);
		const query = { ...queryOf(vector), echostr: vector.encrypt };
		let body = bodyOf(vector);
		const where = pick(['body', 'msg_signature', 'timestamp', 'nonce'] as const);
		if (where === 'body') for (let n = 0; n <= random() * 3; n += 1) body = mutate(body);
		else query[where] = mutate(query[where]);
		const opened = openDelivery(settingsOf(vector), query, body);
		if (!opened.ok) {
			refused += 1;
			continue;
		}
		// What is taken is what was signed: the mutation hit the envelope beside the encrypted text.
		const original = openDelivery(settingsOf(vector), queryOf(vector), bodyOf(vector));
		expect(opened).toEqual(original);
	}
	expect(refused).toBeGreaterThan(FUZZ_ROUNDS * 0.7);
});

it('of 20,000 messages that were signed but damaged none throws', () => {
	const random = seeded(7);
	for (let round = 0; round < 20_000; round += 1) {
		const source = synthetic[round % synthetic.length];
		const bytes = Buffer.from(source.encrypt, 'base64');
		bytes[Math.floor(random() * bytes.length)] ^= 1 + Math.floor(random() * 255);
		const encrypted = bytes.toString('base64');
		const query = {
			timestamp: '1',
			nonce: '2',
			msg_signature: signatureOf(source.token, '1', '2', encrypted),
		};
		expect(() =>
			openDelivery(settingsOf(source), query, `<xml><Encrypt>${encrypted}</Encrypt></xml>`),
		).not.toThrow();
	}
});
