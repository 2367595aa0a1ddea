import { hasHan } from '../../model/text';
import { areNicknames } from './nicknames';
import {
	editDistance,
	jaroWinkler,
	jaroWinklerAtMost,
	lettersApart,
	lettersOf,
} from './textDistance';
import { comparedText, pinyinOf } from './word';

/** A name of several words whose order does not matter: of a person, a shop, a product. */
export interface Title {
	text: string;
	/** Sorted, without repeats; of Han text its pinyin as one word. */
	words: readonly string[];
	/** The words, sorted: the same in every order and script. */
	key: string;
	han: boolean;
	/** Its numbers as digits, wherever they stand: parts, versions, models. */
	numbers: readonly string[];
	letters: number;
}

export const titleLevels = ['same', 'reordered', 'close', 'similar', 'part', 'different'] as const;
const SAME = 1;
const REORDERED = 2;
const ALMOST = 3;
const ALIKE = 4;
const PART = 5;
const APART = 6;

/** Words of a long text that are looked for in another form; all others have to be equal. */
const MOST_SLIPS = 12;
/** Characters up to which two texts are compared letter by letter: the effort grows with their square. */
const LONGEST_ALIKE = 120;
/** Jaro–Winkler similarity. */
const ALIKE_FROM = 0.92;

const FILLER = new Set(['the', 'of', 'and', 'a', 'an', 'le', 'la', 'mr', 'mrs', 'ms', 'dr']);

export function readTitle(raw: string): Title | undefined {
	const text = comparedText(raw);
	if (text === '') return undefined;
	const han = hasHan(text);
	const spread = han ? pinyinOf(text.replace(/\s+/g, '')) : text.replace(/['’`]/g, '');
	const all = spread.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
	const telling = all.filter((word) => !FILLER.has(word));
	const words = [...new Set(telling.length > 0 ? telling : all)].sort();
	const numbers = numbersOf(text);
	return { text, words, key: words.join(' '), han, numbers, letters: lettersOf(text) };
}

function numbersOf(text: string): string[] {
	const digits = text.replace(/(?<=\d),(?=\d{3})/g, '').match(/\d+/g) ?? [];
	return digits.map((number) => number.replace(/^0+(?=\d)/, ''));
}

/** Whether two words may be one: the same, an initial, a nickname, one slip. */
function compatible(a: string, b: string): boolean {
	if (a === b) return true;
	if (a.length === 1 || b.length === 1) return a[0] === b[0];
	if (areNicknames(a, b)) return true;
	const shorter = Math.min(a.length, b.length);
	if (shorter >= 7) return editDistance(a, b, 2) <= 2;
	return shorter >= 4 && editDistance(a, b, 1) <= 1;
}

/** Words of the shorter title that the longer one has in some form, and those that are equal. */
function matchWords(a: readonly string[], b: readonly string[]): { alike: number; equal: number } {
	const left = new Set(b);
	let alike = 0;
	let equal = 0;
	const open: string[] = [];
	for (const word of a) {
		if (left.delete(word)) equal += 1;
		else open.push(word);
	}
	for (const word of open.slice(0, MOST_SLIPS)) {
		for (const other of left) {
			if (!compatible(word, other)) continue;
			left.delete(other);
			alike += 1;
			break;
		}
	}
	return { alike: alike + equal, equal };
}

/**
 * Whether each has a number that the other lacks: `Episode 5` and `Episode 15`, `TC-37LZ85` and
 * `TC-42LZ85` are two things, however alike the rest. How the number is written does not matter
 * (`8GB`, `8 GB`), and one of them may leave it out.
 */
function haveOtherNumbers(a: Title, b: Title): boolean {
	return (
		a.numbers.some((number) => !b.numbers.includes(number)) &&
		b.numbers.some((number) => !a.numbers.includes(number))
	);
}

function areAlikeTexts(a: Title, b: Title): boolean {
	if (Math.max(a.text.length, b.text.length) > LONGEST_ALIKE) return false;
	const atMost = jaroWinklerAtMost(a.text, b.text, a.letters, b.letters);
	return atMost >= ALIKE_FROM && jaroWinkler(a.text, b.text) >= ALIKE_FROM;
}

/** @returns 1 to 6, the places of `titleLevels` */
export function compareTitles(a: Title, b: Title): number {
	if (a.text === b.text) return SAME;
	if (a.key === b.key || a.key.replace(/ /g, '') === b.key.replace(/ /g, '')) {
		return a.han && b.han ? ALIKE : REORDERED;
	}
	if (haveOtherNumbers(a, b)) return APART;
	if (a.han && b.han) return a.text.includes(b.text) || b.text.includes(a.text) ? PART : APART;
	const [fewer, more] = a.words.length <= b.words.length ? [a, b] : [b, a];
	const { alike, equal } = matchWords(fewer.words, more.words);
	const length = Math.min(a.key.length, b.key.length);
	if (alike === fewer.words.length) {
		if (alike === more.words.length) return ALMOST;
		return equal > 0 && length >= 5 ? ALIKE : PART;
	}
	const mayBeSlips = length >= 6 && lettersApart(a.letters, b.letters) <= 4;
	if (mayBeSlips && editDistance(a.text, b.text, 2) <= 2) return ALMOST;
	if (length >= 5 && areAlikeTexts(a, b)) return ALIKE;
	return alike * 2 >= more.words.length && equal > 0 ? PART : APART;
}
