import type { CountryCode, NumberType } from 'libphonenumber-js/max';
import { readChineseNumber } from './chinesePhone';
import { phoneLibrary } from './libraries';
import { memoize } from './memo';
import { northAmericanCountry } from './northAmericanPhone';
import type { ParsedPhone, PhoneKind, PhoneProblem } from './parsedPhone';

/** ITU-T E.164 allows 15 digits; prefixes such as 0086 come on top. */
const MAX_DIGITS = 20;
const NUMBER_SHAPE = /^\+?[\d\s().-]+$/;
const REPEATED = /^(\d)\1{6,}$/;
const LOCAL_NUMBER = /^[2-9]\d{6,7}$/;
const AREA_SET_APART = /^\(?0?[1-9]\d{1,2}[)\s-]/;

const kinds: Readonly<Partial<Record<NonNullable<NumberType>, PhoneKind>>> = {
	MOBILE: 'mobile',
	FIXED_LINE_OR_MOBILE: 'fixedOrMobile',
	FIXED_LINE: 'landline',
	TOLL_FREE: 'company',
	SHARED_COST: 'company',
	PREMIUM_RATE: 'company',
	UAN: 'company',
};

export function invalidPhone(raw: string, digits: string, reason: PhoneProblem): ParsedPhone {
	return { e164: null, national: digits, kind: 'other', valid: false, reason, raw };
}

export function chineseMobile(national: string, raw: string): ParsedPhone {
	return { e164: `+86${national}`, national, kind: 'mobile', country: 'CN', valid: true, raw };
}

/** The digits after China's country code, or undefined when another country is named. */
function chineseDigits(number: string, digits: string, country: string): string | undefined {
	if (number.startsWith('+')) return digits.startsWith('86') ? digits.slice(2) : undefined;
	if (digits.startsWith('0086')) return digits.slice(4);
	if (country !== 'CN' || digits.startsWith('00')) return undefined;
	return digits.length > 11 && digits.startsWith('86') ? digits.slice(2) : digits;
}

function readChinese(chinese: string, number: string, digits: string, raw: string): ParsedPhone {
	const codeGiven = chinese.length < digits.length;
	const found = readChineseNumber(chinese, codeGiven || AREA_SET_APART.test(number));
	if (!found) {
		const local = !codeGiven && LOCAL_NUMBER.test(chinese);
		return invalidPhone(raw, digits, local ? 'noAreaCode' : 'notANumber');
	}
	const { kind, national } = found;
	const e164 = found.international ? `+86${national}` : null;
	return { e164, national, kind, country: 'CN', valid: true, raw };
}

/** The ten national digits when the number is dialled as one of the North American plan. */
function northAmericanDigits(number: string, digits: string, country: string): string | undefined {
	const home = country === 'US' || country === 'CA';
	if (digits.length === 11 && digits.startsWith('1') && (home || number.startsWith('+'))) {
		return digits.slice(1);
	}
	return home && digits.length === 10 && !number.startsWith('+') ? digits : undefined;
}

type LibraryAnswer = Pick<ParsedPhone, 'e164' | 'national' | 'kind' | 'country'> | null;

/** @param keyed two letters of the home country, then the number as dialled */
function askLibrary(keyed: string): LibraryAnswer {
	const library = phoneLibrary();
	const country = keyed.slice(0, 2);
	const home: CountryCode | undefined = library.isSupportedCountry(country) ? country : undefined;
	const phone = library.parsePhoneNumberFromString(keyed.slice(2), home);
	if (!phone?.isValid()) return null;
	const type = phone.getType();
	return {
		e164: phone.number,
		national: phone.nationalNumber,
		kind: (type && kinds[type]) ?? 'other',
		...(phone.country && { country: phone.country }),
	};
}

/** A number is read when it is normalised, keyed and indexed; the library takes 20 to 60 µs. */
const askLibraryOnce = memoize(askLibrary, 2048);

function readWithLibrary(
	number: string,
	digits: string,
	country: string,
	raw: string,
): ParsedPhone {
	const international = digits.startsWith('00') && !number.startsWith('+');
	const dialled = international ? `+${digits.slice(2)}` : number;
	const found = askLibraryOnce((country.length === 2 ? country : '--') + dialled);
	return found ? { ...found, valid: true, raw } : invalidPhone(raw, digits, 'notANumber');
}

function readForeign(number: string, digits: string, country: string, raw: string): ParsedPhone {
	const national = northAmericanDigits(number, digits, country);
	const found = national && northAmericanCountry(national);
	if (found === null) return invalidPhone(raw, digits, 'notANumber');
	if (!national || !found) return readWithLibrary(number, digits, country, raw);
	const e164 = `+1${national}`;
	return { e164, national, kind: 'fixedOrMobile', country: found, valid: true, raw };
}

/**
 * Reads one number: digits with an optional `+`, spaces, dots, dashes and brackets.
 *
 * @param country ISO 3166-1 alpha-2: where a number without country code is at home
 * @param raw what the number was taken from
 */
export function readNumber(number: string, country: string, raw: string): ParsedPhone {
	const digits = number.replace(/\D/g, '');
	if (digits.length < 3 || digits.length > MAX_DIGITS || !NUMBER_SHAPE.test(number)) {
		return invalidPhone(raw, digits.slice(0, MAX_DIGITS), 'notANumber');
	}
	if (REPEATED.test(digits)) return invalidPhone(raw, digits, 'repeatedDigits');
	const chinese = chineseDigits(number, digits, country);
	return chinese === undefined
		? readForeign(number, digits, country, raw)
		: readChinese(chinese, number, digits, raw);
}
