/**
 * Printable ASCII, composed Latin letters and common Han, single inner spaces, nothing to trim: most
 * values, in one pass.
 */
const ALREADY_TIDY =
	/^[\x21-\x7e\u00c0-\u024f\u4e00-\u9fff]+(?: [\x21-\x7e\u00c0-\u024f\u4e00-\u9fff]+)*$/;
/** Nothing here has a compatibility form or a diacritic. */
const ASCII_AND_HAN = /^[\x20-\x7e\u4e00-\u9fff]*$/;

/**
 * What takes no room on paper: all control characters (but white space, which is apart) and
 * format characters (zero-width, bidi marks, soft hyphen, BOM), plus letters that are drawn empty.
 * The joiners are apart, too.
 */
const INVISIBLE =
	/(?![\t-\r\u200c\u200d])[\p{Cc}\p{Cf}]|[\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;
/** A zero-width (non-)joiner belongs to the writing only after emoji, Arabic and Indic letters. */
const STRAY_JOINER =
	/(?<![\u0600-\u0dff\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)[\u200c\u200d]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const SPACES = /[\s\u2800]+/g;
/** Full-width forms except the punctuation that is right in Chinese text: ！（），：；？［］｛｝～. */
const FULL_WIDTH =
	/[\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a\uff5c]/g;
const LATIN_MARKS = /(?<=\p{Script=Latin})[\u0300-\u036f]+/gu;
const HAN = /^(?:[\u4e00-\u9fff]+|\p{Script=Han}+)$/u;
const ANY_HAN = /\p{Script=Han}/u;
/** No Han character has a smaller code; most texts are told by it alone. */
const FIRST_HAN = 0x2e80;

/** Latin letters that carry no combining mark and so survive decomposition. */
const UNDECOMPOSED = /[ßæœøđðłþıŋ]/g;
const undecomposed: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	ł: 'l',
	þ: 'th',
	ı: 'i',
	ŋ: 'n',
};

function toHalfWidth(character: string): string {
	return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

function withoutInvisible(value: string): string {
	return value
		.replace(LONE_SURROGATE, '\ufffd')
		.replace(INVISIBLE, '')
		.replace(STRAY_JOINER, '')
		.replace(FULL_WIDTH, toHalfWidth)
		.normalize('NFC');
}

/**
 * The same text as a person would have typed it on a clean keyboard: full-width letters and digits
 * become half-width, invisible and control characters go, spaces collapse, composed form (NFC).
 * Han characters and Chinese punctuation stay: the value is shown to people. Comparison uses
 * {@link foldText}.
 */
export function tidyText(value: string): string {
	if (ALREADY_TIDY.test(value)) return value;
	return withoutInvisible(value).replace(SPACES, ' ').trim();
}

const LINE_END = /\r\n?|[\n\u2028\u2029]/;

/** {@link tidyText} for text of several lines: line breaks (as `\n`) and indentation stay. */
export function tidyLongText(value: string): string {
	if (ALREADY_TIDY.test(value)) return value;
	const lines = value.split(LINE_END).map((line) => withoutInvisible(line).trimEnd());
	return lines.join('\n').trim();
}

/**
 * The form in which two texts are compared and searched: compatibility forms unified (NFKC), lower
 * case, Latin diacritics removed (`Müller` → `muller`), tidy. Not for showing.
 */
export function foldText(value: string): string {
	if (ASCII_AND_HAN.test(value)) return tidyText(value.toLowerCase());
	const lower = tidyText(value.normalize('NFKC')).toLowerCase();
	if (ASCII_AND_HAN.test(lower)) return lower;
	return lower
		.normalize('NFD')
		.replace(LATIN_MARKS, '')
		.normalize('NFC')
		.replace(UNDECOMPOSED, (letter) => undecomposed[letter]);
}

/** Whether the text is made of Han characters only (and at least one). */
export function isHan(text: string): boolean {
	return text.charCodeAt(0) >= FIRST_HAN && HAN.test(text);
}

/** Whether the text holds at least one Han character. */
export function hasHan(text: string): boolean {
	for (let i = 0; i < text.length; i += 1) {
		if (text.charCodeAt(i) >= FIRST_HAN) return ANY_HAN.test(text);
	}
	return false;
}
