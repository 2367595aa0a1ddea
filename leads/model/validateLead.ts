import { channelIdFields, isChannelIdField, normalizeChannelId } from './channelIds';
import { countryCodes } from './country';
import { checkCreditCode } from './creditCode';
import { normalizeEmail } from './email';
import type { CustomValues } from './lead';
import { type FieldDefinition, type FieldKind, type LeadFieldName, leadFields } from './leadFields';
import type { RawLeadFields } from './normalization';
import { parsePhones } from './phone';
import { isLeadStatus } from './status';
import { normalizeWebAddress } from './webAddress';

export type FieldProblemCode =
	| 'tooLong'
	| 'required'
	| 'invalidEmail'
	| 'invalidPhone'
	| 'invalidUrl'
	| 'invalidNumber'
	| 'invalidBoolean'
	| 'invalidInstant'
	| 'invalidCountry'
	| 'invalidChoice'
	| 'invalidCreditCode'
	| 'invalidChannelId'
	| 'notText'
	/** No name, company, e-mail, phone nor channel id: nobody to call. */
	| 'nobody';

/** What is wrong with one field. Never holds the value. */
export interface FieldProblem {
	/** Public field name, or the name of a custom field. */
	field: string;
	code: FieldProblemCode;
	/** One plain English sentence. */
	message: string;
	/** Whether the lead is to be rejected for it; otherwise it is a note. */
	rejects: boolean;
	/** Characters (code points), for `tooLong`. */
	limit?: number;
	actual?: number;
}

export interface ValidateOptions {
	/**
	 * `strict`: any problem rejects. `lenient`: only a lead that nobody could be called by, or a value
	 * that the store cannot hold. `off`: nothing is checked.
	 */
	mode: 'strict' | 'lenient' | 'off';
	/** `zoho`: the field lengths of Zoho CRM. `none`: only what the store can hold. */
	limits: 'zoho' | 'none';
	/** Names of standard and custom fields that must be filled. */
	required: readonly string[];
}

/** Characters that any one value may have in the store, whatever the preset. */
const HARD_LIMIT = 32_000;

const WAYS_TO_NAME_OR_REACH: readonly LeadFieldName[] = [
	'name',
	'lastName',
	'firstName',
	'company',
	'email',
	'secondaryEmail',
	'mobile',
	'phone',
	'wechat',
	'qq',
	'skype',
	...channelIdFields,
	'facebookLeadId',
];

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

type ProblemOfValue = Exclude<FieldProblemCode, 'tooLong'>;

const wording: Readonly<Record<ProblemOfValue, string>> = {
	required: 'is required but empty',
	invalidEmail: 'is not an e-mail address',
	invalidPhone: 'is not a phone number',
	invalidUrl: 'is not a web address',
	invalidNumber: 'is not a number',
	invalidBoolean: 'is neither yes nor no',
	invalidInstant: 'is not a date that can be understood',
	invalidCountry: 'is not a known country',
	invalidChoice: 'is not one of the allowed choices',
	invalidCreditCode: 'is not a valid unified social credit code',
	invalidChannelId: 'does not have the form of an id of its channel',
	notText: 'is not text',
	nobody: 'and every other way to name or reach the person is empty',
};

const definitions: Readonly<Record<LeadFieldName, FieldDefinition>> = leadFields;

function isLeadField(field: string): field is LeadFieldName {
	return Object.hasOwn(definitions, field);
}

function labelOf(field: string): string {
	return isLeadField(field) ? definitions[field].label.en : `Field "${field.slice(0, 60)}"`;
}

/** Length in code points, counted only when the cheap upper bound is over the limit. */
function exceeds(text: string, limit: number): number | undefined {
	if (text.length <= limit) return undefined;
	let count = 0;
	for (const character of text) count += character.length > 0 ? 1 : 0;
	return count > limit ? count : undefined;
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	return typeof value === 'string' && value.charCodeAt(0) <= 0x20 && value.trim() === '';
}

