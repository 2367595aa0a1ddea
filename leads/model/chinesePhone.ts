import type { PhoneKind } from './parsedPhone';

/** A number of the Chinese numbering plan, without country code. */
export interface ChineseNumber {
	kind: PhoneKind;
	/** National significant number: no trunk 0. */
	national: string;
	/** False for short codes (95588, 10086), which cannot be dialled from abroad. */
	international: boolean;
	/** Area code without trunk 0, for landlines. */
	areaCode?: string;
}

/** Eleven digits is the durable test; tables of number segments age. */
const MOBILE = /^0?(1[3-9]\d{9})$/;
/** Thirteen-digit numbers of machines (1064x, 1410, 1440): valid, and nobody's. */
const MACHINE = /^1(?:064|410|440)\d{9}$/;
const TOLL_FREE = /^0?([48]00\d{7})$/;
const SHORT_CODE = /^(?:9[56]\d{3,6}|1[12]\d|1[012]\d{3}|118\d{3})$/;
/** Two-digit areas have eight-digit subscribers, the others seven or eight; none begins with 0 or 1. */
const LANDLINE = /^(?:(10|2[0-57-9])([2-9]\d{7})|([3-9]\d{2})([2-9]\d{6,7}))$/;

/**
 * Reads digits (nothing else) as a Chinese number.
 *
 * @param digits without country code; a trunk 0 may lead
 * @param areaGiven true when something shows that an area code leads (a country code, a bracket or
 *   dash after it). Ten bare digits without trunk 0 are more often a foreign number.
 */
export function readChineseNumber(digits: string, areaGiven: boolean): ChineseNumber | undefined {
	const mobile = MOBILE.exec(digits);
	if (mobile) return { kind: 'mobile', national: mobile[1], international: true };
	if (MACHINE.test(digits)) {
		return { kind: 'other', national: digits, international: true };
	}
	const tollFree = TOLL_FREE.exec(digits);
	if (tollFree) return { kind: 'company', national: tollFree[1], international: true };
	if (SHORT_CODE.test(digits)) return { kind: 'company', national: digits, international: false };

	const trunk = digits.startsWith('0');
	if (!trunk && !areaGiven) return undefined;
	const national = trunk ? digits.slice(1) : digits;
	const landline = LANDLINE.exec(national);
	if (!landline) return undefined;
	return {
		kind: 'landline',
		national,
		international: true,
		areaCode: landline[1] ?? landline[3],
	};
}
