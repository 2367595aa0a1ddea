import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { openCsvRows } from '../../../channels/files/csvRows';
import type { ReadOptions } from '../../../channels/shared/fileRows';
import { encoded } from '../shared/legacyBytes';
import { cellsOf, lines, rowsOf } from '../shared/readFile';

const open = async (file: string | Buffer, options: ReadOptions = {}) =>
	await openCsvRows({ file: typeof file === 'string' ? Buffer.from(file) : file, options });

const read = async (file: string | Buffer, options: ReadOptions = {}) =>
	await rowsOf(await open(file, options));

test('a plain file', async () => {
	const source = await open(lines('姓名,手机,公司', '李娜,13800138000,', '王强,,"示例, 公司"'));
	expect(source.layout).toEqual({
		format: 'csv',
		encoding: 'utf-8',
		delimiter: ',',
		headers: ['姓名', '手机', '公司'],
		headerRow: 1,
	});
	expect((await rowsOf(source)).map(({ number, cells }) => [number, { ...cells }])).toEqual([
		[2, { 姓名: '李娜', 手机: '13800138000' }],
		[3, { 姓名: '王强', 公司: '示例, 公司' }],
	]);
});

test('what Excel on Chinese Windows saves: GBK, and Unicode text with tabs', async () => {
	const table = lines('姓名,手机', '李娜,13800138000');
	const cells = [{ 姓名: '李娜', 手机: '13800138000' }];
	const gbk = await open(encoded(table, 'gb18030'));
	expect(gbk.layout.encoding).toBe('gb18030');
	expect(await cellsOf(gbk)).toEqual(cells);
	const tabs = await open(Buffer.from(`\ufeff${table.replaceAll(',', '\t')}`, 'utf16le'));
	expect(tabs.layout).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' });
	expect(await cellsOf(tabs)).toEqual(cells);
});

test('a first line that names the delimiter is no row', async () => {
	const source = await open('\ufeffsep=;\r\n姓名;手机\r\n李娜;1,5\r\n');
	expect(source.layout).toMatchObject({ delimiter: ';', headerRow: 1 });
	expect(await cellsOf(source)).toEqual([{ 姓名: '李娜', 手机: '1,5' }]);
});

test('rows are counted as a spreadsheet program does', async () => {
	const file = 'Leads 2026,\n\n姓名,备注\n李娜,"two\nlines"\n,\n\n王强,x';
	const source = await open(file);
	expect(source.layout.headerRow).toBe(3);
	expect((await rowsOf(source)).map(({ number }) => number)).toEqual([4, 7]);
});

test('line ends of three kinds in one file', async () => {
	expect(await cellsOf(await open('姓名,手机\r\n李娜,1\n王强,2\r张伟,3'))).toEqual([
		{ 姓名: '李娜', 手机: '1' },
		{ 姓名: '王强', 手机: '2' },
		{ 姓名: '张伟', 手机: '3' },
	]);
});

test('titles twice, columns without a title, empty columns', async () => {
	const source = await open('姓名,手机,手机,,\n李娜,1,2,,VIP\n王强,3,4,,\n');
	expect(source.layout.headers).toEqual(['姓名', '手机', '手机 2', 'Column 5']);
	expect((await cellsOf(source))[0]).toEqual({
		姓名: '李娜',
		手机: '1',
		'手机 2': '2',
		'Column 5': 'VIP',
	});
});

test('a table without titles gets names for its columns', async () => {
	const source = await open('李娜,13800138000\n王强,13900139000\n');
	expect(source.layout).toMatchObject({ headers: ['Column 1', 'Column 2'] });
	expect(source.layout.headerRow).toBeUndefined();
	expect(await rowsOf(source)).toHaveLength(2);
});

test('names of the language are names like any other', async () => {
	const source = await open('姓名,__proto__,constructor,toString\nA,x,y,z\n');
	const [{ cells }] = await rowsOf(source);
	expect(Object.keys(cells)).toEqual(['姓名', '__proto__', 'constructor', 'toString']);
	expect(Object.entries(cells)[1]).toEqual(['__proto__', 'x']);
	expect(Object.getPrototypeOf(Object.getPrototypeOf(cells))).toBeNull();
	expect('hasOwnProperty' in cells).toBe(false);
	expect(Reflect.get({}, 'x')).toBeUndefined();
});

