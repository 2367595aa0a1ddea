import { parsePhones } from '../../model/phone';
import { editDistance } from './textDistance';
import { CLOSE, comparedText, DIFFERENT, SAME } from './word';

/** One number of a cell. */
export interface TelephoneNumber {
	/**
	 * The last ten digits: eleven digits that begin with 1 are both a Chinese mobile and an American
	 * number, and the country code is written or not.
	 */
	key: string;
	extension: string;
	/** False for what cannot be a person's own: Chinese landlines (mobiles are known by plan), 400, 95xxx. */
	personal: boolean;
}

const MAX_NUMBERS = 4;
const MAIL = /[^\s/;,，、]+@[^\s/;,，、]+/g;

/** A number that the numbering plans do not know: a slip, or one made up. */
function looseNumber(raw: string, digits: string): TelephoneNumber | undefined {
	if (digits.length < 5) return undefined;
	const extension = /(?:ext?\.?|x|转|分机|#)\s*(\d{1,6})\s*$/i.exec(raw)?.[1] ?? '';
	const number = extension === '' ? digits : digits.slice(0, digits.length - extension.length);
	return { key: number.slice(-10), extension, personal: true };
}

/** One number in plain notation; separated pieces, words and remarks go the long way. */
const PLAIN = /^(?:\+|\(\+?)?\d[\d ().-]*$/;
/** Toll-free and paid numbers belong to companies. */
const COMPANY_NUMBER = /^0*(?:[89]00)|^0808/;
const COMPANY_AREA = /^(?:8(?:00|33|44|55|66|77|88)|900)/;
const NORTH_AMERICAN = /^1?([2-9]\d{9})$/;
const CHINESE_MOBILE = /^(?:86|0)?(1[3-9]\d{9})$/;
/** Country codes of one and of two digits by ITU-T E.164; all others have three. */
const ONE_DIGIT_CODE = /^[17]/;
const TWO_DIGIT_CODE = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function codeLength(digits: string): number {
	if (ONE_DIGIT_CODE.test(digits)) return 1;
	return TWO_DIGIT_CODE.test(digits) ? 2 : 3;
}

/** More digits than one number has, its country code included, are two, or have an extension. */
const MANY_DIGITS = 13;

/**
 * Reads the plain notations of one number. Evidence needs the digits and no numbering plan, so the
 * library, which takes 20 to 60 µs a number, is not asked.
 *
 * @returns undefined for what has to be looked at more closely
 */
function readPlainNumber(text: string, country: string): TelephoneNumber | undefined {
	const all = text.replace(/\D/g, '');
	const abroad = text.startsWith('+') || text.startsWith('(+');
	const dialled = !abroad && all.startsWith('00');
	const digits = dialled ? all.slice(2) : all;
	if (digits.length < 5 || digits.length > MANY_DIGITS) return undefined;
	const chinese = abroad || dialled ? digits.startsWith('86') : country === 'CN';
	if (chinese) {
		const mobile = CHINESE_MOBILE.exec(digits);
		return mobile ? numberOf(mobile[1], true) : undefined;
	}
	const home = country === 'US' || country === 'CA';
	const american = (abroad && digits.startsWith('1')) || home ? NORTH_AMERICAN.exec(digits) : null;
	if (american) return numberOf(american[1], !COMPANY_AREA.test(american[1]));
	const national = abroad || dialled ? digits.slice(codeLength(digits)) : digits;
	return numberOf(national, !COMPANY_NUMBER.test(national));
}

function numberOf(digits: string, personal: boolean): TelephoneNumber | undefined {
	const national = digits.replace(/^0+/, '');
	if (national.length < 5 || national.length > 11) return undefined;
	return { key: national.slice(-10), extension: '', personal };
}

const EXTENDED = /^([^a-z]*\d)\)?\s*(?:extension|extn?|ext|x|转|分机号?|#)\s?[.:]?\s?(\d{1,6})$/;

/** `+1 415-555-0100-204`: elsewhere the last group belongs to the number. */
const AMERICAN_EXTENDED = /^(\+?1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4})-(\d{1,6})$/;

/** One number, with an extension or without. */
function readOne(text: string, country: string): TelephoneNumber | undefined {
	const american = text.startsWith('+1') || (country !== 'CN' && !text.startsWith('+'));
	const extended = EXTENDED.exec(text) ?? (american ? AMERICAN_EXTENDED.exec(text) : null);
	if (!extended) return PLAIN.test(text) ? readPlainNumber(text, country) : undefined;
	if (!PLAIN.test(extended[1])) return undefined;
	const number = readPlainNumber(extended[1], country);
	return number && { ...number, extension: extended[2] };
}

function readNumbers(text: string, country: string): readonly TelephoneNumber[] {
	const one = readOne(text, country);
	if (one) return [one];
	const numbers: TelephoneNumber[] = [];
	const phones = parsePhones(text, country).slice(0, MAX_NUMBERS);
	const digits = text.replace(/\D/g, '');
	if (phones.length > 1 && digits.length <= 11 && phones.some(({ valid }) => !valid)) {
		// 310/273-5578 is one number with its area set apart, not two.
		return [{ key: digits.slice(-10), extension: '', personal: true }];
	}
	for (const phone of phones) {
		const landline = phone.kind === 'landline' && phone.country === 'CN';
		const number = phone.valid
			? {
					key: phone.national.slice(-10),
					extension: phone.extension ?? '',
					personal: !landline && phone.kind !== 'company',
				}
			: looseNumber(phone.raw, phone.national.replace(/^0+/, ''));
		if (number && !numbers.some(({ key }) => key === number.key)) numbers.push(number);
	}
	return numbers;
}

/**
 * All numbers of a cell, at most four, without repeats; mail addresses in it are passed over.
 *
 * @param country ISO 3166-1 alpha-2: where a number without country code is at home
 */
export function readTelephones(raw: string, country = 'CN'): readonly TelephoneNumber[] {
	const folded = PLAIN.test(raw) ? raw : comparedText(raw);
	const text = folded.includes('@') ? folded.replace(MAIL, ' ').trim() : folded;
	return /\d/.test(text) ? readNumbers(text, country) : [];
}

/** Any number of one cell against any of the other: SAME, CLOSE (one digit off) or DIFFERENT. */
export function compareTelephones(
	a: readonly TelephoneNumber[],
	b: readonly TelephoneNumber[],
): number {
	let best = DIFFERENT;
	for (const one of a) {
		for (const other of b) {
			if (one.key === other.key) return SAME;
			if (one.key.length >= 7 && editDistance(one.key, other.key, 1) === 1) best = CLOSE;
		}
	}
	return best;
}
