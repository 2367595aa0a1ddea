import { isChineseSurname } from './surnames';
import { memoize } from './memo';
import { foldText } from './text';

/** The words of a Latin name, sorted into family and given. */
export interface LatinName {
	family: readonly string[];
	given: readonly string[];
	/** Words outside `family` that can be the family name too. */
	alsoFamily: readonly string[];
	/** False when both ends can be the family name and nothing tells which: `Wei Wang`. */
	certain: boolean;
}

const PARTICLES = new Set(
	'van von der den de da di du del della dos das do la le el al bin ibn binti ter ten zu zur af av y und'.split(
		' ',
	),
);
/** Capitals inside these are one word: McDonald, DeVito, O'Neil. */
const CAMEL_CASE =
	/^(?!Mc|Mac|De[A-Z]|Di[A-Z]|Du[A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]|Fitz)(\p{Lu}\p{Ll}+)(\p{Lu}\p{Ll}+)$/u;
/** One to three syllables of pinyin. */
const PINYIN =
	/^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)){1,3}$/;
const LATIN_WORD = /^[a-z.'-]+$|^[\p{Script=Latin}\p{M}'’.-]+$/iu;
const MOST_WORDS = 6;

/** Words repeat more than names do. */
const WORDS_REMEMBERED = 8192;

const lettersOf = memoize(
	(word: string): string => foldText(word).replace(/[^\p{L}]/gu, ''),
	WORDS_REMEMBERED,
);

function isSurname(word: string): boolean {
	return word.length <= 10 && isChineseSurname(foldText(word));
}

const isPinyin = memoize(
	(word: string): boolean => word.length <= 18 && PINYIN.test(foldText(word).replace(/['-]/g, '')),
	WORDS_REMEMBERED,
);

/** `WANG` and `WU`, but no initials such as `JF`. */
function isCapitalSurname(word: string): boolean {
	if (word.charCodeAt(1) >= 0x61 || !/^\p{Lu}{2,}$/u.test(word)) return false;
	return word.length > 2 || isSurname(word);
}

function certain(family: readonly string[], given: readonly string[]): LatinName {
	return { family, given, alsoFamily: [], certain: true };
}

function uncertain(words: readonly string[]): LatinName {
	const last = words.length - 1;
	return {
		family: [words[0]],
		given: words.slice(1, last),
		alsoFamily: [words[last]],
		certain: false,
	};
}

/** Where the family name begins: at its first particle, if one stands inside the name. */
function familyStart(words: readonly string[]): number {
	const last = words.length - 1;
	for (let i = 1; i < last; i += 1) if (PARTICLES.has(words[i].toLowerCase())) return i;
	return last;
}

function readInOrder(words: readonly string[]): LatinName {
	const first = words[0];
	const last = words[words.length - 1];
	if (isCapitalSurname(first) !== isCapitalSurname(last)) {
		return isCapitalSurname(first)
			? certain([first], words.slice(1))
			: certain([last], words.slice(0, -1));
	}
	if (isSurname(first) && words.every((word) => isPinyin(word) || isSurname(word))) {
		return isSurname(last) ? uncertain(words) : certain([first], words.slice(1));
	}
	// Tsang Kwok Keung begins with the family name, Lee Harvey Oswald does not.
	if (words.length > 2 && isSurname(first)) return uncertain(words);
	const start = familyStart(words);
	const name = certain(words.slice(start), words.slice(0, start));
	// José García Márquez is a García too, and Mary Smith Jones was a Smith.
	return start >= 2 ? { ...name, alsoFamily: [words[start - 1]] } : name;
}

/**
 * Reads a name in Latin letters: `John Smith`, `Smith, John`, `WANG Wei`, `WangWei`,
 * `Vincent van Gogh`.
 *
 * @returns undefined for what is no full name: one word, an initial in place of the family name,
 *   a sentence, another script
 */
export function readLatinName(text: string): LatinName | undefined {
	const [before, after, more] = text.split(',').map((part) => part.trim());
	if (more !== undefined) return undefined;
	const camel = after === undefined ? CAMEL_CASE.exec(before) : null;
	const words = camel ? [camel[1], camel[2]] : before.split(' ');
	const given = after ? after.split(' ') : [];
	const count = words.length + given.length;
	if (count < 2 || count > MOST_WORDS) return undefined;
	if (!words.every(isLatinWord) || !given.every(isLatinWord)) return undefined;
	if (given.length > 0) {
		const swapped = given.length === 1 && isSurname(given[0]) && isPinyin(before);
		return swapped ? uncertain([...words, ...given]) : certain(words, given);
	}
	return words[words.length - 1].replace(/\./g, '').length < 2 ? undefined : readInOrder(words);
}

function isLatinWord(word: string): boolean {
	return LATIN_WORD.test(word);
}

/** `Müller` → muller and mueller, `Smith-Jones` → smith and jones; particles: none. */
const familyWordTokens = memoize((word: string): readonly string[] => {
	if (PARTICLES.has(word.toLowerCase())) return [];
	const tokens: string[] = [];
	for (const half of word.split('-')) {
		const spelled = half.toLowerCase().replace(/[äöü]/g, (umlaut) => `${umlaut}e`);
		tokens.push(lettersOf(half), lettersOf(spelled));
	}
	return tokens;
}, WORDS_REMEMBERED);

/**
 * What the family name is compared by, folded: `Müller` → muller and mueller, `van der Berg` →
 * berg and vanderberg, `Smith-Jones` → smith and jones.
 */
export function latinFamilyTokens(name: LatinName): string[] {
	const tokens = new Set<string>();
	for (const word of name.family) for (const token of familyWordTokens(word)) tokens.add(token);
	for (const word of name.alsoFamily) for (const token of familyWordTokens(word)) tokens.add(token);
	if (name.family.length > 1) tokens.add(lettersOf(name.family.join('')));
	tokens.delete('');
	return [...tokens];
}

/** Given names, folded; syllables of a Chinese name that stand apart are put together. */
export function latinGivenTokens(name: LatinName): string[] {
	const tokens = name.given.map(lettersOf).filter((token) => token !== '');
	const syllables = tokens.length > 1 && tokens.every((token) => PINYIN.test(token));
	return syllables ? [tokens.join('')] : tokens;
}
