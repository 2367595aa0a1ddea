import { hasHan } from '../../model/text';
import { areNicknames, nameFamiliesOf } from './nicknames';
import {
	editDistance,
	jaroWinkler,
	jaroWinklerAtMost,
	jaroWinklerByLetters,
	lettersApart,
	lettersOf,
} from './textDistance';
import { comparedText, pinyinOf } from './word';

/** A name of several words whose order does not matter: of a person, a shop, a product. */
export interface Title {
	text: string;
	/** Sorted, without repeats; of Han text its pinyin as one word. */
	words: readonly string[];
	/** `lettersOf` each word. */
	lettersOfWords: readonly number[];
	/** Whether one of the words is a given name that has other forms. */
	hasNicknames: boolean;
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
	return {
		text,
		words,
		lettersOfWords: words.map(lettersOf),
		hasNicknames: words.some((word) => nameFamiliesOf(word) !== undefined),
		key: words.join(' '),
		han,
		numbers,
		letters: lettersOf(text),
	};
}

function numbersOf(text: string): string[] {
	const digits = text.replace(/(?<=\d),(?=\d{3})/g, '').match(/\d+/g) ?? [];
	return digits.map((number) => number.replace(/^0+(?=\d)/, ''));
}

/** Whether two different words may be one: an initial, one slip, in long words two. */
function areOneWord(a: string, b: string, lettersA: number, lettersB: number): boolean {
	if (a.length === 1 || b.length === 1) return a[0] === b[0];
	const shorter = Math.min(a.length, b.length);
	if (shorter < 4) return false;
	const most = shorter >= 7 ? 2 : 1;
	// An edit changes two letters at most: that spares most words the matrix.
	return lettersApart(lettersA, lettersB) <= 2 * most && editDistance(a, b, most) <= most;
}

/** Places of the words, both sorted, that only one of two titles has. */
function wordsApart(a: readonly string[], b: readonly string[]): [number[], number[]] {
	const ofA: number[] = [];
	const ofB: number[] = [];
	let j = 0;
	for (let i = 0; i < a.length; i += 1) {
		while (j < b.length && b[j] < a[i]) ofB.push(j++);
		if (j < b.length && b[j] === a[i]) j += 1;
		else ofA.push(i);
	}
	while (j < b.length) ofB.push(j++);
	return [ofA, ofB];
}

/**
 * Words of the shorter title that the longer one has in some form, and those that are equal. Where
 * too few are left to bring the titles together, other forms are not looked for.
 */
function matchWords(fewer: Title, more: Title): { alike: number; equal: number } {
	const [open, left] = wordsApart(fewer.words, more.words);
	const equal = fewer.words.length - open.length;
	// All of them, or half of the longer title if some are equal: see `compareTitles`.
	const needed =
		equal > 0 ? Math.min(fewer.words.length, Math.ceil(more.words.length / 2)) : fewer.words.length;
	const mayBeNicknames = fewer.hasNicknames && more.hasNicknames;
	let alike = equal;
	let toLookFor = Math.min(open.length, MOST_SLIPS);
	for (const i of open) {
		if (toLookFor === 0 || alike + toLookFor < needed) break;
		toLookFor -= 1;
		const word = fewer.words[i];
		const letters = fewer.lettersOfWords[i];
		const place = left.findIndex((j) => {
			const other = more.words[j];
			if (areOneWord(word, other, letters, more.lettersOfWords[j])) return true;
			return mayBeNicknames && areNicknames(word, other);
		});
		if (place < 0) continue;
		left.splice(place, 1);
		alike += 1;
	}
	return { alike, equal };
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
	return (
		jaroWinklerAtMost(a.text, b.text, a.letters, b.letters) >= ALIKE_FROM &&
		jaroWinklerByLetters(a.text, b.text) >= ALIKE_FROM &&
		jaroWinkler(a.text, b.text) >= ALIKE_FROM
	);
}

/** Letters of all words. */
function lengthOf({ key, words }: Title): number {
	return key.length - words.length + 1;
}

/** Whether two titles have the same words in some order, or would without their spaces. */
function haveTheSameWords(a: Title, b: Title): boolean {
	if (a.key === b.key) return true;
	return lengthOf(a) === lengthOf(b) && a.key.replace(/ /g, '') === b.key.replace(/ /g, '');
}

/** @returns 1 to 6, the places of `titleLevels` */
export function compareTitles(a: Title, b: Title): number {
	if (a.text === b.text) return SAME;
	if (haveTheSameWords(a, b)) return a.han && b.han ? ALIKE : REORDERED;
	if (haveOtherNumbers(a, b)) return APART;
	if (a.han && b.han) return a.text.includes(b.text) || b.text.includes(a.text) ? PART : APART;
	const [fewer, more] = a.words.length <= b.words.length ? [a, b] : [b, a];
	const { alike, equal } = matchWords(fewer, more);
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
