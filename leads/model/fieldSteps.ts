import { readBooleanText } from './booleanText';
import { isChannelIdField, normalizeChannelId } from './channelIds';
import { readCountry } from './country';
import { checkCreditCode } from './creditCode';
import { readInstant } from './instantText';
import { type FieldKind, type LeadFieldName, leadFieldNames, leadFields } from './leadFields';
import { memoize } from './memo';
import type { NormalizationCode, NormalizedLead } from './normalization';
import { readNumberText } from './numberText';
import { parseStatus } from './status';
import { tidyLongText, tidyText } from './text';
import { normalizeWebAddress } from './webAddress';

/**
 * The cells that are settled together when all fields have been read: two phones, names, e-mails,
 * the parts of a region. They stand apart from the lead because an object of one fixed shape is
 * read many times faster than one whose keys differ from row to row.
 */
export class SettledCells {
	name = '';
	firstName = '';
	lastName = '';
	email = '';
	secondaryEmail = '';
	mobile = '';
	phone = '';
	fax = '';
	country = '';
	state = '';
	city = '';
	district = '';
	street = '';
	creditCode = '';
}

/** A lead on its way through the fields. */
export interface Draft extends Pick<NormalizedLead, 'fields' | 'unread' | 'notes'> {
	readonly cells: SettledCells;
	/** IANA zone of dates without one. */
	readonly zone: string;
}

/** Reads one field's raw value into the draft. Empty values have been dealt with. */
export type FieldStep = (draft: Draft, value: unknown) => void;

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

const noCells = new SettledCells();

function isSettledCell(name: string): name is keyof SettledCells {
	return Object.hasOwn(noCells, name);
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

/** Keeps an original that has no place in its field. */
export function leaveUnread(
	draft: Draft,
	field: LeadFieldName,
	value: unknown,
	code: NormalizationCode,
): void {
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

/** The normal form of one field's text, or undefined when it cannot be read. */
interface TextReader {
	read: (text: string) => string | undefined;
	problem: NormalizationCode;
}

function readCreditCode(text: string): string | undefined {
	const { valid, code } = checkCreditCode(text);
	return valid ? code : undefined;
}

function readerOf(field: TextField): TextReader | undefined {
	if (field === 'creditCode') return { read: readCreditCode, problem: 'invalidCreditCode' };
	if (isChannelIdField(field)) {
		return { read: (text) => normalizeChannelId(field, text), problem: 'invalidChannelId' };
	}
	const { kind } = leadFields[field];
	if (kind === 'url') return { read: normalizeWebAddress, problem: 'invalidUrl' };
	if (kind === 'country') return { read: memoize(readCountry, 512), problem: 'unknownCountry' };
	if (kind === 'choice') return { read: memoize(parseStatus, 512), problem: 'unknownStatus' };
	return undefined;
}

function textStep(field: TextField): FieldStep {
	const tidy = leadFields[field].kind === 'longText' ? tidyLongText : tidyText;
	const reader = readerOf(field);
	const cell = isSettledCell(field) ? field : undefined;
	return (draft, value) => {
		const text = textOf(value);
		if (text === undefined) {
			leaveUnread(draft, field, value, 'notText');
			return;
		}
		let normal = tidy(text);
		if (normal === '') return;
		if (reader !== undefined) {
			const read = reader.read(normal);
			if (read === undefined) draft.notes.push({ field, code: reader.problem });
			else normal = read;
		}
		if (cell !== undefined) draft.cells[cell] = normal;
		draft.fields[field] = normal;
	};
}

function stepOf(field: LeadFieldName): FieldStep {
	if (isNumberField(field)) return (draft, value) => readNumberField(draft, field, value);
	if (isBooleanField(field)) return (draft, value) => readBooleanField(draft, field, value);
	if (isTextField(field) && leadFields[field].kind === 'instant') {
		return (draft, value) => readInstantField(draft, field, value);
	}
	return isTextField(field) ? textStep(field) : () => {};
}

/** How each field is read, by its public name. */
export const fieldSteps: ReadonlyMap<string, { field: LeadFieldName; step: FieldStep }> = new Map(
	leadFieldNames.map((field) => [field, { field, step: stepOf(field) }]),
);
