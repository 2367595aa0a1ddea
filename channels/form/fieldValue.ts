import type { FieldProblem, FieldProblemCode, FormField } from '../../leads/model/form';
import { normalizeEmail } from '../../leads/model/email';
import { tidyLongText, tidyText } from '../../leads/model/text';

export type FieldValue = string | number | boolean | string[];

export type ReadFieldValue =
	| { ok: true; value: FieldValue | undefined }
	| { ok: false; problem: FieldProblem };

/** Fewer digits are no telephone number anywhere, not even an extension that one could call. */
const MIN_PHONE_DIGITS = 5;
const TICKED = new Set(['on', 'true', '1', 'yes']);

function isPhone(text: string): boolean {
	return (text.normalize('NFKC').match(/\d/g)?.length ?? 0) >= MIN_PHONE_DIGITS;
}

function isWebAddress(text: string): boolean {
	const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false;
	return /[^.]\.[^.]/.test(new URL(address).hostname);
}

function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** `1,200.5`, `１２` and `-3`; undefined if it is no number. */
function numberOf(text: string): number | undefined {
	const plain = text.normalize('NFKC').replace(/[\s,_']/g, '');
	return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(plain) ? Number(plain) : undefined;
}

function formProblem(field: FormField, text: string): FieldProblemCode | undefined {
	if (field.type === 'email' && normalizeEmail(text).kind === 'invalid') return 'invalidEmail';
	if (field.type === 'tel' && !isPhone(text)) return 'invalidPhone';
	if (field.type === 'url' && !isWebAddress(text)) return 'invalidUrl';
	if (field.type === 'date' && !isDate(text)) return 'invalidDate';
	if (field.type === 'number' && numberOf(text) === undefined) return 'invalidNumber';
	return undefined;
}

function refused(field: FormField, code: FieldProblemCode): ReadFieldValue {
	const limit = code === 'tooLong' ? { limit: field.maxLength } : {};
	return { ok: false, problem: { field: field.name, code, ...limit } };
}

function readTicks(field: FormField, texts: readonly string[]): ReadFieldValue {
	if (field.options.length === 0) {
		const ticked = texts.some((text) => TICKED.has(text.trim().toLowerCase()));
		if (field.required && !ticked) return refused(field, 'required');
		return { ok: true, value: ticked ? true : undefined };
	}
	const chosen = [...new Set(texts.filter((text) => text !== ''))];
	if (!chosen.every((text) => field.options.some((option) => option.value === text))) {
		return refused(field, 'unknownOption');
	}
	if (field.required && chosen.length === 0) return refused(field, 'required');
	return { ok: true, value: chosen.length === 0 ? undefined : chosen };
}

/**
 * Reads what a visitor entered into one field. Values are tidied and checked, not normalised: that
 * is for capture, which does it for every channel alike. An empty value is `undefined`.
 *
 * @param texts as submitted; where a field came several times, the first entry counts
 */
export function readFieldValue(field: FormField, texts: readonly string[] = []): ReadFieldValue {
	if (field.type === 'checkbox') return readTicks(field, texts);
	const [entered = ''] = texts;
	const text = field.type === 'textarea' ? tidyLongText(entered) : tidyText(entered);
	if (text === '') {
		return field.required ? refused(field, 'required') : { ok: true, value: undefined };
	}
	if ([...text].length > field.maxLength) return refused(field, 'tooLong');
	if (field.type === 'select' || field.type === 'radio') {
		const known = field.options.some((option) => option.value === entered);
		return known ? { ok: true, value: entered } : refused(field, 'unknownOption');
	}
	const problem = formProblem(field, text);
	if (problem !== undefined) return refused(field, problem);
	return { ok: true, value: field.type === 'number' ? numberOf(text) : text };
}
