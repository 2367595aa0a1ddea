import * as fc from 'fast-check';
import { accountKeysOf, identityKeysOf, identityStrength } from '../../../leads/model/identityKeys';
import { anyText } from './anyText';

test('channel ids, then mobiles, then mailboxes', () => {
	const keys = identityKeysOf({
		email: 'Jane.Roe@Example.com',
		phone: '021-58888888 / 13900139000',
		mobile: '138 0013 8000',
		whatsappBsuid: 'CN.Abc',
		wecomExternalUserId: 'wmAbc',
		wechatUnionId: 'oAbcdef',
		chatContactId: 'chatwoot:1',
		secondaryEmail: 'roe@example.org',
	});
	expect(keys).toEqual([
		{ kind: 'wechat', key: 'oAbcdef' },
		{ kind: 'wecom', key: 'wmAbc' },
		{ kind: 'whatsapp', key: 'CN.Abc' },
		{ kind: 'chat', key: 'chatwoot:1' },
		{ kind: 'mobile', key: '+8613800138000' },
		{ kind: 'mobile', key: '+8613900139000' },
		{ kind: 'email', key: 'jane.roe@example.com' },
		{ kind: 'email', key: 'roe@example.org' },
	]);
	const order = keys.map(({ kind }) => identityStrength.indexOf(kind));
	expect(order).toEqual([...order].sort((a, b) => a - b));
});

test.each([
	['landlines', { phone: '+862158888888' }],
	['a landline in the mobile column', { mobile: '+862158888888' }],
	['company numbers', { phone: '400-800-1234', mobile: '95588' }],
	['numbers of machines', { mobile: '1064812345678' }],
	['role mailboxes', { email: 'info@example.com', secondaryEmail: 'kefu@example.com' }],
	[
		'names and companies',
		{ name: '王伟', company: '明河科技有限公司', creditCode: '91110108551385082Q' },
	],
	['what is not valid', { email: 'jane', mobile: '00000000000', whatsappBsuid: '123' }],
	['nothing', {}],
])('%s identify nobody', (_, fields) => {
	expect(identityKeysOf(fields)).toEqual([]);
});

test('a number that may be either counts in the mobile column only', () => {
	const number = '+12025550143';
	expect(identityKeysOf({ mobile: number }).map(({ kind }) => kind)).toEqual(['mobile']);
	expect(identityKeysOf({ phone: number })).toEqual([]);
});

test("the lead's country is the home of its numbers", () => {
	expect(identityKeysOf({ mobile: '0151 23456789', country: 'DE' })).toEqual([
		{ kind: 'mobile', key: '+4915123456789' },
	]);
});

test('all spellings of a number or an address are one key', () => {
	const keys = identityKeysOf({
		mobile: '+86 138-0013-8000',
		phone: '8613800138000',
		email: 'JANE@EXAMPLE.COM',
		secondaryEmail: 'mailto:jane@example.com',
	});
	expect(keys.map(({ key }) => key)).toEqual(['+8613800138000', 'jane@example.com']);
});

test('channel ids keep their case', () => {
	expect(identityKeysOf({ whatsappBsuid: 'CN.aB' })).not.toEqual(
		identityKeysOf({ whatsappBsuid: 'CN.Ab' }),
	);
});

test('a valid credit code identifies the account', () => {
	const code = '91110108551385082Q';
	expect(accountKeysOf({ creditCode: code.toLowerCase() })).toEqual([
		{ kind: 'creditCode', key: code },
	]);
	expect(accountKeysOf({ creditCode: '91110108551385083Q' })).toEqual([]);
	expect(accountKeysOf({})).toEqual([]);
});

test('any text gives distinct keys and no error', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, (mobile, email, wechatUnionId) => {
			const keys = identityKeysOf({
				mobile,
				phone: email,
				email,
				secondaryEmail: mobile,
				wechatUnionId,
			});
			expect(new Set(keys.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(keys.length);
			for (const { key } of keys) expect(key).not.toBe('');
		}),
	);
});
