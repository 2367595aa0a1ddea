import type { ParsedPhone } from './parsedPhone';
import { chineseMobile, invalidPhone, readNumber } from './phoneNumber';

export type { ParsedPhone, PhoneKind, PhoneProblem } from './parsedPhone';

const PLAIN_MOBILE = /^(?:\+86)?(1[3-9]\d{9})$/;
const SPACED_MOBILE = /^(\+|00)?(86)?0?(1[3-9]\d{9})$/;
/** Cells longer than this are texts, not numbers. */
const MAX_CELL = 200;
/** Digits in plain notation: no words, no second number, nothing for NFKC to do. */
const DIGITS_ONLY = /^\+?[\d ().-]+$/;

const SEPARATORS = /[/;,、|\\\n\r\t]|\s(?:or|oder|and|und|&)\s|[或和及]/i;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g;
const DASHES = /[\u2010-\u2015\u2212\u30fc\u2500\u00b7\u2027~]/g;
const EXPONENT = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i;
const DECIMAL_ZERO = /^\d{5,15}\.0{1,4}$/;
const EXTENSION =
	/\s?(?:转|轉|分机号?|分機|内线|extension|extn?|ext|durchwahl|dw|x|#)\s?[.:=]?\s?(\d{1,7})\s?\)?$/i;
/** `021-58888888-802` */
const DASH_EXTENSION = /^(.*\d{7,8}) ?- ?(\d{1,6})$/;
/** `(王经理)` behind a number. */
const REMARK = / ?\([^()\d]{1,40}\)$/;
const LABEL =
	/^(?:手机号?码?|移动电话|电话号?码?|联系电话|固定电话|固话|座机|办公室?|公司|家|宅电|直线|总机|传真|mobile(?: phone)?|cell(?: ?phone)?|telephone|telefon|phone|tel|mob|office|home|work|direct|handy|whatsapp|fax|call|no|m|t|p|h|o|f|d)\s?[.:]?\s?(?=[+(\d])/i;
const GAP_BEFORE_NUMBER = /\d\s+[\d+(]/;

/** `1.3800138000E10` holds all eleven digits only when the mantissa has ten decimals. */
function undoSpreadsheet(text: string): string | undefined {
	if (DECIMAL_ZERO.test(text)) return text.slice(0, text.indexOf('.'));
	const match = EXPONENT.exec(text);
	if (!match) return text;
	const decimals = match[2] ?? '';
	return decimals.length === Number(match[3]) ? match[1] + decimals : undefined;
}

/** Elsewhere the last group belongs to the number: `089 12345678-0` is a German switchboard. */
function splitDashExtension(text: string, country: string): [string, string?] {
	const chinese = /^(?:\+|00)/.test(text) ? /^(?:\+|00)86/.test(text) : country === 'CN';
	const match = chinese ? DASH_EXTENSION.exec(text) : null;
	if (!match || match[1].replace(/\D/g, '').length < 10) return [text];
	return [match[1], match[2]];
}

/** A number with a label before it, an extension or a remark behind it. */
function readWorded(text: string, country: string, raw: string): ParsedPhone {
	const unlabelled = undoSpreadsheet(text.replace(LABEL, ''));
	if (unlabelled === undefined) return invalidPhone(raw, '', 'damagedByExcel');
	const remark = REMARK.exec(unlabelled)?.[0] ?? '';
	const bare = unlabelled.slice(0, unlabelled.length - remark.length);
	const named = EXTENSION.exec(bare);
	const phone = named
		? readNumber(bare.slice(0, named.index).trim(), country, raw)
		: readPlain(bare.trim(), country, raw);
	if (!phone.valid) return phone;
	return {
		...phone,
		...(named && { extension: named[1] }),
		...(remark && { remark: remark.trim() }),
	};
}

function readPlain(text: string, country: string, raw: string): ParsedPhone {
	if (DECIMAL_ZERO.test(text)) return readNumber(text.slice(0, text.indexOf('.')), country, raw);
	const [number, extension] = splitDashExtension(text, country);
	const phone = readNumber(number.startsWith('(+') ? number.slice(1) : number, country, raw);
	return extension === undefined || !phone.valid ? phone : { ...phone, extension };
}

function readPiece(raw: string, country: string): ParsedPhone {
	return DIGITS_ONLY.test(raw) ? readPlain(raw, country, raw) : readWorded(raw, country, raw);
}

/** `13800138000 13900139000`: a gap separates only when all its sides are numbers by themselves. */
function splitAtGaps(piece: string, country: string): readonly ParsedPhone[] {
	const whole = readPiece(piece, country);
	if (whole.valid || !GAP_BEFORE_NUMBER.test(piece)) return [whole];
	const parts = piece.split(/\s+/).map((part) => readPiece(part, country));
	return parts.every((part) => part.valid) ? parts : [whole];
}

/** `021-58888888/58888889`: a local number behind a landline shares its area code. */
function withArea(piece: string, before: ParsedPhone | undefined): string {
	const local = before?.kind === 'landline' && before.country === 'CN' ? before.national : '';
	if (local === '' || !/^[2-9]\d{6,7}$/.test(piece)) return piece;
	return `0${local.slice(0, local.length - piece.length)}${piece}`;
}

/** Most cells: one Chinese mobile number with spaces, dashes or brackets. */
function readSpacedMobile(value: string, country: string): ParsedPhone | undefined {
	const match = SPACED_MOBILE.exec(value.replace(/[^+\d]/g, ''));
	if (!match) return undefined;
	const abroad = match[1] !== undefined;
	return (abroad && match[2] !== undefined) || (!abroad && country === 'CN')
		? chineseMobile(match[3], value)
		: undefined;
}

function readCell(value: string, country: string): readonly ParsedPhone[] {
	if (DIGITS_ONLY.test(value)) {
		const mobile = readSpacedMobile(value, country);
		return mobile ? [mobile] : splitAtGaps(value.trim(), country);
	}
	const text = value.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-');
	const phones: ParsedPhone[] = [];
	for (const part of text.split(SEPARATORS)) {
		const piece = part.trim();
		if (piece === '') continue;
		phones.push(...splitAtGaps(withArea(piece, phones[phones.length - 1]), country));
	}
	return phones;
}

/**
 * All phone numbers of a cell, in order. Understands full-width digits, `+86`, `0086`, `86-`,
 * `(86)`, trunk zeros, dots, dashes and spaces, `转802` and `ext. 802`, several numbers in a cell,
 * and numbers that a spreadsheet turned into `1.3800138000E10`.
 *
 * @param defaultCountry ISO 3166-1 alpha-2: where a number without country code is at home; for
 *   anything else only numbers with a country code are read
 */
export function parsePhones(value: string, defaultCountry = 'CN'): readonly ParsedPhone[] {
	const plain = PLAIN_MOBILE.exec(value);
	if (plain && (defaultCountry === 'CN' || value.startsWith('+'))) {
		return [chineseMobile(plain[1], value)];
	}
	if (value.length > MAX_CELL) return [invalidPhone(value, '', 'notANumber')];
	return readCell(value, defaultCountry);
}

/** A valid number as it is stored: E.164, or the short code, with its extension behind it. */
export function formatPhone(phone: ParsedPhone): string {
	const number = phone.e164 ?? phone.national;
	return phone.extension === undefined ? number : `${number} ext. ${phone.extension}`;
}
