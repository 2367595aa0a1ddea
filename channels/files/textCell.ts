import type { CellValue } from '../shared/fileRows';
import type { RawProblem, RawRow } from './rawRow';

/** `1.38E+10`, as a spreadsheet program writes a long number; `1,38E+10` in many countries. */
const SCIENTIFIC = /^([+-]?)(\d)(?:[.,](\d{1,20}))?[eE]\+(\d{1,2})$/;
/** Below it no digits are hidden that anybody would miss: phone numbers have seven and more. */
const SHORTEST_EXPONENT = 6;

const REPLACEMENT = '\ufffd';

const messages: Readonly<Record<'precisionLost' | 'undecodable' | 'cellTooLong', string>> = {
	precisionLost: 'A long number lost its last digits in a spreadsheet program.',
	undecodable: 'Some characters are damaged or in another encoding than the rest of the file.',
	cellTooLong: 'A cell is too long; the end was cut off.',
};

/** Notes what is wrong with a row; the first problem stays. */
export function noteProblem(
	row: Pick<RawRow, 'problem'>,
	code: keyof typeof messages,
	column?: number,
): void {
	row.problem ??= { code, message: messages[code], ...(column === undefined ? {} : { column }) };
}

/** The digits of a number in scientific notation; undefined where some are not written. */
function allDigits(text: string): string | undefined {
	const match = SCIENTIFIC.exec(text);
	if (!match) return text;
	const [, sign, first, decimals = '', exponent] = match;
	if (Number(exponent) < SHORTEST_EXPONENT || decimals.length > Number(exponent)) return text;
	return decimals.length === Number(exponent) ? `${sign}${first}${decimals}` : undefined;
}

/**
 * What programs put around a cell to keep a spreadsheet program from changing it: an apostrophe
 * before a number or formula, or `="0138"`.
 */
function unwrapped(text: string): string {
	if (text.startsWith('="') && text.endsWith('"') && text.length > 2)
		return text.slice(2, -1).trim();
	return /^'[\d=+\-@＝＋－＠]/.test(text) ? text.slice(1) : text;
}

const APOSTROPHE = 0x27;
const EQUALS = 0x3d;

/**
 * A cell that the file holds as text, tidied: white space around it goes, as does what protects it
 * from a spreadsheet program; line breaks are `\n`. A long number whose digits are all there comes as plain digits.
 *
 * @param row takes what is wrong with the cell
 */
export function readTextCell(
	source: string,
	row: Pick<RawRow, 'problem'>,
	column: number,
	mostCharacters: number,
): CellValue {
	let text = source.trim();
	if (text === '') return null;
	const first = text.charCodeAt(0);
	if (first === APOSTROPHE || first === EQUALS) text = unwrapped(text);
	if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
	if (text.length > mostCharacters) {
		text = text.slice(0, mostCharacters);
		noteProblem(row, 'cellTooLong', column);
	}
	if (text.includes(REPLACEMENT)) noteProblem(row, 'undecodable', column);
	if (text.length < 30 && text.includes('+')) {
		const digits = allDigits(text);
		if (digits === undefined) noteProblem(row, 'precisionLost', column);
		else text = digits;
	}
	return text;
}

/** The same as a problem of its own, where the caller found it in a number. */
export function precisionLost(column: number): RawProblem {
	return { code: 'precisionLost', message: messages.precisionLost, column };
}
