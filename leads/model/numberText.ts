/** What was read, and whether the text said more than one number can hold. */
export interface ReadNumber {
	value: number;
	/** True for `100-500` and `500+`: the value is the lower bound. */
	range: boolean;
}

const UNITS: Readonly<Record<string, number>> = {
	k: 1e3,
	千: 1e3,
	w: 1e4,
	万: 1e4,
	萬: 1e4,
	m: 1e6,
	mio: 1e6,
	million: 1e6,
	百万: 1e6,
	千万: 1e7,
	亿: 1e8,
	億: 1e8,
	b: 1e9,
	bn: 1e9,
	mrd: 1e9,
	billion: 1e9,
};

const UNIT = '(?:百万|千万|[千万萬亿億]|million|mio|billion|bn|mrd|[kwmb](?![a-z]))';
const NUMBER = "\\d[\\d,.']{0,24}";
const SHAPE = new RegExp(
	`^(?:约|大约|超过|近|about|approx\\.?|over|>=?|~|≥)? ?(?:rmb|cny|usd|eur|us\\$|[¥$€£])? ?([+-]?${NUMBER}) ?(${UNIT})?` +
		`(?: ?(?:-|–|—|~|至|到|to|bis) ?[¥$€£]?(${NUMBER}) ?(${UNIT})?)?([\\p{L}+. ]{0,16})$`,
	'iu',
);

const OR_MORE = /\+|以上|or more/i;

/** Thousands, or lakhs and crores: `1,200,000`, `12,00,000`. */
const GROUPED = /^[+-]?\d{1,3}(?:[,.]\d{2,3})*[,.]\d{3}$/;

/** `1,200.50`, `1.200,50`, `1'200`, `1,5`: the last mark is the decimal one unless it groups thousands. */
function readDigits(text: string): number {
	const plain = text.replace(/'/g, '');
	const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
	if (last === -1) return Number(plain);
	const mark = plain[last];
	const other = mark === ',' ? '.' : ',';
	const groups = plain.split(mark);
	const grouping =
		groups.length > 2 || (mark === ',' && groups[1].length === 3 && !plain.includes(other));
	if (grouping) return GROUPED.test(plain) ? Number(plain.replace(/[,.]/g, '')) : Number.NaN;
	return Number(`${plain.slice(0, last).replace(/[,.]/g, '')}.${plain.slice(last + 1)}`);
}

/**
 * Reads a number as people write it: `1,200`, `50人`, `约300`, `1.2万`, `¥3,000,000`, `2.5M`.
 * Of a range (`100-500`, `500+`) the lower bound counts, because rules ask "at least so many".
 *
 * @returns undefined when the text is no number
 */
export function readNumberText(text: string): ReadNumber | undefined {
	if (text.length > 60) return undefined;
	const match = SHAPE.exec(text.normalize('NFKC').trim());
	if (!match) return undefined;
	const [, digits, unit, upper, upperUnit, after] = match;
	// The unit of `1-5万` stands once, behind the upper bound.
	const factor = UNITS[(unit ?? upperUnit ?? '').toLowerCase()] ?? 1;
	const value = Math.round(readDigits(digits) * factor * 1e6) / 1e6;
	if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
	return { value, range: upper !== undefined || OR_MORE.test(after) };
}
