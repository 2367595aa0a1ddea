import fc from 'fast-check';
import { read, utils, type WorkBook } from 'xlsx';
import { xlsxFile } from '../../../channels/files/xlsxFile';
import { columnName } from '../../../channels/files/xlsxSheet';
import { bytesOf, column, tableOf } from './exampleTable';

const options = { sheetName: '线索', zone: 'Asia/Shanghai' };

async function write(
	columns: Parameters<typeof tableOf>[0],
	rows: Parameters<typeof tableOf>[1],
	more: { rowsPerSheet?: number } = {},
): Promise<WorkBook> {
	const bytes = await bytesOf(await xlsxFile(tableOf(columns, rows), { ...options, ...more }));
	return read(bytes, { cellNF: true, cellStyles: true });
}

function textsOf(book: WorkBook, sheet = book.SheetNames[0]): string[][] {
	return utils.sheet_to_json<string[]>(book.Sheets[sheet], { header: 1, defval: '', raw: true });
}

test('columns are lettered as in Excel', () => {
	expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual([
		'A',
		'Z',
		'AA',
		'AZ',
		'BA',
		'ZZ',
		'AAA',
	]);
});

test('Chinese titles and texts come back', async () => {
	const book = await write(
		[column('姓名'), column('公司')],
		[['王小明', '上海 & <机械> "有限"公司']],
	);
	expect(book.SheetNames).toEqual(['线索']);
	expect(textsOf(book)).toEqual([
		['姓名', '公司'],
		['王小明', '上海 & <机械> "有限"公司'],
	]);
});

test('a text that looks like a formula is a text and stays one when it is edited', async () => {
	const book = await write([column('a')], [['=1+1'], ['@SUM(A1)'], ['+8613800138000']]);
	const sheet = book.Sheets[book.SheetNames[0]];
	for (const place of ['A2', 'A3', 'A4']) {
		expect(sheet[place].t).toBe('s');
		expect(sheet[place].f).toBeUndefined();
		expect(sheet[place].z).toBe('@');
	}
	expect(textsOf(book).flat()).toEqual(['a', '=1+1', '@SUM(A1)', '+8613800138000']);
});

test('instants are dates by the wall clock of the zone, numbers are numbers', async () => {
	const bytes = await bytesOf(
		await xlsxFile(
			tableOf(
				[column('at', 'instant'), column('n', 'number')],
				[[new Date('2026-03-05T01:30:00Z'), 4.5]],
			),
			options,
		),
	);
	const sheet = read(bytes, { cellDates: true, UTC: true }).Sheets['线索'];
	expect(sheet.A2.v).toEqual(new Date('2026-03-05T09:30:00Z'));
	expect(sheet.B2).toMatchObject({ t: 'n', v: 4.5 });
});

test('columns have their widths, the title row is bold, stays in view and has a filter', async () => {
	const file = await xlsxFile(
		tableOf([column('姓名'), column('n', 'number')], [['王', 1]]),
		options,
	);
	const book = read(await bytesOf(file), { bookFiles: true, cellStyles: true });
	const sheet = book.Sheets['线索'];
	expect(sheet['!cols']).toMatchObject([{ width: 18 }, { width: 18 }]);
	expect(sheet['!autofilter']).toEqual({ ref: 'A1:B2' });
	const { files } = book as WorkBook & { files: Record<string, { content: Uint8Array }> };
	const xml = Buffer.from(files['xl/worksheets/sheet1.xml'].content).toString();
	expect(xml).toContain(
		'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
	);
	expect(xml).toContain('<c r="A1" t="inlineStr" s="3">');
});

test('what does not fit on a sheet goes on on the next, with the titles again', async () => {
	const rows = Array.from({ length: 25 }, (_, index) => [`row ${index}`]);
	const book = await write([column('a')], rows, { rowsPerSheet: 11 });
	expect(book.SheetNames).toEqual(['线索', '线索 2', '线索 3']);
	expect(book.SheetNames.map((name) => textsOf(book, name).length)).toEqual([11, 11, 6]);
	expect(book.SheetNames.flatMap((name) => textsOf(book, name).slice(1))).toEqual(rows);
});

test('rows that end exactly at the limit need no further sheet; no rows make one empty sheet', async () => {
	const full = await write([column('a')], [['1'], ['2']], { rowsPerSheet: 3 });
	expect(full.SheetNames).toHaveLength(1);
	const empty = await write([column('a')], []);
	expect(textsOf(empty)).toEqual([['a']]);
});

test('texts that XML or Excel cannot hold do not break the file', async () => {
	const book = await write(
		[column('a')],
		[['bell\u0007'], ['_x0041_'], ['half \ud83d pair'], ['x'.repeat(40_000)]],
	);
	const texts = textsOf(book).flat();
	expect(texts.slice(1, 4)).toEqual(['bell', '_x0041_', 'half \ufffd pair']);
	expect(texts[4]).toHaveLength(32_767);
});

test('any text that XML can hold comes back as it was', async () => {
	const text = fc
		.string({ unit: 'grapheme' })
		.filter((one) => one !== '' && !/[\p{Cc}\ufffe\uffff]|_x/iu.test(one));
	await fc.assert(
		fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), async (texts) => {
			const book = await write(
				[column('a')],
				texts.map((one) => [one]),
			);
			expect(textsOf(book).flat().slice(1)).toEqual(texts);
		}),
		{ numRuns: 40 },
	);
});

test('an error of the rows is an error of the file', async () => {
	const rows = (function* () {
		for (let row = 0; row < 200; row += 1) yield ['one'];
		throw new Error('store is gone');
	})();
	await expect(write([column('a')], rows)).rejects.toThrow('store is gone');
});