function textProblem(
	field: string,
	kind: FieldKind,
	text: string,
	country: string,
): ProblemOfValue | undefined {
	if (kind === 'email') return normalizeEmail(text).kind === 'invalid' ? 'invalidEmail' : undefined;
	if (kind === 'phone') {
		return parsePhones(text, country).some((phone) => phone.valid) ? undefined : 'invalidPhone';
	}
	if (kind === 'url') return normalizeWebAddress(text) === undefined ? 'invalidUrl' : undefined;
	if (kind === 'country') return countryCodes().has(text) ? undefined : 'invalidCountry';
	if (kind === 'choice') return isLeadStatus(text) ? undefined : 'invalidChoice';
	if (kind === 'instant') return ISO_INSTANT.test(text) ? undefined : 'invalidInstant';
	if (field === 'creditCode') return checkCreditCode(text).valid ? undefined : 'invalidCreditCode';
	if (isChannelIdField(field)) {
		return normalizeChannelId(field, text) === undefined ? 'invalidChannelId' : undefined;
	}
	return undefined;
}

function valueProblem(
	field: string,
	kind: FieldKind,
	value: unknown,
	country: string,
): ProblemOfValue | undefined {
	if (kind === 'boolean') return typeof value === 'boolean' ? undefined : 'invalidBoolean';
	if (kind === 'integer') return Number.isSafeInteger(value) ? undefined : 'invalidNumber';
	if (kind === 'number') return Number.isFinite(value) ? undefined : 'invalidNumber';
	if (typeof value !== 'string') return kind === 'instant' ? 'invalidInstant' : 'notText';
	return textProblem(field, kind, value, country);
}

/**
 * Checks a normalised lead against its field kinds, lengths and the required fields. A value is
 * never cut: what is too long is reported with its limit and its length in characters.
 *
 * @param fields normalised values; originals from `unread` may be put in again to have them reported
 * @param custom values of the user's own fields
 * @returns problems in the order of the fields; the lead is to be rejected when one has `rejects`
 */
export function validateLead(
	fields: RawLeadFields,
	custom: CustomValues,
	options: ValidateOptions,
): FieldProblem[] {
	if (options.mode === 'off') return [];
	const problems: FieldProblem[] = [];
	const strict = options.mode === 'strict';
	const report = (field: string, code: ProblemOfValue, rejects: boolean) => {
		problems.push({ field, code, message: `${labelOf(field)} ${wording[code]}.`, rejects });
	};
	const checkLength = (field: string, text: string, preset: number) => {
		const limit = Math.min(options.limits === 'zoho' ? preset : HARD_LIMIT, HARD_LIMIT);
		const actual = exceeds(text, limit);
		if (actual === undefined) return;
		const message = `${labelOf(field)} has ${actual} characters; the limit is ${limit}.`;
		const rejects = strict || actual > HARD_LIMIT;
		problems.push({ field, code: 'tooLong', message, rejects, limit, actual });
	};

	const country = typeof fields.country === 'string' ? fields.country : 'CN';
	for (const field of Object.keys(fields)) {
		const value = isLeadField(field) ? fields[field] : undefined;
		if (!isLeadField(field) || isBlank(value)) continue;
		const { kind, limit } = definitions[field];
		if (typeof value === 'string') checkLength(field, value, limit ?? HARD_LIMIT);
		const code = valueProblem(field, kind, value, country);
		if (code !== undefined) report(field, code, strict);
	}
	for (const [field, value] of Object.entries(custom)) {
		if (typeof value === 'string') checkLength(field, value, HARD_LIMIT);
	}
	for (const field of options.required) {
		const ofCustom = Object.hasOwn(custom, field) ? custom[field] : undefined;
		if (isBlank(isLeadField(field) ? fields[field] : ofCustom)) report(field, 'required', strict);
	}
	if (WAYS_TO_NAME_OR_REACH.every((field) => isBlank(fields[field])))
		report('name', 'nobody', true);
	return problems;
}
