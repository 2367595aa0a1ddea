import * as fc from 'fast-check';
import { isRoleMailbox, normalizeEmail } from '../../../leads/model/email';
import { anyText } from './anyText';

describe('normalizeEmail', () => {
	test.each([
		['Jane.Roe+News@Example.COM', 'Jane.Roe+News@example.com', 'jane.roe+news@example.com'],
		['mailto:jane@example.com?subject=Hi', 'jane@example.com', 'jane@example.com'],
		['Jane Roe <jane@example.com>', 'jane@example.com', 'jane@example.com'],
		['"Roe, Jane" <jane@example.com>;', 'jane@example.com', 'jane@example.com'],
		['ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'jane@example.com', 'jane@example.com'],
		[' jane@example.com， ', 'jane@example.com', 'jane@example.com'],
		['jane@bücher.example', 'jane@bücher.example', 'jane@xn--bcher-kva.example'],
		['张三@例子。中国', '张三@例子.中国', '张三@xn--fsqu00a.xn--fiqs8s'],
		['jane\u200b@example.com', 'jane@example.com', 'jane@example.com'],
	])('%j is shown as %j and compared as %j', (value, display, key) => {
		expect(normalizeEmail(value)).toMatchObject({ display, key, kind: 'personal' });
	});

	test('keeps dots and tags apart: taking them away would join two people for good', () => {
		const keys = ['ab@gmail.com', 'a.b@gmail.com', 'ab+x@gmail.com'].map(
			(v) => normalizeEmail(v).key,
		);
		expect(new Set(keys).size).toBe(3);
	});

	test.each([
		'info@example.com',
		'SALES@example.com',
		'kefu@qq.com',
		'hr@example.com',
		'no-reply@example.com',
		'sales-cn@example.com',
		'support2@example.com',
		'webmaster@example.com',
	])('%s is a role mailbox', (value) => {
		expect(normalizeEmail(value).kind).toBe('role');
	});

	test('a person behind a role word stays a person', () => {
		expect(isRoleMailbox('sales.lisa')).toBe(false);
		expect(isRoleMailbox('adminova')).toBe(false);
	});

	test.each([
		'',
		'jane',
		'jane@',
		'@example.com',
		'jane@example',
		'jane@-example.com',
		'jane..roe@example.com',
		'.jane@example.com',
		'jane@192.168.0.1',
		'jane roe@example.com',
		`${'a'.repeat(65)}@example.com`,
		`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.com`,
		'x'.repeat(100_000),
	])('%#: not an address', (value) => {
		const email = normalizeEmail(value);
		expect(email).toMatchObject({ kind: 'invalid', key: '', domain: '' });
	});

	test('64 characters before the @ are allowed, counted in bytes', () => {
		expect(normalizeEmail(`${'a'.repeat(64)}@example.com`).kind).toBe('personal');
		expect(normalizeEmail(`${'张'.repeat(22)}@example.com`).kind).toBe('invalid');
	});

	test('normalising what is shown changes nothing', () => {
		fc.assert(
			fc.property(anyText, fc.emailAddress(), fc.boolean(), (text, address, real) => {
				const email = normalizeEmail(real ? address : text);
				const again = normalizeEmail(email.display);
				if (email.kind !== 'invalid') expect(again).toEqual(email);
			}),
			{ numRuns: 500 },
		);
	});
});
