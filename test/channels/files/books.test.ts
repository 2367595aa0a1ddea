import fc from 'fast-check';
import { openBook } from '../../../channels/files/workbook/openBook';
import { parsedBook } from '../../../channels/files/workbook/parsedBook';
import { streamedBook } from '../../../channels/files/workbook/streamedBook';
import type { Book } from '../../../channels/files/workbook/book';
import { workbookPart } from '../../../channels/files/workbook/bookParts';
import { ZipParts } from '../../../channels/files/workbook/zipParts';
import type { RawRow } from '../../../channels/files/rawRow';
import { sheetOf, workbook, xlsxOf, type Sheet } from './workbooks';

/* The two readers of XLSX, the one that parses and the one that streams, must agree. */

const limits = { unpackedBytes: 1e8, rows: 1e6, columns: 100, cellCharacters: 1000 };

async function everything(book: Book) {
	const sheets = [];
	for (const { name, hidden, open } of book.sheets) {
		const { merges, rows } = await open();
		const all: RawRow[] = [];
		for await (const batch of rows) {
			for (const row of batch) {
				const last = row.cells.findLastIndex((cell) => cell !== null);
				if (last !== -1 || row.problem) all.push({ ...row, cells: row.cells.slice(0, last + 1) });
			}
		}
		sheets.push({ name, hidden, merges, rows: all });
	}
	await book.close();
	return sheets;
}

async function streamed(file: Buffer): Promise<Book> {
	const zip = await ZipParts.open(file, limits.unpackedBytes);
	return await streamedBook(zip, (await workbookPart(zip)) ?? '', limits);
}

async function bothRead(file: Buffer) {
	const read = await everything(await streamed(file));
	expect(read).toEqual(await everything(parsedBook(file, limits, false)));
	return read;
}

test.each(['xlsx', 'xlsm', 'xlsb', 'biff8', 'ods', 'xlml', 'html'] as const)('%s', async (type) => {
	const rows: Sheet = [
		['姓名', '手机', '数'],
		['李娜', '075586213344', 12.5],
	];
	const book = await openBook(workbook(sheetOf(rows), type), {}, limits);
	const [sheet] = await everything(book);
	// A web page knows texts only.
	const number = type === 'html' ? '12.5' : 12.5;
	expect(sheet.rows.map(({ cells }) => cells)).toEqual([rows[0], ['李娜', '075586213344', number]]);
});

test('formats, dates, texts and merges are read alike', async () => {
	const rows: Sheet = [
		['姓名', '手机', '日期', '时间', '率', '邮编', '金额', '标志'],
		['李 & <娜>', 13800138000, new Date(Date.UTC(2026, 2, 5)), 0.5, 0.125, 755, 1234.5, true],
		['多\r\n行', '0138', new Date(Date.UTC(2026, 2, 5, 9, 30)), 45000.25, 1, 518000, -1, false],
	];
	const sheet = sheetOf(rows, { '!merges': [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }] });
	for (const [place, format] of Object.entries({
		C2: 'yyyy/m/d',
		C3: 'yyyy"年"m"月"d"日" h:mm',
		D2: 'h:mm:ss',
		D3: '[h]:mm',
		E2: '0%',
		E3: '0.00%',
		F2: '000000',
		F3: '000000',
		G2: '"¥"#,##0.00',
		B2: '000-0000-0000',
	})) {
		sheet[place].z = format;
	}
	const [{ rows: read }] = await bothRead(workbook({ 名单: sheet, 空: sheetOf([['x']]) }));
	expect(read.slice(1).map(({ cells }) => cells)).toEqual([
		['李 & <娜>', '138-0013-8000', '2026-03-05', '12:00:00', '12.5%', '000755', 1234.5, true],
		['多\n行', '0138', '2026-03-05T09:30:00', '1080006:00', '100%', '518000', -1, false],
	]);
});

test('shared and inline texts, pronunciation, escapes, missing references', async () => {
	const strings =
		'<si><t>姓名</t></si><si><r><t>李</t></r><r><t xml:space="preserve">娜 </t></r><rPh sb="0" eb="1"><t>リ</t></rPh></si>';
	const rows =
		'<row><c t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>a_x000D_b</t></is></c></row>' +
		'<row r="5"><c r="A5" t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c s="1"><v>46086</v></c><c/></row>';
	const [{ rows: read }] = await everything(await streamed(await xlsxOf(rows, '', strings)));
	expect(read.map(({ number, cells }) => [number, cells])).toEqual([
		[1, ['姓名', null, 'a\nb']],
		[5, ['李娜', true, null, '2026-03-05']],
	]);
	expect(read[1].problem).toMatchObject({ code: 'cellError', column: 2 });
});

test('any sheet is read alike', async () => {
	const cell = fc.oneof(
		fc.string({ unit: fc.constantFrom(...'李娜 ab<&>"\'0+-=E.5') }),
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }),
		fc.boolean(),
		fc.constant(null),
	);
	const sheet = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(sheet, async (rows) => {
			// A sheet without any cell is written without rows.
			await bothRead(workbook(sheetOf([['姓名'], ...rows])));
		}),
		{ numRuns: 150 },
	);
});

test('mutated workbooks end in rows or in an error of ours', async () => {
	const file = workbook(
		sheetOf([
			['姓名', '手机'],
			['李娜', 13800138000],
		]),
	);
	const edit = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
	await fc.assert(
		fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
			const bytes = Buffer.from(file);
			for (const [place, value] of edits) bytes[place] = value;
			const outcome = await streamed(bytes)
				.then(everything)
				.catch((error: unknown) => error);
			if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'LeadflowError' });
		}),
		{ numRuns: 2000 },
	);
});

test('entities that a document declares are not expanded', async () => {
	const file = await xlsxOf('<row><c t="inlineStr"><is><t>&bomb;</t></is></c></row>');
	const declared = file; // Any reference to an entity that XML does not know is an error.
	await expect(streamed(declared).then(everything)).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
});
