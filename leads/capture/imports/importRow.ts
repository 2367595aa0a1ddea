import type { CaptureOptions } from '../options';
import type { CaptureProblem } from '../result';

/*
 * What an import needs to know of a file. Reading files is the business of the channels; these shapes
 * are those of `channels/shared/fileRows.ts` as far as an import looks at them.
 */

export type ImportCell = string | number | boolean | null;

/** What a reader found wrong with a row: a stable word, one sentence without a value, the column. */
export interface ImportRowProblem {
	code: string;
	message: string;
	/** Title of the column. */
	field?: string;
}

/** One row of a file. */
export interface ImportRow {
	/** As a person counts it: row of its sheet, line of a CSV file, card of a VCF file; from 1. */
	number: number;
	sheet?: string;
	/** By column title; empty cells are left out. */
	cells: Readonly<Record<string, ImportCell>>;
	problem?: ImportRowProblem;
}

/** What is known of a file before its rows. */
export interface ImportLayout {
	format: string;
	encoding?: string;
	delimiter?: string;
	sheets?: readonly string[];
	/** Column titles, each once. */
	headers: readonly string[];
	headerRow?: number;
}

/** A file on its way into the store. */
export interface ImportSource {
	layout: ImportLayout;
	/** In batches, in the order of the file; read once. */
	rows: AsyncIterable<readonly ImportRow[]>;
}

/** Of what a reader reports, that which leaves data of the row behind. */
const incomplete: ReadonlySet<string> = new Set([
	'malformed',
	'cellTooLong',
	'tooManyCells',
	'undecodable',
]);

/**
 * Whether a row is turned away for what its reader found. A value is never stored cut or garbled; a
 * number that lost digits is one that nobody can be called by, but does no harm in a column that is no
 * lead field.
 *
 * @param target the lead field that the column of the problem goes into, if it does
 */
export function rejectsRow(
	{ code }: ImportRowProblem,
	target: string | undefined,
	validation: CaptureOptions['validation'],
): boolean {
	if (validation === 'strict') return true;
	if (validation === 'off') return code === 'malformed';
	return incomplete.has(code) || (code === 'precisionLost' && target !== undefined);
}

/** The problem of a row as captures name theirs: by lead field, where its column is one. */
export function captureProblem(
	{ code, message, field }: ImportRowProblem,
	target: string | undefined,
): CaptureProblem {
	const where = target ?? field;
	return { code, message, ...(where === undefined ? {} : { field: where }) };
}
