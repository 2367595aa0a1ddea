import { readBooleanText } from './booleanText';
import { isChannelIdField, normalizeChannelId } from './channelIds';
import { readCountry } from './country';
import { checkCreditCode } from './creditCode';
import { normalizeEmails } from './emailColumns';
import { readInstant } from './instantText';
import type { LeadFieldValues } from './lead';
import { type FieldKind, type LeadFieldName, leadFieldNames, leadFields } from './leadFields';
import { memoize } from './memo';
import type {
	NormalizationCode,
	NormalizationNote,
	NormalizedLead,
	RawLeadFields,
} from './normalization';
import { readNumberText } from './numberText';
import { composeName, splitName } from './personName';
import { settleNumbers, settlePhones } from './phoneColumns';
import { normalizeRegion, regionOfCreditCode, regionOfPhone } from './region';
import { parseStatus } from './status';
import { tidyLongText, tidyText } from './text';
import { normalizeWebAddress } from './webAddress';

export type { NormalizationCode, NormalizationNote, NormalizedLead, RawLeadFields };

export interface NormalizeOptions {
	/** ISO 3166-1 alpha-2: the home of phone numbers when the lead names no country. */
	defaultCountry: string;
	/** IANA zone of dates without one; by default China's for CN, else UTC. */
	timeZone?: string;
}

/** A lead on its way through the fields. */
interface Draft extends NormalizedLead {
	zone: string;
}

type FieldsOfKind<Kinds extends FieldKind> = {
	[Name in LeadFieldName]: (typeof leadFields)[Name]['kind'] extends Kinds ? Name : never;
}[LeadFieldName];
type NumberField = FieldsOfKind<'integer' | 'number'>;
type BooleanField = FieldsOfKind<'boolean'>;
type TextField = Exclude<LeadFieldName, NumberField | BooleanField>;

function isNumberField(name: LeadFieldName): name is NumberField {
	const { kind } = leadFields[name];
	return kind === 'integer' || kind === 'number';
}

function isBooleanField(name: LeadFieldName): name is BooleanField {
	return leadFields[name].kind === 'boolean';
}

function isTextField(name: LeadFieldName): name is TextField {
	return !isNumberField(name) && !isBooleanField(name);
}

/** What stands in a text field: '' for no data, undefined for what is no text (an object). */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null) return '';
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (value instanceof Date) return readInstant(value, 'UTC');
	if (!Array.isArray(value)) return undefined;
	const parts = value.map((part: unknown) => (Array.isArray(part) ? undefined : textOf(part)));
	return parts.includes(undefined) ? undefined : parts.filter(Boolean).join(', ');
}

function leaveUnread(draft: Draft, field: LeadFieldName, value: unknown, code: NormalizationCode) {
	draft.unread[field] = value;
	draft.notes.push({ field, code });
}

function readNumberField(draft: Draft, field: NumberField, value: unknown): void {
	const whole = leadFields[field].kind === 'integer';
	if (typeof value === 'number') {
		if (Number.isFinite(value) && (!whole || Number.isInteger(value))) draft.fields[field] = value;
		else leaveUnread(draft, field, value, 'notANumber');
		return;
	}
	const text = textOf(value);
	if (text !== undefined && tidyText(text) === '') return;
	const read = text === undefined ? undefined : readNumberText(text);
	if (!read || (whole && !Number.isInteger(read.value))) {
		leaveUnread(draft, field, value, 'notANumber');
		return;
	}
	draft.fields[field] = read.value;
	if (read.range) leaveUnread(draft, field, value, 'rangeTaken');
}

function readBooleanField(draft: Draft, field: BooleanField, value: unknown): void {
	const text = typeof value === 'boolean' ? String(value) : textOf(value);
	if (text !== undefined && tidyText(text) === '') return;
	const read = text === undefined ? undefined : readBooleanText(tidyText(text));
	if (read === undefined) leaveUnread(draft, field, value, 'notABoolean');
	else draft.fields[field] = read;
}

function readInstantField(draft: Draft, field: TextField, value: unknown): void {
	const instant = readInstant(value, draft.zone);
	if (instant !== undefined) draft.fields[field] = instant;
	else if (tidyText(textOf(value) ?? 'x') !== '') leaveUnread(draft, field, value, 'notAnInstant');
}

/** Readers of one field's text by its kind: the normal form, or a note on what is wrong with it. */
type TextReader = (text: string) => { text: string } | { problem: NormalizationCode };

function reader(
	read: (text: string) => string | undefined,
	problem: NormalizationCode,
): TextReader {
	const known = memoize((text: string) => {
		const normal = read(text);
		return normal === undefined ? { problem } : { text: normal };
	}, 1024);
	return known;
}

const readUrl = reader(normalizeWebAddress, 'invalidUrl');
const readCountryName = reader(readCountry, 'unknownCountry');
const readStatus = reader(parseStatus, 'unknownStatus');
const readCreditCode = reader((text) => {
	const { valid, code } = checkCreditCode(text);
	return valid ? code : undefined;
}, 'invalidCreditCode');

function readerOf(field: TextField): TextReader | undefined {
	if (field === 'creditCode') return readCreditCode;
	if (isChannelIdField(field)) {
		return (text) => {
			const id = normalizeChannelId(field, text);
			return id === undefined ? { problem: 'invalidChannelId' } : { text: id };
		};
	}
	const { kind } = leadFields[field];
	if (kind === 'url') return readUrl;
	if (kind === 'country') return readCountryName;
	return kind === 'choice' ? readStatus : undefined;
}

