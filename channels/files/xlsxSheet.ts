import type { Cell, Column } from './table';

/** Places of the formats in `styles.xml`. */
export const style = { text: 1, instant: 2, title: 3 } as const;

/** Excel refuses a file with a longer cell. */
const LONGEST_TEXT = 32_767;
const DAY_MS = 86_400_000;
/** 1970-01-01 as Excel counts days. */
const EPOCH_DAY = 25_569;

/** XML 1.0 has no way to write these characters. (The class of control characters also holds 0x7f to 0x9f, which nobody misses.) */
const NOT_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu;
const markup: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text inside XML. `_x0041_` is an escape of OOXML (ECMA-376, ST_Xstring) and has to be escaped itself. */
export function xmlText(text: string): string {
	return text
		.slice(0, LONGEST_TEXT)
		.toWellFormed()
		.replace(NOT_XML, '')
		.replace(/\r\n?/g, '\n')
		.replace(/_x(?=[0-9a-f]{4}_)/gi, '_x005F_x')
		.replace(/[&<>"]/g, (character) => markup[character]);
}

/** Column letters: 0 → A, 26 → AA. */
export function columnName(index: number): string {
	const last = String.fromCharCode(65 + (index % 26));
	return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

function textCell(place: string, text: string, format: number): string {
	return `<c r="${place}" t="inlineStr" s="${format}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function cellXml(place: string, cell: Cell, clock: (instant: Date) => string): string {
	if (cell === undefined || cell === '') return '';
	if (cell instanceof Date) {
		const days = Date.parse(`${clock(cell).replace(' ', 'T')}Z`) / DAY_MS + EPOCH_DAY;
		return `<c r="${place}" s="${style.instant}"><v>${days}</v></c>`;
	}
	if (typeof cell === 'number')
		return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : '';
	return textCell(place, String(cell), style.text);
}

/**
 * One row of a sheet. Texts are typed as texts and formatted as texts, so that Excel never runs one
 * as a formula, not even after it was edited, and shows `+8613800138000` in full.
 *
 * @param number counted from 1
 */
export function rowXml(
	number: number,
	cells: readonly Cell[],
	clock: (instant: Date) => string,
): string {
	const inside = cells.map((cell, index) => cellXml(`${columnName(index)}${number}`, cell, clock));
	return `<row r="${number}">${inside.join('')}</row>`;
}

/** Everything before the first row of data: column widths, titles that stay in view. */
export function sheetStart(columns: readonly Column[]): string {
	const widths = columns.map(({ kind, width }, index) => {
		const format = kind === 'number' ? '' : ` style="${style[kind]}"`;
		return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${format}/>`;
	});
	const titles = columns.map(({ title }, index) =>
		textCell(`${columnName(index)}1`, title, style.title),
	);
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${titles.join('')}</row>`;
}

/** Everything after the last row, with a filter over all columns. */
export function sheetEnd(columns: number, lastRow: number): string {
	return `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${lastRow}"/></worksheet>`;
}
