import { sortedWords } from '../../model/sortedWords';
import { hasHan } from '../../model/text';
import {
	editDistance,
	jaroWinkler,
	jaroWinklerAtMost,
	lettersApart,
	lettersOf,
} from './textDistance';
import { CLOSE, comparedText, DIFFERENT, SAME, SIMILAR } from './word';

/** A postal address, taken apart as far as all notations allow. */
export interface Address {
	text: string;
	/** House, block and room numbers, sorted, without repeats. */
	numbers: readonly string[];
	/** The numbers in one text: the part that all notations share. */
	numberKey: string;
	/** Latin words in short form, or pairs of Han characters; sorted, without repeats. */
	words: readonly string[];
	han: boolean;
	/** Letters and digits of the text, one bit each. */
	letters: number;
}

/** Words that are written short or long, or that every second address has. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		street: 'st',
		str: 'st',
		avenue: 'ave',
		av: 'ave',
		road: 'rd',
		boulevard: 'blvd',
		blv: 'blvd',
		drive: 'dr',
		lane: 'ln',
		court: 'ct',
		place: 'pl',
		square: 'sq',
		highway: 'hwy',
		parkway: 'pkwy',
		terrace: 'tce',
		ter: 'tce',
		crescent: 'cres',
		circle: 'cir',
		suite: '',
		ste: '',
		apt: '',
		apartment: '',
		unit: '',
		room: '',
		rm: '',
		no: '',
		floor: 'fl',
		building: 'bldg',
		tower: 'bldg',
		north: 'n',
		south: 's',
		east: 'e',
		west: 'w',
		northeast: 'ne',
		northwest: 'nw',
		southeast: 'se',
		southwest: 'sw',
		first: '1',
		second: '2',
		third: '3',
		fourth: '4',
		fifth: '5',
		sixth: '6',
		seventh: '7',
		eighth: '8',
		ninth: '9',
		tenth: '10',
		and: '',
		at: '',
		the: '',
		of: '',
		between: '',
		near: '',
		off: '',
		saint: 'st',
		mount: 'mt',
	}),
);

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}'’])+|\d+/gu;
const ASCII_AND_COMMON_HAN = /^[\x20-\x7e\u4e00-\u9fff]*$/;
const SIMPLE_RUNS = /[\u4e00-\u9fff]+|[a-z']+|\d+/g;
const ORDINAL = /(\d)(?:st|nd|rd|th)\b/g;
/** What is written or left out at will in Chinese addresses. */
const HAN_FILLER = new Set('省市区县镇乡号室楼层座幢栋单元路街道巷弄');

function addHanPairs(run: string, words: string[]): void {
	let before = '';
	for (const character of run) {
		if (HAN_FILLER.has(character)) continue;
		if (before !== '') words.push(before + character);
		before = character;
	}
}

const NINE = 0x39;
const FIRST_HAN = 0x2e80;

export function readAddress(raw: string): Address | undefined {
	const text = comparedText(raw);
	if (text === '') return undefined;
	const words: string[] = [];
	const numbers: string[] = [];
	const runs = ASCII_AND_COMMON_HAN.test(text) ? SIMPLE_RUNS : RUNS;
	let han = false;
	for (const run of text.replace(ORDINAL, '$1').match(runs) ?? []) {
		const first = run.charCodeAt(0);
		if (first <= NINE && first !== 0x27) numbers.push(run.replace(/^0+(?=\d)/, ''));
		else if (first >= FIRST_HAN && hasHan(run)) {
			addHanPairs(run, words);
			han = true;
		} else {
			const word = run.replace(/['’]/g, '');
			const short = SHORT_FORMS.get(word) ?? word;
			if (/^\d/.test(short)) numbers.push(short);
			else if (short !== '') words.push(short);
		}
	}
	const sorted = sortedWords(numbers);
	return {
		text,
		numbers: sorted,
		numberKey: sorted.join(' '),
		words: sortedWords(words),
		han,
		letters: lettersOf(text),
	};
}

/** How many entries two sorted lists share. */
export function sharedCount(a: readonly string[], b: readonly string[]): number {
	let shared = 0;
	for (let i = 0, j = 0; i < a.length && j < b.length; ) {
		if (a[i] === b[j]) {
			shared += 1;
			i += 1;
			j += 1;
		} else if (a[i] < b[j]) i += 1;
		else j += 1;
	}
	return shared;
}

/** Sørensen–Dice coefficient of two sorted lists; 0 for empty ones. */
export function dice(a: readonly string[], b: readonly string[]): number {
	const both = a.length + b.length;
	return both === 0 ? 0 : (2 * sharedCount(a, b)) / both;
}

/** Share of the shorter list that stands in the longer one. */
function contained(a: readonly string[], b: readonly string[]): number {
	const shorter = Math.min(a.length, b.length);
	return shorter === 0 ? 0 : sharedCount(a, b) / shorter;
}

/**
 * Numbers carry most of an address and words the rest. Han against Latin: numbers only.
 *
 * @returns SAME, CLOSE (another notation), SIMILAR (part of it), DIFFERENT
 */
export function compareAddresses(a: Address, b: Address): number {
	if (a.text === b.text) return SAME;
	const numbers = sharedCount(a.numbers, b.numbers);
	const fewer = Math.min(a.numbers.length, b.numbers.length);
	if (a.han !== b.han) return numbers >= 2 && numbers === fewer ? CLOSE : DIFFERENT;
	const words = dice(a.words, b.words);
	const agree = fewer > 0 && numbers === fewer;
	if (agree && (words >= 0.6 || (numbers >= 2 && words >= 0.4))) return CLOSE;
	if (fewer === 0 && Math.max(a.numbers.length, b.numbers.length) === 0)
		return compareNames(a, b, words);
	if (agree && contained(a.words, b.words) >= 0.5) return SIMILAR;
	if (numbers > 0 && words >= 0.5) return SIMILAR;
	if (fewer > 0 && words >= 0.75 && numberSlip(a.numbers, b.numbers)) return SIMILAR;
	return twoEdits(a, b) ? SIMILAR : DIFFERENT;
}

/** Streets and houses without a number. */
function compareNames(a: Address, b: Address, words: number): number {
	if (twoEdits(a, b)) return CLOSE;
	if (words >= 0.5) return SIMILAR;
	if (jaroWinklerAtMost(a.text, b.text, a.letters, b.letters) < 0.9) return DIFFERENT;
	return jaroWinkler(a.text, b.text) >= 0.9 ? SIMILAR : DIFFERENT;
}

function twoEdits(a: Address, b: Address): boolean {
	return lettersApart(a.letters, b.letters) <= 4 && editDistance(a.text, b.text, 2) <= 2;
}

/** One number with one digit off. */
function numberSlip(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && editDistance(a.join(' '), b.join(' '), 1) === 1;
}
