import { withoutLatinHonorific } from '../../model/honorifics';
import { parsePersonName } from '../../model/personName';
import { sortedWords } from '../../model/sortedWords';
import { surnameReading } from '../../model/surnames';
import { hasHan, isHan } from '../../model/text';
import { areNicknames } from './nicknames';
import { editDistance } from './textDistance';
import { comparedText, pinyinOf } from './word';

/** A person's name as evidence. */
export interface Person {
	/** Equal for two spellings in one script: the Han name, or the words in order of the alphabet. */
	text: string;
	/** Equal in every script and order: sorted pinyin or Latin words. */
	key: string;
	/** The words of the key. */
	words: readonly string[];
	/** What the family name may be, in Latin letters; empty when nobody can tell. */
	families: readonly string[];
	han: boolean;
	/** True for 王先生 and `Mr. Smith`. */
	surnameOnly: boolean;
}

/** From the same to another person. */
export const personLevels = [
	'same',
	'otherScript',
	'nickname',
	'initial',
	'slip',
	'surnameOnly',
	'sameFamily',
	'different',
] as const;
export const PERSON = {
	same: 1,
	otherScript: 2,
	nickname: 3,
	initial: 4,
	slip: 5,
	surnameOnly: 6,
	sameFamily: 7,
	different: 8,
} as const;

const NOT_LETTERS = /[^\p{L}\p{N}]+/u;

/** @param raw the full name, in one text */
export function readPerson(raw: string): Person | undefined {
	const cased = raw.includes('@') ? raw.replace(/\S+@\S+/g, ' ') : raw;
	const shown = comparedText(cased);
	if (shown === '') return undefined;
	const parsed = parsePersonName({ name: hasHan(shown) ? shown : cased });
	const han = parsed.script === 'han' || isHan(shown);
	const [alone] = shown;
	if (shown.length === 1 && surnameReading(alone)) return bareSurname(alone);
	if (han) return hanPerson(shown.replace(/[\s·•・]+/g, ''), parsed);
	const bare = withoutLatinHonorific(shown);
	const titled = bare !== shown && !bare.includes(' ');
	const words = parsed.script === 'latin' && !titled ? parsed.key.split(' ') : wordsOf(bare);
	if (words.length === 0) return undefined;
	const families = titled ? words : parsed.familyKey.split(' ').filter(Boolean);
	const key = words.join(' ');
	return { text: key, key, words, families, han: false, surnameOnly: titled };
}

function hanPerson(
	shown: string,
	parsed: { family: string; given: string; familyKey: string; key: string },
): Person {
	const read = parsed.family !== '';
	const unlisted = !read && shown.length >= 2 && shown.length <= 3;
	const words = unlisted
		? [pinyinOf(shown[0]), pinyinOf(shown.slice(1))].sort()
		: parsed.key.split(' ');
	return {
		text: read ? parsed.family + parsed.given : shown,
		key: unlisted ? words.join(' ') : parsed.key,
		words,
		families: parsed.familyKey.split(' ').filter(Boolean),
		han: true,
		surnameOnly: read && parsed.given === '',
	};
}

/** 梅: what is left when the given name was lost. */
function bareSurname(surname: string): Person {
	const { families, key, words } = hanPerson(
		`${surname}总`,
		parsePersonName({ name: `${surname}总` }),
	);
	return { text: surname, key, words, families, han: true, surnameOnly: true };
}

function wordsOf(text: string): string[] {
	return sortedWords(text.split(NOT_LETTERS));
}

function shareFamily(a: Person, b: Person): boolean {
	for (const family of a.families) if (b.families.includes(family)) return true;
	return false;
}

/**
 * Whether two names certainly belong to two people: family names known, and nothing in them alike.
 * A number or mailbox that such two have is nobody's own.
 */
export function areStrangers(a: Person, b: Person): boolean {
	if (a.families.length === 0 || b.families.length === 0) return false;
	const others = [...b.words, ...b.families];
	return ![...a.words, ...a.families].some((word) => others.some((other) => areAlike(word, other)));
}

/** A slip rarely hits the first letter, and short names (Li, Wei) are a letter apart by nature. */
function areAlike(word: string, other: string): boolean {
	if (word === other) return true;
	const longer = Math.max(word.length, other.length);
	if (longer > 4) return editDistance(word, other, 2) <= 2;
	return word[0] === other[0] && editDistance(word, other, 1) === 1;
}

