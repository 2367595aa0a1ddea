import { editDistance, lettersApart, lettersOf } from './textDistance';
import { CLOSE, comparedText, DIFFERENT, SAME, SIMILAR, VAGUE } from './word';

/** A code or number: postcode, house number, insurance number. */
export interface Code {
	text: string;
	/** Letters and digits, one bit each. */
	letters: number;
}

/** `007` and `7` are one number; leading zeros of longer codes belong to them. */
export function readCode(raw: string): Code | undefined {
	const text = comparedText(raw).replace(/[\s\-./]+/g, '');
	if (text === '') return undefined;
	const number = /^\d{1,4}(?:\.0+)?$/.test(text) ? String(Number(text)) : text;
	return { text: number, letters: lettersOf(number) };
}

/** One digit off is a slip of the finger, two in a long code may be. */
export function compareCodes(a: Code, b: Code): number {
	if (a.text === b.text) return SAME;
	const most = Math.min(a.text.length, b.text.length) >= 6 ? 2 : 1;
	if (lettersApart(a.letters, b.letters) > 2 * most) return DIFFERENT;
	const edits = editDistance(a.text, b.text, most);
	if (edits > most) return DIFFERENT;
	return edits === 1 ? CLOSE : SIMILAR;
}

/** A day, as `YYYYMMDD`; what is no day stays as it stood there. */
export interface Day extends Code {
	/** Days since 1970, NaN for what is no day. */
	number: number;
}

const YEAR_FIRST = /^(\d{4})[-/.年 ]?(\d{1,2})[-/.月 ]?(\d{1,2})日?(?:[T ].*)?$/;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;
const DAY_MS = 86_400_000;

/** Reads a day in most notations. Day or month first is told by what cannot be a month. */
export function readDay(raw: string): Day | undefined {
	const text = comparedText(raw);
	if (text === '') return undefined;
	const first = YEAR_FIRST.exec(text);
	if (first) return dayOf(first[1] + twoDigits(first[2]) + twoDigits(first[3]));
	const last = YEAR_LAST.exec(text);
	if (last) {
		const [, one, two, year] = last;
		const [day, month] = Number(two) > 12 ? [two, one] : [one, two];
		return dayOf(year + twoDigits(month) + twoDigits(day));
	}
	const digits = text.replace(/\D/g, '');
	return dayOf(digits.length >= 6 ? digits : text);
}

function twoDigits(number: string): string {
	return number.padStart(2, '0');
}

function dayOf(text: string): Day {
	const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number);
	const number = text.length === 8 ? Date.UTC(year, month - 1, day) / DAY_MS : NaN;
	return { text, number, letters: lettersOf(text) };
}

function equalBetween(a: string, b: string, start: number, end: number): boolean {
	for (let i = start; i < end; i += 1) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
	return true;
}

/** 1980-03-05 and 1980-05-03. */
function changedPlaces(a: string, b: string): boolean {
	return equalBetween(a, b, 0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6);
}

/**
 * Close: one digit off, or day and month changed places. Similar: two of the three parts agree, two
 * digits are off, or a month lies between. Vague: a year and a bit.
 */
export function compareDays(a: Day, b: Day): number {
	if (a.text === b.text) return SAME;
	const apart = lettersApart(a.letters, b.letters);
	const edits = apart <= 4 ? editDistance(a.text, b.text, 2) : 3;
	if (edits === 1) return CLOSE;
	if (a.text.length !== 8 || b.text.length !== 8) return DIFFERENT;
	if (changedPlaces(a.text, b.text)) return CLOSE;
	let parts = 0;
	if (equalBetween(a.text, b.text, 0, 4)) parts += 1;
	if (equalBetween(a.text, b.text, 4, 6)) parts += 1;
	if (equalBetween(a.text, b.text, 6, 8)) parts += 1;
	const days = Math.abs(a.number - b.number);
	if (parts === 2 || days <= 31 || edits === 2) return SIMILAR;
	return days <= 400 ? VAGUE : DIFFERENT;
}
