/** What a unified social credit code says. */
export interface CreditCode {
	valid: boolean;
	/** Upper case, half-width, without spaces. */
	code: string;
	/** GB/T 2260 code of the place of registration: digits 3 to 8. Only when valid. */
	regionCode?: string;
}

/** Without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
/** 3^i mod 31 */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * The check character of a unified social credit code (GB 32100-2015 §4.6):
 * `(31 − Σ value·3^i mod 31) mod 31`.
 *
 * @param body the first 17 characters
 */
export function creditCodeCheckCharacter(body: string): string {
	let sum = 0;
	for (let i = 0; i < WEIGHTS.length; i += 1) sum += ALPHABET.indexOf(body[i]) * WEIGHTS[i];
	return ALPHABET[(31 - (sum % 31)) % 31];
}

/** Checks form and check character of a unified social credit code (统一社会信用代码). */
export function checkCreditCode(value: string): CreditCode {
	if (value.length > 60) return { valid: false, code: value };
	const code = value
		.normalize('NFKC')
		.replace(/[\s\u200b-\u200f\ufeff-]/g, '')
		.toUpperCase();
	const valid = SHAPE.test(code) && creditCodeCheckCharacter(code) === code[17];
	return valid ? { valid, code, regionCode: code.slice(2, 8) } : { valid, code };
}
