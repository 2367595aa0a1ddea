/*
 * Rows of a file that a user brings: spreadsheets, CSV and address book cards are read in different
 * folders and arrive in this one shape.
 */

/** Kinds of files that can be imported. */
export const rowFormats = ['xlsx', 'xls', 'csv', 'vcf'] as const;

export type RowFormat = (typeof rowFormats)[number];

/** Encodings a text file can be read in. `gb18030` covers GBK and GB2312. */
export const textEncodings = [
	'utf-8',
	'gb18030',
	'big5',
	'utf-16le',
	'utf-16be',
	'windows-1252',
] as const;

export type TextEncoding = (typeof textEncodings)[number];

/** What a cell can hold. Dates come as ISO 8601 text without a zone, because a spreadsheet knows none. */
export type CellValue = string | number | boolean | null;

/** What is wrong with a row or one of its cells. */
export interface RowProblem {
	/**
	 * `precisionLost`: a long number of which the file keeps only the first digits.
	 * `undecodable`: bytes that are no text in the file's encoding; they became U+FFFD.
	 * `cellTooLong`: a cell beyond the limit; it was cut.
	 * `cellError`: a formula that failed, such as #N/A; the cell is empty.
	 * `tooManyCells`: cells to the right of the last column that may be read; they were left out.
	 * `malformed`: a card without an end.
	 */
	code:
		| 'precisionLost'
		| 'undecodable'
		| 'cellTooLong'
		| 'cellError'
		| 'tooManyCells'
		| 'malformed';
	/** One English sentence without any value. */
	message: string;
	/** The column it is about, by its header. */
	field?: string;
}

/** One row of a file as it was read. */
export interface FileRow {
	/** 1-based: the row as a spreadsheet program counts it on its sheet, the line a CSV row starts on, the card's place in its file. */
	number: number;
	/** The sheet it stands on; absent where the format has no sheets. */
	sheet?: string;
	/**
	 * By header; without a prototype, so that a column named `__proto__` is a plain name. Empty cells
	 * are left out.
	 */
	cells: Record<string, CellValue>;
	/** The first thing that is wrong with it, if anything is. What could be read stands in `cells` all the same. */
	problem?: RowProblem;
}

/** What is known of one sheet before its rows. */
export interface SheetLayout {
	name: string;
	headers: string[];
	/** 1-based; of headers over two rows the lower one. Absent for a sheet without any row. */
	headerRow?: number;
}

/** What is known of a file before its rows. */
export interface FileLayout {
	format: RowFormat;
	/** Of CSV, and of VCF as a whole. */
	encoding?: TextEncoding;
	/** Of CSV. */
	delimiter?: string;
	/** Names of all sheets of the workbook, read or not. */
	sheets?: string[];
	/** Unique names in the order of their columns; of several sheets, their union. */
	headers: string[];
	/** Of the first sheet that is read. */
	headerRow?: number;
	/** The sheets that are read, in order, each with its own headers. */
	sheetLayouts?: SheetLayout[];
}

/** A file that is being read. */
export interface RowSource {
	layout: FileLayout;
	/**
	 * Rows in the order of the file, about 200 at a time, none of them empty. Read once; leaving the
	 * loop early gives everything back that reading holds (file, worker thread). Nothing is read ahead
	 * of the consumer beyond a few batches.
	 *
	 * @throws LeadflowError INVALID_INPUT while iterating, where the file turns out damaged or too large
	 */
	rows: AsyncIterable<FileRow[]>;
	/** Gives back what reading holds, where `rows` is never iterated (a preview of the layout). Harmless twice. */
	close(): Promise<void>;
}

/** Beyond these a file is refused, or a cell cut. Absent ones have the defaults of {@link readLimits}. */
export interface ReadLimits {
	/** Bytes of the file. */
	fileBytes: number;
	/** Bytes of a workbook's parts once unpacked; a small file that unpacks to more is a ZIP bomb. */
	unpackedBytes: number;
	/** Rows or cards of all sheets together. */
	rows: number;
	/** Columns of a sheet. Further ones are left out and the row gets a problem. */
	columns: number;
	/** Characters of a cell. */
	cellCharacters: number;
}

export const readLimits: Readonly<ReadLimits> = {
	fileBytes: 512 * 1024 * 1024,
	unpackedBytes: 2 * 1024 * 1024 * 1024,
	rows: 2_000_000,
	columns: 500,
	cellCharacters: 32_767,
};

/** How a file is to be read. What is absent or `auto` is found out. */
export interface ReadOptions {
	format?: 'auto' | RowFormat;
	/** Of CSV and VCF. */
	encoding?: 'auto' | TextEncoding;
	/** Of CSV: one character. */
	delimiter?: string;
	/** Of workbooks; default `first`, the first sheet that holds anything. */
	sheets?: 'first' | 'all' | string[];
	/** 1-based row of the headers; default: found below title rows. */
	headerRow?: 'auto' | number;
	limits?: Partial<ReadLimits>;
}

/** A file on disk, or its bytes. Big files should come as a path: bytes stay in memory while they are read. */
export interface FileInput {
	file: string | Buffer;
	/** Its name, where the user gave one: its ending is a hint of the format. */
	fileName?: string;
	options: ReadOptions;
}
