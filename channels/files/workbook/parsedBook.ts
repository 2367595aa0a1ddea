import { read, type CellObject, type WorkBook, type WorkSheet } from 'xlsx';
import { ROWS_PER_BATCH, type Merge, type RawRow } from '../rawRow';
import { damagedBook, encryptedBook, type Book, type BookLimits } from './book';
import { CellReader, type FoundCell } from './cellReader';
import { byTop, MergedCells } from './mergedCells';

const GB18030_CODE_PAGE = 936;

/** The merges of a sheet by their top row, in the counting of {@link Merge}. */
function mergesOf(sheet: WorkSheet): Merge[] {
	const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
		top: s.r + 1,
		left: s.c,
		bottom: e.r + 1,
		right: e.c,
	}));
	return byTop(merges);
}

function found({ t, v, z }: CellObject): FoundCell | undefined {
	if (t === 'e') return { kind: 'error' };
	if (typeof v === 'number') return { kind: 'number', value: v, format: String(z ?? 'General') };
	if (typeof v === 'boolean') return { kind: 'boolean', value: v };
	if (typeof v === 'string') return { kind: 'text', value: v };
	return undefined;
}

/** The rows of a sheet; each is let go once it was read, so that memory falls while the import grows. */
async function* sheetRows(
	data: Array<CellObject[] | undefined>,
	merges: readonly Merge[],
	cells: CellReader,
): AsyncGenerator<RawRow[]> {
	const merged = new MergedCells(merges);
	let batch: RawRow[] = [];
	for (let index = 0; index < data.length; index += 1) {
		const row: RawRow = { number: index + 1, cells: [] };
		for (const [column, cell] of (data[index] ?? []).entries()) {
			// Rows are sparse.
			const value = (cell as CellObject | undefined) && found(cell);
			if (value) cells.add(row, column, value);
		}
		data[index] = undefined;
		merged.fill(row);
		batch.push(row);
		if (batch.length < ROWS_PER_BATCH) continue;
		yield batch;
		batch = [];
	}
	yield batch;
}

function parse(bytes: Buffer | string, limits: BookLimits, codePage: number | undefined): WorkBook {
	return read(bytes, {
		type: typeof bytes === 'string' ? 'string' : 'buffer',
		dense: true,
		cellFormula: false,
		cellHTML: false,
		cellText: false,
		cellNF: true,
		// Numbers in tables of web pages are texts: 0755 must keep its zero.
		raw: typeof bytes === 'string',
		sheetRows: limits.rows + 100,
		...(codePage === undefined ? {} : { codepage: codePage }),
	});
}

function parsed(bytes: Buffer | string, limits: BookLimits, codePage: number | undefined) {
	try {
		return parse(bytes, limits, codePage);
	} catch (error) {
		return error instanceof Error ? error : damagedBook(error);
	}
}

/** UTF-16 name of the part that holds an encrypted XLSX (MS-OFFCRYPTO, 2.3.4). */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * A workbook that is parsed as a whole: XLS of any age, XLSX, XLSB, ODS, the XML of Excel 2003 and
 * tables of web pages.
 *
 * @param bytes the file; text for what is markup
 * @param isGbk whether texts of old files without a code page are GBK
 * @throws LeadflowError INVALID_INPUT for what is encrypted or no workbook
 */
export function parsedBook(bytes: Buffer | string, limits: BookLimits, isGbk: boolean): Book {
	if (typeof bytes !== 'string' && bytes.includes(ENCRYPTED_PACKAGE)) throw encryptedBook();
	const book = parsed(bytes, limits, isGbk ? GB18030_CODE_PAGE : undefined);
	if (book instanceof Error) {
		throw /password|encrypt/i.test(book.message) ? encryptedBook() : damagedBook(book);
	}
	const date1904 = book.Workbook?.WBProps?.date1904 === true;
	return {
		sheets: book.SheetNames.flatMap((name, index) => {
			const data = (book.Sheets[name] as WorkSheet | undefined)?.['!data'];
			if (!data) return [];
			return [
				{
					name,
					hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0,
					open: async () => {
						const merges = mergesOf(book.Sheets[name]);
						const rows = sheetRows(data, merges, new CellReader(date1904, limits));
						return { merges, rows };
					},
				},
			];
		}),
		close: async () => {},
	};
}
