import { editDistance } from './textDistance';
import { CLOSE, comparedText, DIFFERENT, SAME, SIMILAR, VAGUE } from './word';

/** A code or number: postcode, house number, insurance number. */
export interface Code {
	text: string;
}

/** `007` and `7` are one number; leading zeros of longer codes belong to them. */
export function readCode(raw: string): Code | undefined {
	const text = comparedText(raw).replace(/[\s\-./]+/g, '');
	if (text === '') return undefined;
	const number = /^\d{1,4}(?:\.0+)?$/.test(text) ? String(Number(text)) : text;
	return { text: number };
}

/** One digit off is a slip of the finger, two in a long code may be. */
export function compareCodes(a: Code, b: Code): number {
	if (a.text === b.text) return SAME;
	const most = Math.min(a.text.length, b.text.length) >= 6 ? 2 : 1;
	const edits = editDistance(a.text, b.text, most);
	if (edits > most) return DIFFERENT;
	return edits === 1 ? CLOSE : SIMILAR;
}

/** A day, as `YYYYMMDD`. */
export interface Day {
	text: string;
}

const YEAR_FIRST = /^(\d{4})[-/.年 ]?(\d{1,2})[-/.月 ]?(\d{1,2})日?(?:[T ].*)?$/;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;

/** Reads a day in most notations. Day or month first is told by what cannot be a month. */
export function readDay(raw: string): Day | undefined {
	const text = comparedText(raw);
	if (text === '') return undefined;
	const first = YEAR_FIRST.exec(text);
	if (first) return dayOf(first[1], first[2], first[3]);
	const last = YEAR_LAST.exec(text);
	if (last) {
		const [, one, two, year] = last;
		return Number(two) > 12 ? dayOf(year, one, two) : dayOf(year, two, one);
	}
	const digits = text.replace(/\D/g, '');
	return digits.length >= 6 ? { text: digits } : { text };
}

function dayOf(year: string, month: string, day: string): Day {
	return { text: year + month.padStart(2, '0') + day.padStart(2, '0') };
}

const DAY_MS = 86_400_000;

/** Days between two days; NaN for what is no day. */
function daysApart(a: string, b: string): number {
	const [one, other] = [a, b].map((day) =>
		Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))),
	);
	return Math.abs(one - other) / DAY_MS;
}

/**
 * Close: one digit off, or day and month changed places. Similar: two of the three parts agree, two
 * digits are off, or a month lies between. Vague: a year and a bit.
 */
export function compareDays(a: Day, b: Day): number {
	if (a.text === b.text) return SAME;
	if (a.text.length !== 8 || b.text.length !== 8) {
		return editDistance(a.text, b.text, 1) === 1 ? CLOSE : DIFFERENT;
	}
	const swapped = a.text.slice(0, 4) + a.text.slice(6) + a.text.slice(4, 6);
	if (swapped === b.text || editDistance(a.text, b.text, 1) === 1) return CLOSE;
	let parts = 0;
	if (a.text.slice(0, 4) === b.text.slice(0, 4)) parts += 1;
	if (a.text.slice(4, 6) === b.text.slice(4, 6)) parts += 1;
	if (a.text.slice(6) === b.text.slice(6)) parts += 1;
	const apart = daysApart(a.text, b.text);
	if (parts === 2 || apart <= 31 || editDistance(a.text, b.text, 2) === 2) return SIMILAR;
	return apart <= 400 ? VAGUE : DIFFERENT;
}
