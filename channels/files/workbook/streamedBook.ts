import type { SaxesTagPlain } from 'saxes';
import type { Merge, RawRow } from '../rawRow';
import { damagedBook, type Book, type BookLimits } from './book';
import { readBookParts, readSharedStrings, type BookParts } from './bookParts';
import { CellReader, type FoundCell } from './cellReader';
import { columnOf, MergedCells, readMerges } from './mergedCells';
import { parsedXml, unescapedText } from './xmlStream';
import type { ZipParts } from './zipParts';

/** Collects the rows of a sheet from its tags (ECMA-376 part 1, 18.3). */
class SheetCollector {
	private rows: RawRow[] = [];
	private row: RawRow = { number: 0, cells: [] };
	private column = -1;
	private type = '';
	private style = 0;
	private text = '';
	private hasValue = false;
	private isCollecting = false;
	private isPhonetic = false;

	constructor(
		private readonly cells: CellReader,
		private readonly strings: readonly string[],
		private readonly formats: readonly string[],
	) {}

	/** The rows that are complete. */
	taken(): RawRow[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	readonly open = (name: string, { attributes }: SaxesTagPlain): void => {
		if (name === 'c') {
			this.column = columnOf(attributes.r) ?? this.column + 1;
			this.type = attributes.t ?? 'n';
			this.style = Number(attributes.s ?? 0);
			this.text = '';
			this.hasValue = false;
		} else if (name === 'v' || (name === 't' && !this.isPhonetic)) {
			this.isCollecting = true;
			this.hasValue = true;
		} else if (name === 'row') {
			const number = Number(attributes.r);
			const follows = Number.isSafeInteger(number) && number > this.row.number;
			this.row = { number: follows ? number : this.row.number + 1, cells: [] };
			this.column = -1;
		} else if (name === 'rPh') this.isPhonetic = true;
	};

	readonly textFound = (text: string): void => {
		if (this.isCollecting) this.text += text;
	};

	readonly close = (name: string): void => {
		if (name === 'v' || name === 't') this.isCollecting = false;
		else if (name === 'rPh') this.isPhonetic = false;
		else if (name === 'row') this.rows.push(this.row);
		else if (name === 'c' && this.hasValue) {
			const cell = this.cell();
			if (cell) this.cells.add(this.row, this.column, cell);
		}
	};

	private cell(): FoundCell | undefined {
		const { text, type } = this;
		if (type === 's') return { kind: 'text', value: this.strings[Number(text)] ?? '' };
		if (type === 'str' || type === 'inlineStr') {
			return { kind: 'text', value: unescapedText(text) };
		}
		if (type === 'b') return { kind: 'boolean', value: text.trim() === '1' };
		if (type === 'e') return { kind: 'error' };
		// A day without a time is written with midnight.
		if (type === 'd') return { kind: 'text', value: text.replace(/T00:00:00(?:\.0+)?Z?$/, '') };
		if (text.trim() === '') return undefined;
		return { kind: 'number', value: Number(text), format: this.formats[this.style] ?? 'General' };
	}
}

async function* sheetRows(
	zip: ZipParts,
	part: string,
	book: BookParts,
	strings: readonly string[],
	merges: readonly Merge[],
	limits: BookLimits,
): AsyncGenerator<RawRow[]> {
	const cells = new CellReader(book.date1904, limits);
	const collector = new SheetCollector(cells, strings, book.formats);
	const merged = new MergedCells(merges);
	const steps = parsedXml(await zip.stream(part), {
		open: collector.open,
		text: collector.textFound,
		close: collector.close,
	});
	for (let step = await steps.next(); !step.done; step = await steps.next()) {
		const rows = collector.taken();
		for (const row of rows) merged.fill(row);
		if (rows.length > 0) yield rows;
	}
}

/**
 * An XLSX workbook whose sheets are parsed while they are unpacked: memory holds its shared texts
 * and a few rows, however large the sheets are.
 *
 * @param part name of the workbook's part
 */
export async function streamedBook(zip: ZipParts, part: string, limits: BookLimits): Promise<Book> {
	const book = await readBookParts(zip, part);
	let strings: Promise<string[]> | undefined;
	const sharedStrings = async () =>
		await (strings ??= readSharedStrings(zip, book.sharedStringsPart));
	return {
		sheets: book.sheets.map(({ name, hidden, part: sheetPart }) => ({
			name,
			hidden,
			open: async () => {
				const merges = await readMerges(await zip.stream(sheetPart)).catch((error: unknown) =>
					Promise.reject(damagedBook(error)),
				);
				const strings = await sharedStrings();
				return { merges, rows: sheetRows(zip, sheetPart, book, strings, merges, limits) };
			},
		})),
		close: async () => zip.close(),
	};
}
