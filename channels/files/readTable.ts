import { LeadflowError } from '../../leads/model/error';

/** A row of a file: texts by column title. Empty cells are left out. */
export type TableRow = Record<string, string>;

/** A list of people with more rows, or bytes, is no list that somebody keeps by hand. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** UTF-8 with or without byte order mark, UTF-16 with one, else what Excel writes on Chinese Windows. */
function decode(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('gb18030').decode(bytes);
	}
}

/** The character that splits the first line into most pieces. */
function delimiterOf(text: string): string {
	const [firstLine] = text.split(/\r?\n/, 1);
	const count = (delimiter: string) => firstLine.split(delimiter).length;
	return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

async function csvCells(bytes: Uint8Array): Promise<string[][]> {
	const { parse } = await import('csv-parse');
	const text = decode(bytes);
	const rows: string[][] = [];
	const parser = parse(text, {
		bom: true,
		delimiter: delimiterOf(text),
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		to: MOST_ROWS + 2,
	});
	for await (const row of parser) rows.push(row);
	return rows;
}

async function workbookCells(bytes: Uint8Array): Promise<string[][]> {
	const { read, utils } = await import('xlsx');
	const book = read(bytes, {
		dense: true,
		cellFormula: false,
		cellHTML: false,
		sheetRows: MOST_ROWS + 2,
	});
	const sheet = book.Sheets[book.SheetNames[0]];
	// Formatted text, because a phone number kept as a number would lose its digits.
	return utils.sheet_to_json<string[]>(sheet, {
		header: 1,
		raw: false,
		defval: '',
		blankrows: false,
	});
}

/** ZIP of XLSX, or the older compound file of XLS. */
function isWorkbook(bytes: Uint8Array): boolean {
	const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
	return start === '504b0304' || start === 'd0cf11e0';
}

/** The apostrophe that keeps a cell from being a formula is not part of the text. */
function cellText(cell: unknown): string {
	return String(cell ?? '')
		.trim()
		.replace(/^'(?=[=+\-@＝＋－＠])/, '');
}

function unreadable(hint: string): LeadflowError {
	return new LeadflowError('INVALID_INPUT', 'The file could not be read as a table', { hint });
}

/**
 * The rows of a small CSV or Excel file, the first line being the column titles.
 *
 * @throws LeadflowError INVALID_INPUT for what is no table, or too large for a list of people
 */
export async function readTable(bytes: Uint8Array): Promise<TableRow[]> {
	if (bytes.length > MOST_BYTES) throw unreadable('It is larger than 20 MB. Split it.');
	const reading = isWorkbook(bytes) ? workbookCells(bytes) : csvCells(bytes);
	const cells = await reading.catch(() => undefined);
	if (!cells) throw unreadable('Use a CSV or Excel file whose first line holds the column titles.');
	const [titles = [], ...rows] = cells;
	if (rows.length > MOST_ROWS) throw unreadable(`It has more than ${MOST_ROWS} rows. Split it.`);
	return rows.map((row) =>
		Object.fromEntries(
			titles.flatMap((title, index) => {
				const text = cellText(row[index]);
				return text === '' || cellText(title) === '' ? [] : [[cellText(title), text]];
			}),
		),
	);
}