test('problems name their row and column, and the rest of the row is there', async () => {
	const rows = await read(
		Buffer.concat([
			Buffer.from('姓名,手机\n李娜,1.38E+10\n王'),
			Buffer.from([0xff]),
			Buffer.from(',2\n张伟,3,extra\n赵敏,4\n'),
			Buffer.from('姓名,手机\n'.repeat(30)),
		]),
	);
	expect(
		rows.slice(0, 4).map(({ number, problem }) => [number, problem?.code, problem?.field]),
	).toEqual([
		[2, 'precisionLost', '手机'],
		[3, 'undecodable', '姓名'],
		[4, 'tooManyCells', undefined],
		[5, undefined, undefined],
	]);
	expect(rows[1].cells.手机).toBe('2');
});

test('a quotation mark that is never closed is told by its row', async () => {
	await expect(read('姓名,手机\n李娜,1\n"王强,2\n张伟,3\n')).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		message: expect.stringContaining('row 3'),
	});
	const endless = `姓名,手机\n"王强,2\n${'张伟,3\n'.repeat(150_000)}`;
	await expect(read(endless)).rejects.toThrow('quotation mark');
});

test('stray quotation marks do no harm', async () => {
	expect(await cellsOf(await open('姓名,备注\n李娜,5" pipe\n王强,"a ""b"" c"\n'))).toEqual([
		{ 姓名: '李娜', 备注: '5" pipe' },
		{ 姓名: '王强', 备注: 'a "b" c' },
	]);
});

test('limits', async () => {
	const three = 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n';
	await expect(read(three, { headerRow: 1, limits: { rows: 2 } })).rejects.toThrow(
		'more than 2 rows',
	);
	expect((await read(three, { headerRow: 1, limits: { rows: 3 } })).length).toBe(3);
	const [row] = await read(three, { headerRow: 1, limits: { columns: 2 } });
	expect(row.problem?.code).toBe('tooManyCells');
	expect({ ...row.cells }).toEqual({ a: '1', b: '2' });
	const [long] = await read('姓名\n李李李\n', { limits: { cellCharacters: 2 } });
	expect(long).toMatchObject({
		cells: { 姓名: '李李' },
		problem: { code: 'cellTooLong', field: '姓名' },
	});
	await expect(open(three, { limits: { fileBytes: 5 } })).rejects.toThrow('larger than');
});

test('an empty file, and one with titles only, have no rows', async () => {
	expect(await read('')).toEqual([]);
	const source = await open('姓名,手机\n');
	expect(source.layout.headers).toEqual(['姓名', '手机']);
	expect(await rowsOf(source)).toEqual([]);
});

test('a file on disk is closed when its rows end, are left or are never read', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'leadflow-csv-'));
	const file = join(folder, 'leads.csv');
	await writeFile(file, `姓名,手机\n${'李娜,13800138000\n'.repeat(20_000)}`);
	const source = await openCsvRows({ file, options: {} });
	for await (const batch of source.rows) {
		expect(batch.length).toBeLessThanOrEqual(200);
		break;
	}
	await source.close();
	const unread = await openCsvRows({ file, options: {} });
	await unread.close();
	await unread.close();
	expect(await rowsOf(await openCsvRows({ file, options: {} }))).toHaveLength(20_000);
	await rm(folder, { recursive: true });
});

test('any table comes back as it was written', async () => {
	const cell = fc
		.string({ unit: fc.constantFrom(...'李娜 ab,;"\n13') })
		.map((text) => text.trim())
		.filter((text) => !/^['=]/.test(text));
	const row = fc.array(cell, { minLength: 3, maxLength: 3 });
	await fc.assert(
		fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (table) => {
			const written = stringify([['姓名', '手机', '公司'], ...table], { quoted: true });
			const source = await open(written, { delimiter: ',' });
			const kept = table.filter((cells) => cells.some((text) => text !== ''));
			const asRead = (await cellsOf(source)).map((cells) =>
				['姓名', '手机', '公司'].map((name) => cells[name] ?? ''),
			);
			expect(asRead).toEqual(kept);
		}),
		{ numRuns: 200 },
	);
});
