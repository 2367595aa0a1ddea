import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRows } from '../../../channels/files/rows';
import type { ReadOptions } from '../../../channels/shared/fileRows';
import { encoded } from '../shared/legacyBytes';
import { cellsOf, rowsOf } from '../shared/readFile';
import { sheetOf, workbook, xlsxOf, zipOf, type Sheet } from './workbooks';

const open = async (file: Buffer, options: ReadOptions = {}) => await openRows({ file, options });

const people: Sheet = [
	['姓名', '手机', '登记日期', '成交率', 'VIP'],
	['李娜', 13800138000, new Date(Date.UTC(2026, 2, 5)), 0.125, true],
	['王强', '13900139000', null, null, false],
];

test.each([
	['xlsx', 'xlsx'],
	['biff8', 'xls'],
] as const)('%s', async (type, format) => {
	const source = await open(workbook(sheetOf(people), type));
	const headers = ['姓名', '手机', '登记日期', '成交率', 'VIP'];
	expect(source.layout).toEqual({
		format,
		sheets: ['Sheet1'],
		headers,
		headerRow: 1,
		sheetLayouts: [{ name: 'Sheet1', headers, headerRow: 1 }],
	});
	const rows = await rowsOf(source);
	expect(rows.map(({ number, sheet }) => [number, sheet])).toEqual([
		[2, 'Sheet1'],
		[3, 'Sheet1'],
	]);
	expect(rows.map(({ cells }) => ({ ...cells }))).toEqual([
		{ 姓名: '李娜', 手机: 13800138000, 登记日期: '2026-03-05', 成交率: 0.125, VIP: true },
		{ 姓名: '王强', 手机: '13900139000', VIP: false },
	]);
});

test('an old XLS in the Chinese code page', async () => {
	// SheetJS writes old files in Western text only: places are held for the GBK bytes.
	const file = workbook(
		sheetOf([
			['AAAA', 'BBBB'],
			['CCCC', 1],
		]),
		'biff5',
	);
	for (const [place, text] of [
		['AAAA', '姓名'],
		['BBBB', '手机'],
		['CCCC', '李娜'],
	]) {
		encoded(text, 'gb18030').copy(file, file.indexOf(place));
	}
	// The CODEPAGE record (MS-XLS 2.4.52), from 1252 to 936.
	file.writeUInt16LE(936, file.indexOf(Buffer.from('42000200e404', 'hex')) + 4);
	expect(await cellsOf(await open(file))).toEqual([{ 姓名: '李娜', 手机: 1 }]);
});

test('a table of a web page that is called .xls keeps its leading zeros', async () => {
	const page =
		'<html><head><meta charset="gb2312"></head><body><table><tr><td>姓名</td><td>电话</td></tr>' +
		'<tr><td>李娜</td><td>075586213344</td></tr></table></body></html>';
	for (const file of [Buffer.from(page), encoded(page, 'gb18030')]) {
		const source = await open(file);
		expect(source.layout.format).toBe('xls');
		expect(await cellsOf(source)).toEqual([{ 姓名: '李娜', 电话: '075586213344' }]);
	}
});

test('sheets: the first that holds anything, all, or by name', async () => {
	const file = workbook({
		空: sheetOf([[]]),
		华东: sheetOf([
			['姓名', '手机'],
			['李娜', '1'],
		]),
		华北: sheetOf([
			['手机', '姓名', '公司'],
			['2', '王强', '示例公司'],
		]),
		续: sheetOf([['张伟', '13700137000']]),
	});
	const first = await open(file);
	expect(first.layout.sheets).toEqual(['空', '华东', '华北', '续']);
	expect(await cellsOf(first)).toEqual([{ 姓名: '李娜', 手机: '1' }]);
	const all = await open(file, { sheets: 'all' });
	expect(all.layout.headers).toEqual(['姓名', '手机', '公司']);
	expect((await rowsOf(all)).map(({ sheet, cells }) => [sheet, { ...cells }])).toEqual([
		['华东', { 姓名: '李娜', 手机: '1' }],
		['华北', { 手机: '2', 姓名: '王强', 公司: '示例公司' }],
		// A sheet without titles goes on under those of the first.
		['续', { 姓名: '张伟', 手机: '13700137000' }],
	]);
	expect(await cellsOf(await open(file, { sheets: ['华北'] }))).toHaveLength(1);
	await expect(open(file, { sheets: ['西南'] })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		hint: expect.stringContaining('华东'),
	});
});

test('hidden sheets are read by name only', async () => {
	const sheets = {
		选项: sheetOf([
			['a', 'b'],
			['x', 'y'],
		]),
		名单: sheetOf(people),
	};
	const { read: parse, write } = await import('xlsx');
	const book = parse(workbook(sheets));
	book.Workbook = { Sheets: [{ name: '选项', Hidden: 1 }, { name: '名单' }] };
	const file: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' });
	expect((await open(file, { sheets: 'all' })).layout.sheetLayouts).toMatchObject([
		{ name: '名单' },
	]);
	expect((await open(file, { sheets: ['选项'] })).layout.headers).toEqual(['a', 'b']);
});

