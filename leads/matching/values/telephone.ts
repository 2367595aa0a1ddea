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

function readNumbers(text: string, country: string): readonly TelephoneNumber[] {
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
	const folded = comparedText(raw);
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