/** @returns one of PERSON */
export function comparePersons(a: Person, b: Person): number {
	if (a.text === b.text) return a.surnameOnly ? PERSON.surnameOnly : PERSON.same;
	if (a.surnameOnly || b.surnameOnly) return compareSurnames(a, b);
	if (a.han && b.han) return compareHan(a, b);
	if (a.key === b.key || sameLetters(a.words, b.words)) {
		return a.han === b.han ? PERSON.same : PERSON.otherScript;
	}
	return compareWords(a, b);
}

/** `annamaria` of one word and of two. */
function sameLetters(a: readonly string[], b: readonly string[]): boolean {
	let letters = 0;
	for (const word of a) letters += word.length;
	for (const word of b) letters -= word.length;
	return letters === 0 && a.join('') === b.join('');
}

function compareSurnames(a: Person, b: Person): number {
	const [bare, full] = a.surnameOnly ? [a, b] : [b, a];
	if (bare.han && full.han && !full.surnameOnly) {
		return full.text.startsWith(bare.text) ? PERSON.surnameOnly : PERSON.different;
	}
	const shared = shareFamily(a, b) || bare.words.some((word) => full.words.includes(word));
	return shared ? PERSON.surnameOnly : PERSON.different;
}

/** 王伟 and 王玮 are two people unless much else agrees: homophones, and a character lost or swapped, are slips. */
function compareHan(a: Person, b: Person): number {
	if (a.key === b.key) return PERSON.slip;
	const longer = Math.max(a.text.length, b.text.length);
	if (longer >= 3 && editDistance(a.text, b.text, 1) === 1 && !otherCharacter(a.text, b.text)) {
		return PERSON.slip;
	}
	return shareFamily(a, b) ? PERSON.sameFamily : PERSON.different;
}

/** 张小伟 and 张小明 are brothers as often as a slip, and 张小伟 and 李小伟 are nothing to each other. */
function otherCharacter(a: string, b: string): boolean {
	return a.length === b.length && [...a].sort().join('') !== [...b].sort().join('');
}

type Likeness = 'equal' | 'nickname' | 'initial' | 'slip' | 'none';

function likenessOf(a: string, b: string): Likeness {
	if (a === b) return 'equal';
	if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 'initial' : 'none';
	if (areNicknames(a, b)) return 'nickname';
	const shorter = Math.min(a.length, b.length);
	if (shorter >= 2 && a[0] === b[0] && editDistance(a, b, 1) === 1) return 'slip';
	if (shorter >= 4 && editDistance(a, b, 1) === 1) return 'slip';
	return shorter >= 7 && editDistance(a, b, 2) === 2 ? 'slip' : 'none';
}

/** Names in Latin letters, or in two scripts: word by word in any order. */
function compareWords(a: Person, b: Person): number {
	const [fewer, more] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
	const left = more.filter((word) => !fewer.includes(word));
	const equal = more.length - left.length;
	let worst: number = PERSON.same;
	for (const word of fewer) {
		if (more.includes(word)) continue;
		const found = bestLikeness(word, left);
		if (found.likeness === 'none') return otherPerson(a, b, equal);
		left.splice(left.indexOf(found.word), 1);
		worst = Math.max(worst, levelOf(found.likeness));
	}
	// `Berg` alone is hardly a name, and `J. B.` is none.
	if (fewer.length === 1) return equal > 0 ? PERSON.initial : otherPerson(a, b, equal);
	if (equal > 0) return worst;
	return worst === PERSON.initial ? PERSON.sameFamily : PERSON.slip;
}

function otherPerson(a: Person, b: Person, equalWords: number): number {
	const unknown = a.families.length === 0 || b.families.length === 0;
	return shareFamily(a, b) || (unknown && equalWords > 0) ? PERSON.sameFamily : PERSON.different;
}

function levelOf(likeness: Likeness): number {
	if (likeness === 'nickname') return PERSON.nickname;
	return likeness === 'initial' ? PERSON.initial : PERSON.slip;
}

const LIKELIEST: readonly Likeness[] = ['nickname', 'slip', 'initial'];

function bestLikeness(
	word: string,
	others: readonly string[],
): { likeness: Likeness; word: string } {
	let best: { likeness: Likeness; word: string } = { likeness: 'none', word: '' };
	let place = LIKELIEST.length;
	for (const other of others) {
		const likeness = likenessOf(word, other);
		const found = LIKELIEST.indexOf(likeness);
		if (found === -1 || found >= place) continue;
		place = found;
		best = { likeness, word: other };
	}
	return best;
}
