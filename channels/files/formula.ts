/**
 * Beginnings that make a spreadsheet program run a CSV cell as a formula (OWASP, CSV Injection);
 * the full-width forms count in Chinese and Japanese editions.
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
/** `+8613800138000` and `-12.5` start like a formula but can only ever be a number. */
const PLAIN_NUMBER = /^[+-]\d+(?:\.\d+)?$/;

/**
 * A text that no spreadsheet program takes for a formula when it opens a CSV file: an apostrophe is
 * put before what could be one. Plain numbers stay as they are, so that E.164 phone numbers can
 * still be dialled and imported.
 */
export function defuseFormula(text: string): string {
	return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
