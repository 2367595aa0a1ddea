import { isChineseSurname } from './surnames';
import { foldText } from './text';

/** A Latin name in its parts; the tokens are folded, and hold every family name it can stand for. */
export interface LatinName {
	family: string;
	given: string;
	familyTokens: readonly string[];
	givenTokens: readonly string[];
}

const PARTICLES = new Set(
	'van von der den de da di du del della dos das do la le el al bin ibn binti ter ten zu zur af av y und'.split(
		' ',
	),
);
/** Capitals inside these are one word: McDonald, DeVito, O'Neil. */
const CAMEL_CASE = /^(?!Mc|Mac|De[A-Z]|Di[A-Z]|Du[A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]|Fitz)(\p{Lu}\p{Ll}+)(\p{Lu}\p{Ll}+)$/u;
/** One to three syllables of pinyin. */
const PINYIN =
	/^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)){1,3}$/;
const LATIN_WORD = /^[\p{Script=Latin}\p{M}'’.-]+$/u;
const MOST_WORDS = 6;

/** `WANG` and `WU`, but no initials such as `J.F.`. */
function isCapitalSurname(word: string): boolean {
	const capitals = /^\p{Lu}{2,}$/u.test(word);
	return capitals && (word.length > 2 || isSurname(word));
}

/** `müller` → muller and mueller; `van der Berg` → berg and vanderberg; `Smith-Jones` → both. */
function tokensOf(family: readonly string[]): string[] {
	const tokens = new Set<string>();
	const proper = family.filter((word) => !PARTICLES.has(word.toLowerCase()));
	for (const word of proper.flatMap((name) => name.split('-'))) {
		const folded = foldText(word).replace(/[^\p{L}]/gu, '');
		if (folded === '') continue;
		tokens.add(folded);
		const german = foldText(word.toLowerCase().replace(/[äöü]/g, (umlaut) => `${umlaut}e`));
		tokens.add(german.replace(/[^\p{L}]/gu, ''));
	}
	if (family.length > 1) tokens.add(foldText(family.join('')).replace(/[^\p{L}]/gu, ''));
	return [...tokens];
}

function givenTokensOf(given: readonly string[]): string[] {
	const folded = given.map((word) => foldText(word).replace(/[^\p{L}]/gu, '')).filter(Boolean);
	return folded.length > 1 && folded.every((word) => PINYIN.test(word)) ? [folded.join('')] : folded;
}

function certain(family: readonly string[], given: readonly string[]): LatinName {
	return {
		family: family.join(' '),
		given: given.join(' '),
		familyTokens: tokensOf(family),
		givenTokens: givenTokensOf(given),
	};
}

/** Either end may be the family name. */
function uncertain(words: readonly string[]): LatinName {
	const ends = [words[0], words[words.length - 1]];
	return {
		family: '',
		given: '',
		familyTokens: tokensOf(ends).slice(0, 2),
		givenTokens: givenTokensOf(words.slice(1, -1)),
	};
}

function isSurname(word: string): boolean {
	return isChineseSurname(foldText(word));
}

/** Where the family name begins: at its first particle, if one stands inside the name. */
function familyStart(words: readonly string[]): number {
	const particle = words.findIndex((word, i) => i > 0 && PARTICLES.has(word.toLowerCase()));
	return particle > 0 && particle < words.length - 1 ? particle : words.length - 1;
}

function readInOrder(words: readonly string[]): LatinName {
	const first = words[0];
	const last = words[words.length - 1];
	if (isCapitalSurname(first) !== isCapitalSurname(last)) {
		return isCapitalSurname(first)
			? certain([first], words.slice(1))
			: certain([last], words.slice(0, -1));
	}
	const chinese = words.every((word) => PINYIN.test(foldText(word).replace(/['-]/g, '')));
	if (isSurname(first) && (chinese || words.every(isSurname))) {
		return isSurname(last) ? uncertain(words) : certain([first], words.slice(1));
	}
	const start = familyStart(words);
	const name = certain(words.slice(start), words.slice(0, start));
	// José García Márquez is a García too, and Mary Smith Jones was a Smith.
	const before = start >= 2 ? tokensOf([words[start - 1]]) : [];
	return { ...name, familyTokens: [...name.familyTokens, ...before] };
}

/**
 * Reads a name in Latin letters: `John Smith`, `Smith, John`, `WANG Wei`, `WangWei`,
 * `Vincent van Gogh`. When both ends are Chinese surnames (`Wei Wang`) nobody can tell, and both
 * count as possible family names.
 *
 * @returns undefined for what is no full name: one word, an initial in place of the family name,
 *   a sentence, another script
 */
export function readLatinName(text: string): LatinName | undefined {
	const [before, after, more] = text.split(',').map((part) => part.trim());
	if (more !== undefined) return undefined;
	const camel = CAMEL_CASE.exec(before);
	const words = camel && after === undefined ? [camel[1], camel[2]] : before.split(' ');
	const given = after === undefined ? [] : after.split(' ').filter(Boolean);
	const all = [...words, ...given];
	if (all.length > MOST_WORDS || !all.every((word) => LATIN_WORD.test(word))) return undefined;
	if (given.length > 0) {
		const swapped = given.length === 1 && isSurname(given[0]) && PINYIN.test(foldText(before));
		return swapped ? uncertain([...words, ...given]) : certain(words, given);
	}
	const last = words[words.length - 1].replace(/\./g, '');
	if (words.length < 2 || last.length < 2) return undefined;
	return readInOrder(words);
}
