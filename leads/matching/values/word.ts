import { toPinyin } from '../../model/pinyin';
import { toSimplified } from '../../model/simplified';
import { foldText, hasHan } from '../../model/text';
import { nameFamiliesOf, shareName } from './nicknames';
import {
	editDistance,
	jaroWinkler,
	jaroWinklerAtMost,
	lettersApart,
	lettersOf,
} from './textDistance';

/** What exports write where they have nothing. */
const NOTHING =
	/^(?:[-–—_.*?/\\#]+|n\/?a|null|nil|none|undefined|nan|unknown|未知|无|暂无|不详|未填写?|没有)$/;

/** Text as it is compared: folded, simplified characters; '' for what says nothing. */
export function comparedText(raw: string): string {
	const text = toSimplified(foldText(raw));
	return NOTHING.test(text) ? '' : text;
}

/** Toneless pinyin of Han characters, without spaces; other characters stay, folded. */
export function pinyinOf(text: string): string {
	return foldText(toPinyin(text));
}

/** One short text: a given name, a surname, a city. */
export interface Word {
	text: string;
	/** Letters only; Han as pinyin. */
	latin: string;
	han: boolean;
	letters: number;
	/** Families of given names that it stands for; most words have none. */
	nicknames: ReadonlySet<number> | undefined;
}

export function readWord(raw: string): Word | undefined {
	const text = comparedText(raw);
	if (text === '') return undefined;
	const han = hasHan(text);
	const bare = (han ? pinyinOf(text) : text).replace(/[^\p{L}\p{N}]+/gu, '');
	const latin = bare === '' ? text : bare;
	return { text, latin, han, letters: lettersOf(latin), nicknames: nameFamiliesOf(latin) };
}

/** How alike two words are; the order is the order of the levels of a feature. */
export const agreementLevels = ['same', 'close', 'similar', 'vague', 'different'] as const;
export const SAME = 1;
export const CLOSE = 2;
export const SIMILAR = 3;
export const VAGUE = 4;
export const DIFFERENT = 5;

/**
 * Han words are the same or not: two characters that differ are another name, however alike they
 * look. Across scripts the pinyin decides.
 *
 * @returns one of SAME, CLOSE, SIMILAR, VAGUE, DIFFERENT
 */
export function compareWords(a: Word, b: Word): number {
	if (a === b || a.text === b.text || (a.latin === b.latin && !a.han && !b.han)) return SAME;
	if (a.han || b.han) return a.latin === b.latin ? (a.han && b.han ? SIMILAR : CLOSE) : DIFFERENT;
	return compareLatin(a, b);
}

function compareLatin(a: Word, b: Word): number {
	const apart = lettersApart(a.letters, b.letters);
	const one = a.latin;
	const other = b.latin;
	const shorter = Math.min(one.length, other.length);
	if (shorter === 1) return one[0] === other[0] ? SIMILAR : DIFFERENT;
	if (apart <= 2 && shorter >= 3 && editDistance(one, other, 1) <= 1) return CLOSE;
	if (shareName(a.nicknames, b.nicknames) || isPart(a, b)) return SIMILAR;
	if (apart > 6 || shorter < 3) return DIFFERENT;
	if (shorter >= 6 && apart <= 4 && editDistance(one, other, 2) <= 2) return SIMILAR;
	// The same letters in disorder, or half of the word kept.
	const scrambled = apart <= 1 && shorter >= 4 && Math.abs(one.length - other.length) <= 1;
	if (!scrambled && jaroWinklerAtMost(one, other, a.letters, b.letters) < 0.76) return DIFFERENT;
	const likeness = jaroWinkler(one, other);
	if (likeness >= 0.88) return SIMILAR;
	return likeness >= 0.76 || scrambled ? VAGUE : DIFFERENT;
}

/** `alex` of `alexander`, `berry` of `berry hill`. */
function isPart(a: Word, b: Word): boolean {
	const [shorter, longer] = a.latin.length < b.latin.length ? [a, b] : [b, a];
	if (shorter.latin.length < 3 || (shorter.letters & ~longer.letters) !== 0) return false;
	return longer.latin.startsWith(shorter.latin) || longer.latin.endsWith(shorter.latin);
}

/**
 * A short code of how a Latin word sounds: first letter, then consonants without repeats and
 * without what is not heard. Coarser than Metaphone, and the same for any language; a key to find
 * candidates by, never evidence.
 */
export function soundOf(latin: string): string {
	const heard = latin
		.replace(/^(?:kn|gn|pn)/, 'n')
		.replace(/^wr/, 'r')
		.replace(/ph/g, 'f')
		.replace(/(?:ck|q|c(?![eiyh]))/g, 'k')
		.replace(/c(?=[eiy])/g, 's')
		.replace(/z/g, 's')
		.replace(/v/g, 'f')
		.replace(/d/g, 't')
		.replace(/(?<=.)[aeiouyhw]+/g, '');
	return heard.replace(/(.)\1+/g, '$1').slice(0, 5);
}