test('merged titles are joined, merged cells are those of each row', async () => {
	const rows: Sheet = [
		['展会名单', null, null, null],
		['公司', '联系人', null, '备注'],
		[null, '姓名', '手机', null],
		['示例公司', '李娜', '1', null],
		[null, '王强', '2', null],
		[null, null, null, null],
		['样板公司', '张伟', '3', null],
	];
	const merges = ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3', 'A4:A6'];
	const { utils } = await import('xlsx');
	const file = workbook(sheetOf(rows, { '!merges': merges.map((one) => utils.decode_range(one)) }));
	const source = await open(file);
	expect(source.layout).toMatchObject({
		headers: ['公司', '联系人 姓名', '联系人 手机', '备注'],
		headerRow: 3,
	});
	expect(await cellsOf(source)).toEqual([
		{ 公司: '示例公司', '联系人 姓名': '李娜', '联系人 手机': '1' },
		{ 公司: '示例公司', '联系人 姓名': '王强', '联系人 手机': '2' },
		{ 公司: '样板公司', '联系人 姓名': '张伟', '联系人 手机': '3' },
	]);
});

test('numbers that lost digits and failed formulas are reported', async () => {
	const file = await xlsxOf(
		'<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>身份证</t></is></c></row>' +
			'<row r="2"><c t="str"><v>李娜</v></c><c><v>110101199003070000</v></c></row>' +
			'<row r="3"><c t="str"><v>王强</v></c><c t="e"><v>#N/A</v></c></row>' +
			'<row r="4"><c t="str"><v>张伟</v></c><c><v>1.3800138001E10</v></c></row>',
	);
	const rows = await rowsOf(await open(file));
	expect(rows.map(({ problem, cells }) => [problem?.code, problem?.field, cells.身份证])).toEqual([
		['precisionLost', '身份证', '1.1010119900307E+17'],
		['cellError', '身份证', undefined],
		[undefined, undefined, 13800138001],
	]);
});

test('names of the language are names like any other', async () => {
	const file = workbook(
		sheetOf([
			['姓名', '__proto__', 'constructor'],
			['A', 'x', 'y'],
		]),
	);
	const [{ cells }] = await rowsOf(await open(file));
	expect(Object.entries(cells)).toEqual([
		['姓名', 'A'],
		['__proto__', 'x'],
		['constructor', 'y'],
	]);
});

test('protected workbooks say so', async () => {
	// The container of an encrypted XLSX, as far as it is looked at (MS-OFFCRYPTO 2.3.4).
	const container = Buffer.concat([
		Buffer.from('d0cf11e0a1b11ae1', 'hex'),
		Buffer.alloc(2000),
		Buffer.from('EncryptedPackage', 'utf16le'),
		Buffer.alloc(2000),
	]);
	await expect(open(container)).rejects.toThrow('protected by a password');
});

test('what is no workbook is refused with a way out', async () => {
	const refused = { code: 'INVALID_INPUT', hint: expect.stringContaining('save it as') };
	await expect(open(await zipOf({ 'word/document.xml': '<a/>' }))).rejects.toMatchObject(refused);
	await expect(open(Buffer.from('504b030400000000', 'hex'))).rejects.toMatchObject(refused);
	await expect(open(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toMatchObject(refused);
	const cut = workbook(sheetOf(people));
	await expect(open(cut.subarray(0, cut.length - 200))).rejects.toMatchObject(refused);
	await expect(openRows({ file: '/nowhere/a.xlsx', options: { format: 'xlsx' } })).rejects.toThrow(
		'could not be opened',
	);
});

test('bombs are refused before they are unpacked', async () => {
	const bomb = await xlsxOf(`<row r="1"><c><v>${'1'.repeat(80 * 1024 * 1024)}</v></c></row>`);
	expect(bomb.length).toBeLessThan(200_000);
	await expect(open(bomb)).rejects.toThrow('too large');
	await expect(open(bomb, { limits: { unpackedBytes: 1024 * 1024 } })).rejects.toThrow('1 MB');
});

test('a part that is larger than it claims is refused', async () => {
	const file = await xlsxOf('<row r="1"><c t="str"><v>姓名</v></c></row>'.repeat(500));
	const name = file.lastIndexOf('xl/worksheets/sheet1.xml');
	// The size once unpacked in the central directory, 22 bytes before the name.
	file.writeUInt32LE(100, name - 22);
	await expect(open(file)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('limits of rows, columns and cells', async () => {
	const file = workbook(
		sheetOf([
			['姓名', '手机', '公司'],
			['李娜', '1', 'x'.repeat(20)],
			['王强', '2', 'y'],
		]),
	);
	await expect(open(file, { limits: { rows: 1 } }).then(rowsOf)).rejects.toThrow(
		'more than 1 rows',
	);
	const [row] = await rowsOf(await open(file, { limits: { columns: 2 } }));
	expect(row.problem?.code).toBe('tooManyCells');
	const [cut] = await rowsOf(await open(file, { limits: { cellCharacters: 10 } }));
	expect(cut).toMatchObject({ cells: { 公司: 'x'.repeat(10) }, problem: { code: 'cellTooLong' } });
});

test('a file on disk; many rows come in batches, and a reader who leaves ends the thread', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'leadflow-xlsx-'));
	const file = join(folder, 'leads.xlsx');
	const many: Sheet = Array.from({ length: 3000 }, (_, index) => [
		`李${index}`,
		13800000000 + index,
	]);
	await writeFile(file, workbook(sheetOf([['姓名', '手机'], ...many])));
	const source = await openRows({ file, options: {} });
	let count = 0;
	for await (const batch of source.rows) {
		expect(batch.length).toBeLessThanOrEqual(200);
		count += batch.length;
	}
	expect(count).toBe(3000);
	const left = await openRows({ file, options: {} });
	for await (const batch of left.rows) {
		expect(batch[0].number).toBe(2);
		break;
	}
	await left.close();
	await (await openRows({ file, options: {} })).close();
	await rm(folder, { recursive: true });
});
