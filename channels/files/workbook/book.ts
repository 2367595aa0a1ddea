import { LeadflowError } from '../../../leads/model/error';
import type { Merge, RawRow } from '../rawRow';

/** A sheet of a workbook that is being read. */
export interface BookSheet {
	name: string;
	hidden: boolean;
	/** Begins to read it; once. */
	open(): Promise<OpenSheet>;
}

/** The cells of a sheet. */
export interface OpenSheet {
	/** By their top row. */
	merges: readonly Merge[];
	/** In batches; empty rows may come or be left out. Cells of vertical merges are repeated. */
	rows: AsyncIterable<RawRow[]>;
}

/** A workbook that is being read. */
export interface Book {
	/** In the order of the tabs; sheets that hold no cells (charts, macros) are left out. */
	sheets: BookSheet[];
	close(): Promise<void>;
}

/** What bounds the reading of a workbook. */
export interface BookLimits {
	unpackedBytes: number;
	rows: number;
	columns: number;
	cellCharacters: number;
}

export const damagedBook = (cause?: unknown) =>
	new LeadflowError('INVALID_INPUT', 'The workbook could not be read.', {
		hint: 'It is damaged or of a kind that is not supported. Open it in a spreadsheet program and save it as XLSX or CSV.',
		cause,
	});

export const encryptedBook = () =>
	new LeadflowError('INVALID_INPUT', 'The workbook is protected by a password.', {
		hint: 'Open it in a spreadsheet program, remove the password and save it again.',
	});

export const bookTooLarge = (what: string) =>
	new LeadflowError('INVALID_INPUT', `The workbook is too large: ${what}.`, {
		hint: 'Split it, or save the sheet as CSV.',
	});
