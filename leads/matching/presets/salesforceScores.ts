import { doubleMetaphone } from 'double-metaphone';
import { splitCompanyName } from '../../model/companyName';
import { hasHan } from '../../model/text';
import { readAddress } from '../values/address';
import { areNicknames } from '../values/nicknames';
import { compareOrganisations, readOrganisation } from '../values/organisation';
import { editDistance, jaroWinkler } from '../values/textDistance';
import { CLOSE, comparedText } from '../values/word';

/*
 * Scores of 0 to 100 after the matching methods that Salesforce documents for its standard lead rule
 * (help pages "Standard Contact Matching Rule and Standard Lead Matching Rule" and "Matching
 * Algorithms Used with Matching Methods"). Where a page names an algorithm without its formula, ours
 * is the plain one, and Double Metaphone stands in for Metaphone 3. Fuzzy methods are for Latin
 * letters only: two Han names that differ are two names.
 */

const FULL = 100;
/** Names longer than this are no names; the distance below takes their product in steps. */
const LONGEST = 255;

function equalTexts(a: string, b: string): number {
	return a === b ? FULL : 0;
}

/** Share of letters that need no edit: `VP Sales` and `VP of Sales` 73. */
export function editScore(a: string, b: string): number {
	const longer = Math.max(a.length, b.length);
	return longer === 0 ? 0 : FULL * (1 - editDistance(a, b, longer) / longer);
}

function soundScore(a: string, b: string): number {
	const sounds = doubleMetaphone(a);
	return doubleMetaphone(b).some((sound) => sound !== '' && sounds.includes(sound)) ? FULL : 0;
}

function initialScore(a: string, b: string): number {
	const one = a.replace('.', '');
	const other = b.replace('.', '');
	const initial = one.length === 1 || other.length === 1;
	return initial && one[0] === other[0] ? FULL : 0;
}

/** Exact, initials, Jaro–Winkler, Metaphone, name variant: the highest. */
export function firstNameScore(a: string, b: string): number {
	if (a === b || hasHan(a) || hasHan(b)) return equalTexts(a, b);
	if (areNicknames(a, b)) return FULL;
	return Math.max(initialScore(a, b), FULL * jaroWinkler(a, b), soundScore(a, b));
}

const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

function areNeighbours(a: string, b: string): boolean {
	const place = (letter: string): [number, number] => {
		const row = KEY_ROWS.findIndex((keys) => keys.includes(letter));
		return [row, row < 0 ? 0 : KEY_ROWS[row].indexOf(letter)];
	};
	const [rowA, columnA] = place(a);
	const [rowB, columnB] = place(b);
	if (rowA < 0 || rowB < 0 || Math.abs(rowA - rowB) > 1) return false;
	return Math.abs(columnA - columnB) <= 1;
}

/** Edits as a share of the letters; hitting the key beside the right one is half an edit. */
export function keyboardScore(a: string, b: string): number {
	const longer = Math.max(a.length, b.length);
	if (longer === 0 || longer > LONGEST) return 0;
	let before = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1];
			const replaced = same ? 0 : areNeighbours(a[i - 1], b[j - 1]) ? 0.5 : 1;
			row.push(Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + replaced));
		}
		before = row;
	}
	return FULL * (1 - before[b.length] / longer);
}

/** Exact, keyboard distance, Metaphone: the highest. */
export function lastNameScore(a: string, b: string): number {
	if (a === b || hasHan(a) || hasHan(b)) return equalTexts(a, b);
	return Math.max(keyboardScore(a, b), soundScore(a, b));
}

function acronymScore(a: string, b: string): number {
	const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
	const initials = longer
		.split(/[^\p{L}\p{N}]+/u)
		.map((word) => word.slice(0, 1))
		.join('');
	return initials.length > 1 && initials === shorter.replace(/[^\p{L}\p{N}]/gu, '') ? FULL : 0;
}

/** Acronym, exact: the higher. */
export function titleScore(a: string, b: string): number {
	return Math.max(equalTexts(a, b), acronymScore(a, b));
}

/** Acronym, exact, edit distance of what is left without the legal form: the highest. */
export function companyScore(a: string, b: string): number {
	if (hasHan(a) || hasHan(b)) {
		const [one, other] = [readOrganisation(a), readOrganisation(b)];
		return one && other && compareOrganisations(one, other) <= CLOSE ? FULL : 0;
	}
	const [one, other] = [splitCompanyName(a).key, splitCompanyName(b).key];
	return Math.max(equalTexts(one, other), acronymScore(one, other), editScore(one, other));
}

/** Edit distance, exact: the higher. */
export function cityScore(a: string, b: string): number {
	return hasHan(a) || hasHan(b) ? equalTexts(a, b) : editScore(a, b);
}

const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/**
 * Numbers of the North American plan by section: country 10, area 50, exchange 30, line 10. Others
 * have no such sections and are equal or not: two Chinese mobiles that differ in four digits are two
 * people.
 *
 * @param a E.164
 */
export function phoneScore(a: string, b: string): number {
	if (a === b) return FULL;
	const one = NORTH_AMERICAN.exec(a);
	const other = NORTH_AMERICAN.exec(b);
	if (!one || !other) return 0;
	const [area, exchange, line] = [1, 2, 3].map((i) => one[i] === other[i]);
	return 10 + (area ? 50 : 0) + (exchange ? 30 : 0) + (line ? 10 : 0);
}

/** Numbers 40, words by edit distance 60: the sections of a street that all notations have. */
export function streetScore(a: string, b: string): number {
	if (a === b) return FULL;
	const [one, other] = [readAddress(a), readAddress(b)];
	if (!one || !other) return 0;
	const numbers = equalTexts(one.numbers.join(' '), other.numbers.join(' '));
	const words = hasHan(a) || hasHan(b) ? equalTexts : editScore;
	return 0.4 * numbers + 0.6 * words(one.words.join(' '), other.words.join(' '));
}

/** First five digits 90, the rest 10. */
export function postcodeScore(a: string, b: string): number {
	if (a === b) return FULL;
	const [one, other] = [a, b].map((code) => comparedText(code).replace(/[\s-]/g, ''));
	return one.length >= 5 && one.slice(0, 5) === other.slice(0, 5) ? 90 : 0;
}
