import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvFile } from '../../../channels/files/csvFile';
import { bytesOf, column, tableOf } from './exampleTable';

const write = async (columns: string[], rows: Parameters<typeof tableOf>[1]) =>
	await bytesOf(
		csvFile(
			tableOf(
				columns.map((title) => column(title)),
				rows,
			),
			'Asia/Shanghai',
		),
	);

test('begins with a byte order mark and ends its lines with CRLF, so that Excel reads Chinese', async () => {
	const bytes = await write(['姓名', '公司'], [['王小明', '上海机械']]);
	expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
	expect(bytes.toString('utf8', 3)).toBe('姓名,公司\r\n王小明,上海机械\r\n');
});

test('quotes what would break a line or a field', async () => {
	const cells = ['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', 'cr\ralone', ' spaces '];
	const bytes = await write(
		cells.map((_, index) => `c${index}`),
		[cells],
	);
	const [, row] = parse(bytes, { bom: true, record_delimiter: '\r\n' });
	expect(row).toEqual(cells);
});

test('instants are written as the clock on the wall of the zone', async () => {
	const bytes = await write(['at'], [[new Date('2026-03-05T01:30:00Z')]]);
	expect(bytes.toString()).toContain('2026-03-05 09:30:00\r\n');
});

test('numbers stay numbers, also negative ones; empty cells stay empty', async () => {
	const bytes = await write(['a', 'b', 'c'], [[-5, undefined, 0.5]]);
	expect(bytes.toString()).toContain('\r\n-5,,0.5\r\n');
});

test('formulas are defused, in titles too; an E.164 number can still be dialled', async () => {
	const bytes = await write(['=1+1'], [['=HYPERLINK("http://example.com")'], ['+8613800138000']]);
	expect(parse(bytes, { bom: true })).toEqual([
		["'=1+1"],
		['\'=HYPERLINK("http://example.com")'],
		['+8613800138000'],
	]);
});

test('any text that is no formula comes back as it was', async () => {
	const plain = fc
		.string({ unit: 'grapheme' })
		.filter((text) => !/^[=+\-@\t\r\n＝＋－＠\ufeff]/.test(text));
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(plain, plain), { minLength: 1, maxLength: 20 }),
			async (rows) => {
				const bytes = await write(['a', 'b'], rows);
				expect(parse(bytes, { bom: true, record_delimiter: '\r\n' }).slice(1)).toEqual(rows);
			},
		),
		{ numRuns: 50 },
	);
});

test('an error of the rows is an error of the file', async () => {
	const rows = (function* () {
		yield ['one'];
		throw new Error('store is gone');
	})();
	await expect(write(['a'], rows)).rejects.toThrow('store is gone');
});
