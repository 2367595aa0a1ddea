import { SSF } from 'xlsx';
import type { CellValue } from '../../shared/fileRows';
import type { RawRow } from '../rawRow';
import { precisionLost } from '../textCell';

/** The part of SheetJS's number formatter that is used; its own types say nothing. */
interface NumberFormats {
	is_date(format: string): boolean;
	format(format: string, value: number): string;
	parse_date_code(
		value: number,
		options: { date1904: boolean },
	): { y: number; m: number; d: number; H: number; M: number; S: number } | null;
	get_table(): Record<number, string>;
}
const formats: NumberFormats = SSF;

/** What a number format makes of a number, as far as it changes what the cell means. */
type Meaning = 'number' | 'date' | 'duration' | 'percent' | 'digits';

const SECONDS_PER_DAY = 86_400;
/** A spreadsheet keeps fifteen digits of a number; of a longer one the rest is zeros. */
const MOST_EXACT = 1e15;

/** Text in quotation marks, colours and conditions, spaces as wide as a character. */
const DECORATION = /"[^"]*"|\[[^\]]*\]|[_*]./g;

/** Formats such as `000000` or `000-0000-0000`: the number is a row of digits, not an amount. */
function isRowOfDigits(format: string): boolean {
	const [section] = format.replace(/\[[^\]]*\]/g, '').split(';');
	const plain = section.replace(/"([^"]*)"/g, '$1').replace(/[\\_*]/g, '');
	if (!/^[0#?\s()+-]+$/.test(plain)) return false;
	return /0[0\s()+-]*0/.test(plain) || /[#0?][\s()-]+[#0?]/.test(plain) || plain.startsWith('+');
}

function meaningOf(format: string): Meaning {
	if (format === 'General' || format === '@') return 'number';
	const bare = format.replace(DECORATION, '');
	if (/\[(?:h+|m+|s+)\]/i.test(format)) return 'duration';
	if (formats.is_date(format)) return 'date';
	if (bare.includes('%')) return 'percent';
	return isRowOfDigits(format) ? 'digits' : 'number';
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** A serial date as ISO 8601 text without a zone; undefined for what is no date a calendar has. */
function isoOf(serial: number, date1904: boolean): string | undefined {
	// Whole seconds first: half a second short of nine o'clock is nine o'clock.
	const whole = Math.round(serial * SECONDS_PER_DAY) / SECONDS_PER_DAY;
	const date = whole < 0 ? null : formats.parse_date_code(whole, { date1904 });
	if (!date) return undefined;
	const time = `${twoDigits(date.H)}:${twoDigits(date.M)}:${twoDigits(date.S)}`;
	if (whole < 1 && !date1904) return time;
	const day = `${String(date.y).padStart(4, '0')}-${twoDigits(date.m)}-${twoDigits(date.d)}`;
	return time === '00:00:00' ? day : `${day}T${time}`;
}

/** Reads the numbers of one workbook. */
export class NumberReader {
	private readonly meanings = new Map<string, Meaning>();

	/** @param date1904 whether days are counted from 1904, as old Excels for Mac did */
	constructor(private readonly date1904: boolean) {}

	/**
	 * A number as what its format says it is: dates as ISO 8601 text, percentages as `12.5%`, rows of
	 * digits such as phone numbers and postal codes with their leading zeros; else the number itself.
	 * One that lost digits becomes text in scientific notation, and the row a problem.
	 */
	read(value: number, format: string, row: Pick<RawRow, 'problem'>, column: number): CellValue {
		if (!Number.isFinite(value)) return null;
		if (Math.abs(value) >= MOST_EXACT && Number.isInteger(value)) {
			return this.long(value, row, column);
		}
		let meaning = this.meanings.get(format);
		if (meaning === undefined) this.meanings.set(format, (meaning = meaningOf(format)));
		if (meaning === 'number') return value;
		if (meaning === 'date') return isoOf(value, this.date1904) ?? value;
		if (meaning === 'percent') return `${Number((value * 100).toPrecision(12))}%`;
		if (meaning === 'digits' && !(Number.isInteger(value) && value >= 0)) return value;
		return formats.format(format, value).trim();
	}

	private long(value: number, row: Pick<RawRow, 'problem'>, column: number): CellValue {
		// A spreadsheet program would have written a zero: this number comes from elsewhere, whole.
		if (Number.isSafeInteger(value) && value % 10 !== 0) return value;
		row.problem ??= precisionLost(column);
		const [mantissa, exponent] = value.toExponential().split('e');
		return `${mantissa}E${exponent}`;
	}
}

/** Format codes that workbooks refer to by number without writing them down (ECMA-376, 18.8.30). */
export function builtInFormats(): Readonly<Record<number, string>> {
	return formats.get_table();
}