type Step = (draft: Draft, value: unknown) => void;

function textStep(field: TextField): Step {
	const tidy = leadFields[field].kind === 'longText' ? tidyLongText : tidyText;
	const read = readerOf(field);
	return (draft, value) => {
		const text = textOf(value);
		if (text === undefined) {
			leaveUnread(draft, field, value, 'notText');
			return;
		}
		const tidied = tidy(text);
		if (tidied === '') return;
		const result = read?.(tidied);
		if (result && 'problem' in result) draft.notes.push({ field, code: result.problem });
		draft.fields[field] = result && 'text' in result ? result.text : tidied;
	};
}

function stepOf(field: LeadFieldName): Step {
	if (isNumberField(field)) return (draft, value) => readNumberField(draft, field, value);
	if (isBooleanField(field)) return (draft, value) => readBooleanField(draft, field, value);
	if (isTextField(field) && leadFields[field].kind === 'instant') {
		return (draft, value) => readInstantField(draft, field, value);
	}
	return isTextField(field) ? textStep(field) : () => {};
}

const steps = new Map<string, { field: LeadFieldName; step: Step }>(
	leadFieldNames.map((field) => [field, { field, step: stepOf(field) }]),
);

function settlePhoneFields(draft: Draft, country: string): void {
	const { fields } = draft;
	if (fields.mobile || fields.phone) {
		const { mobile, phone, notes, unread } = settlePhones(
			fields.mobile ?? '',
			fields.phone ?? '',
			country,
		);
		if (mobile !== undefined) fields.mobile = mobile;
		else if (fields.mobile) delete fields.mobile;
		if (phone !== undefined) fields.phone = phone;
		for (const note of notes) draft.notes.push(note);
		if (unread.mobile) draft.unread.mobile = unread.mobile;
		if (unread.phone) draft.unread.phone = unread.phone;
	}
	if (fields.fax) {
		const { text, unread } = settleNumbers(fields.fax, country);
		if (unread) leaveUnread(draft, 'fax', fields.fax, 'partlyRead');
		fields.fax = text;
	}
}

function settleEmailFields(draft: Draft): void {
	const { fields } = draft;
	if (!fields.email && !fields.secondaryEmail) return;
	const { email, secondaryEmail, notes, unread } = normalizeEmails(
		fields.email ?? '',
		fields.secondaryEmail ?? '',
	);
	if (email !== '') fields.email = email;
	if (secondaryEmail !== '') fields.secondaryEmail = secondaryEmail;
	for (const note of notes) draft.notes.push(note);
	if (unread) draft.unread.email = unread;
}

/** `name` is what people see and search; its parts are filled only where they are certain. */
function settleName(fields: LeadFieldValues): void {
	const { name, firstName, lastName } = fields;
	if (!name) {
		if (firstName || lastName) fields.name = composeName(lastName ?? '', firstName ?? '');
		return;
	}
	if (firstName || lastName) return;
	const { family, given } = splitName(name);
	if (family !== '' && given !== '') {
		fields.lastName = family;
		fields.firstName = given;
	}
}

function settleRegion(draft: Draft): void {
	const { fields } = draft;
	if (fields.state || fields.city || fields.district || fields.street) {
		const { state, city, district, regionCode, source } = normalizeRegion(fields);
		if (state !== undefined) fields.state = state;
		if (city !== undefined) fields.city = city;
		if (district !== undefined) fields.district = district;
		draft.regionCode = regionCode;
		draft.regionSource = source;
	}
	if (draft.regionCode !== undefined) return;
	// Hints, the weaker one last; they give a code for rules and reports but never fill a field.
	const registered = fields.creditCode ? checkCreditCode(fields.creditCode).regionCode : undefined;
	const ofCompany = registered === undefined ? undefined : regionOfCreditCode(registered);
	const ofPhone = fields.phone ? regionOfPhone(fields.phone)?.regionCode : undefined;
	draft.regionCode = ofCompany ?? ofPhone;
	if (draft.regionCode !== undefined) {
		draft.regionSource = ofCompany === undefined ? 'phone' : 'creditCode';
	}
}

/**
 * Brings a lead's values into the one form in which they are stored, compared and shown. Never
 * throws and never loses a value: text that cannot be read stays with a note, and what has no place
 * in its field (a date nobody understands, the third number of a cell) is kept in `unread`.
 * Normalising twice is normalising once.
 *
 * Empty text means "no data" and is left out; null means "clear" and stays. Custom fields are not
 * touched.
 */
export function normalizeLead(raw: RawLeadFields, options: NormalizeOptions): NormalizedLead {
	const zone = options.timeZone ?? (options.defaultCountry === 'CN' ? 'Asia/Shanghai' : 'UTC');
	const draft: Draft = { fields: {}, unread: {}, notes: [], zone };
	for (const name of Object.keys(raw)) {
		const plan = steps.get(name);
		const value = plan && raw[plan.field];
		if (plan === undefined || value === undefined || value === '') continue;
		if (value === null) draft.fields[plan.field] = null;
		else plan.step(draft, value);
	}
	const { fields } = draft;
	const country = fields.country?.length === 2 ? fields.country : options.defaultCountry;
	settlePhoneFields(draft, country);
	settleEmailFields(draft);
	settleName(fields);
	settleRegion(draft);
	const { unread, notes, regionCode, regionSource } = draft;
	if (regionCode === undefined || regionSource === undefined) return { fields, unread, notes };
	return { fields, unread, notes, regionCode, regionSource };
}
