import { createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import {
	aesKeyOf,
	decrypt,
	encrypt,
	isSigned,
	signatureOf,
} from '../../../channels/wecom/callback/crypto';
import { sealReply } from '../../../channels/wecom/callback/reply';
import { openDelivery } from '../../../channels/wecom/callback/openCallback';
import { without } from '../../../leads/model/without';
import { published, synthetic, vectorNamed } from './vectors';

describe.each([...published, ...synthetic])('$name', (vector) => {
	const { token, encodingAESKey, receiveId, timestamp, nonce, plaintext } = vector;
	const key = aesKeyOf(encodingAESKey);

	it('is signed as published', () => {
		expect(signatureOf(token, timestamp, nonce, vector.encrypt)).toBe(vector.msg_signature);
	});

	it('decrypts', () => {
		expect(decrypt(key, vector.encrypt)).toEqual({ message: plaintext, receiverId: receiveId });
	});

	it('is encrypted again byte for byte', () => {
		const random = vector.random_hex
			? Buffer.from(vector.random_hex, 'hex')
			: firstBlock(key, vector.encrypt);
		expect(encrypt(key, { message: plaintext, receiverId: receiveId }, random)).toBe(
			vector.encrypt,
		);
	});
});

/** The random bytes of a vector that does not name them, taken from the ciphertext by hand. */
function firstBlock(key: Buffer, encrypted: string): Buffer {
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
	decipher.setAutoPadding(false);
	return decipher.update(Buffer.from(encrypted, 'base64')).subarray(0, 16);
}

it('there are twelve published vectors', () => {
	expect(published).toHaveLength(12);
});

describe('the key', () => {
	it('of 42 characters is none', () => {
		expect(() => aesKeyOf('123456789012345678901234567890123456789012')).toThrow(
			'The EncodingAESKey of the WeCom credential is not the one of a callback',
		);
	});

	it.each(['', 'x'.repeat(44), `${'x'.repeat(42)}=`, `${'x'.repeat(42)}é`])('%j is none', (key) => {
		expect(() => aesKeyOf(key)).toThrow('EncodingAESKey');
	});

	it('may end in bits that belong to no byte', () => {
		const strict = 'A'.repeat(42);
		expect(aesKeyOf(`${strict}B`)).toEqual(aesKeyOf(`${strict}A`));
	});

	it('may be copied with white space around it', () => {
		const { encodingAESKey } = vectorNamed('official-sample-url-verify');
		expect(aesKeyOf(` ${encodingAESKey}\n`)).toEqual(aesKeyOf(encodingAESKey));
	});
});

it('nothing is signed with an empty token', () => {
	const signature = signatureOf('', '1', '2', 'x');
	expect(isSigned('', { timestamp: '1', nonce: '2', signature }, 'x')).toBe(false);
});

it('any message for anybody comes back as it was, padded to 32 bytes', () => {
	const { encodingAESKey } = vectorNamed('official-sample-url-verify');
	const key = aesKeyOf(encodingAESKey);
	fc.assert(
		fc.property(
			fc.string({ unit: 'grapheme', maxLength: 200 }),
			fc.string({ maxLength: 40 }),
			(message, receiverId) => {
				const encrypted = encrypt(key, { message, receiverId });
				expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0);
				expect(decrypt(key, encrypted)).toEqual({ message, receiverId });
			},
		),
	);
});

it.each(['', 'AAAA', Buffer.alloc(32).toString('base64'), '!'.repeat(64)])(
	'%j is nothing that was encrypted',
	(encrypted) => {
		const { encodingAESKey } = vectorNamed('official-sample-url-verify');
		expect(decrypt(aesKeyOf(encodingAESKey), encrypted)).toBeUndefined();
	},
);

describe('a reply', () => {
	const vector = vectorNamed('wechatpy-encrypt-reply-deterministic');
	const parts = {
		token: vector.token,
		key: aesKeyOf(vector.encodingAESKey),
		receiverId: vector.receiveId,
		timestamp: vector.timestamp,
		nonce: vector.nonce,
		random: Buffer.from(vector.random_hex ?? '', 'hex'),
	};

	it('in XML is the published one', () => {
		expect(sealReply(vector.plaintext, 'xml', parts)).toBe(
			`<xml><Encrypt><![CDATA[${vector.encrypt}]]></Encrypt>` +
				`<MsgSignature><![CDATA[${vector.msg_signature}]]></MsgSignature>` +
				`<TimeStamp>${vector.timestamp}</TimeStamp><Nonce><![CDATA[${vector.nonce}]]></Nonce></xml>`,
		);
	});

	it.each(['xml', 'json'] as const)('in %s can be read by the other side', (format) => {
		const others = without(parts, 'random');
		const sealed = sealReply('{"a":"你好 ]]>"}', format, { ...others, nonce: 'n]]>1' });
		const signature = /MsgSignature><!\[CDATA\[(\w+)|"msgsignature":"(\w+)/.exec(sealed);
		const query = {
			msg_signature: signature?.[1] ?? signature?.[2],
			timestamp: parts.timestamp,
			nonce: 'n]]>1',
		};
		const settings = {
			token: vector.token,
			encodingAesKey: vector.encodingAESKey,
			receiverId: vector.receiveId,
		};
		expect(openDelivery(settings, query, sealed)).toEqual({ ok: true, members: { a: '你好 ]]>' } });
	});
});
