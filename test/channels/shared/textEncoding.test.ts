import fc from 'fast-check';
import { FileBytes } from '../../../channels/shared/fileBytes';
import { decodedText, findEncoding } from '../../../channels/shared/textEncoding';
import { encoded } from './legacyBytes';

async function found(bytes: Buffer) {
	return (await findEncoding(await FileBytes.open(bytes))).encoding;
}

async function read(bytes: Buffer): Promise<string> {
	const file = await FileBytes.open(bytes);
	let text = '';
	for await (const piece of decodedText(file, await findEncoding(file))) text += piece;
	return text;
}

const table = '姓名,手机,公司\r\n李娜,13800138000,上海示例机械有限公司\r\n';

test('byte order marks are believed and are no text', async () => {
	for (const [mark, encoding] of [
		['efbbbf', 'utf-8'],
		['fffe', 'utf-16le'],
		['feff', 'utf-16be'],
	] as const) {
		const utf16 = Buffer.from(table, 'utf16le');
		const body =
			encoding === 'utf-8' ? Buffer.from(table) : encoding === 'utf-16le' ? utf16 : utf16.swap16();
		const bytes = Buffer.concat([Buffer.from(mark, 'hex'), body]);
		expect(await found(bytes)).toBe(encoding);
		expect(await read(bytes)).toBe(table);
	}
});

test('without a mark: UTF-8, GBK, UTF-16 and Latin text are told apart', async () => {
	expect(await found(Buffer.from(table))).toBe('utf-8');
	expect(await found(Buffer.from('name,phone\r\nLi,1\r\n'))).toBe('utf-8');
	expect(await found(Buffer.alloc(0))).toBe('utf-8');
	expect(await found(encoded(table, 'gb18030'))).toBe('gb18030');
	expect(await found(Buffer.from('name,phone\r\nLi,1\r\n', 'utf16le'))).toBe('utf-16le');
	// ü and the letter behind it would be one rare Chinese character.
	expect(await found(Buffer.from('Name;Ort\r\nMüller;Köln\r\nJörg;Düren\r\n', 'latin1'))).toBe(
		'windows-1252',
	);
});

test('even a single Chinese name in GBK is recognised', async () => {
	expect(await read(encoded('张伟', 'gb18030'))).toBe('张伟');
	expect(await read(encoded('name\n王喆', 'gb18030'))).toBe('name\n王喆');
});

test('characters of four bytes in GB18030 come through', async () => {
	// 𠮷 is 95 34 B2 35 (GB 18030-2005).
	const bytes = Buffer.concat([encoded('姓名\n王', 'gb18030'), Buffer.from('9534b235', 'hex')]);
	expect(await read(bytes)).toBe('姓名\n王𠮷');
});

test('Big5 is recognised by titles that make sense only in it', async () => {
	expect(await found(encoded('姓名,電話,公司名稱\r\n林雅婷,0912000000,範例公司\r\n', 'big5'))).toBe(
		'big5',
	);
	expect(await found(encoded('姓名,手机,备注\r\n', 'gb18030'))).toBe('gb18030');
});

test('a few damaged bytes do not change the verdict on a long text', async () => {
	const utf8 = Buffer.concat([Buffer.from(table.repeat(20)), Buffer.from([0xe5, 0x2c])]);
	expect(await found(utf8)).toBe('utf-8');
	const gbk = Buffer.concat([encoded(table.repeat(20), 'gb18030'), Buffer.from([0xff, 0x0a])]);
	expect(await found(gbk)).toBe('gb18030');
});

test('the first Chinese text counts, however far into the file it comes', async () => {
	const bytes = Buffer.concat([
		Buffer.from('a,b\n'.repeat(200_000)),
		encoded('李娜,上海\n', 'gb18030'),
	]);
	expect(await found(bytes)).toBe('gb18030');
});

test('a damaged byte never swallows the comma or line break behind it', async () => {
	expect(
		await read(
			Buffer.concat([encoded('姓名,公司\n李', 'gb18030'), Buffer.from([0x81, 0x2c, 0x0a])]),
		),
	).toBe('姓名,公司\n李\ufffd,\n');
});

test('an encoding that the user names is used', async () => {
	const file = await FileBytes.open(encoded('張偉', 'big5'));
	expect(await findEncoding(file, 'big5')).toEqual({ encoding: 'big5', markBytes: 0 });
});

test('text comes back whole, wherever the blocks cut its characters', async () => {
	const text = fc.string({ unit: fc.constantFrom(...'李娜上海公司abc,\n'), minLength: 1 });
	await fc.assert(
		fc.asyncProperty(text, fc.nat(3), async (one, shift) => {
			const whole = `${'x'.repeat(shift)}姓名\n${one}\n`.repeat(2_000);
			expect(await read(Buffer.from(whole))).toBe(whole);
			expect(await read(encoded(whole, 'gb18030'))).toBe(whole);
		}),
		{ numRuns: 10 },
	);
});
