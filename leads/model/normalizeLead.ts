import { normalizeEmails } from './emailColumns';
import { type Draft, fieldSteps, leaveUnread, SettledCells } from './fieldSteps';
import type { NormalizedLead, RawLeadFields } from './normalization';
import { composeName, splitName } from './personName';
import { settleNumbers, settlePhones } from './phoneColumns';
import { normalizeRegion, regionOfCreditCode, regionOfPhone } from './region';

export type {
	NormalizationCode,
	NormalizationNote,
	NormalizedLead,
	RawLeadFields,
} from './normalization';

export interface NormalizeOptions {
	/** ISO 3166-1 alpha-2: the home of phone numbers when the lead names no country. */
	defaultCountry: string;
	/** IANA zone of dates without one; by default China's for CN, else UTC. */
	timeZone?: string;
}

function settlePhoneFields(draft: Draft, country: string): void {
	const { cells, fields, notes, unread } = draft;
	if (cells.mobile !== '' || cells.phone !== '') {
		const settled = settlePhones(cells.mobile, cells.phone, country);
		if (settled.mobile !== undefined) fields.mobile = settled.mobile;
		else if (cells.mobile !== '') delete fields.mobile;
		if (settled.phone !== undefined) fields.phone = settled.phone;
		cells.phone = settled.phone ?? '';
		for (const note of settled.notes) notes.push(note);
		if (settled.unread.mobile) unread.mobile = settled.unread.mobile;
		if (settled.unread.phone) unread.phone = settled.unread.phone;
	}
	if (cells.fax !== '') {
		const fax = settleNumbers(cells.fax, country);
		if (fax.unread) leaveUnread(draft, 'fax', cells.fax, 'partlyRead');
		fields.fax = fax.text;
	}
}

function settleEmailFields({ cells, fields, notes, unread }: Draft): void {
	if (cells.email === '' && cells.secondaryEmail === '') return;
	const settled = normalizeEmails(cells.email, cells.secondaryEmail);
	if (settled.email !== '') fields.email = settled.email;
	if (settled.secondaryEmail !== '') fields.secondaryEmail = settled.secondaryEmail;
	for (const note of settled.notes) notes.push(note);
	if (settled.unread !== undefined) unread.email = settled.unread;
}

/** `name` is what people see and search; its parts are filled only where they are certain. */
function settleName({ cells, fields }: Draft): void {
	const { name, firstName, lastName } = cells;
	const inParts = firstName !== '' || lastName !== '';
	if (name === '') {
		if (inParts) fields.name = composeName(lastName, firstName);
	} else if (!inParts) {
		const { family, given } = splitName(name);
		if (family === '' || given === '') return;
		fields.lastName = family;
		fields.firstName = given;
	}
}

type RegionLearnt = Pick<NormalizedLead, 'regionCode' | 'regionSource'>;

function settleRegion({ cells, fields }: Draft): RegionLearnt {
	if (cells.state + cells.city + cells.district + cells.street !== '') {
		const { state, city, district, regionCode, source } = normalizeRegion(cells);
		if (state !== undefined) fields.state = state;
		if (city !== undefined) fields.city = city;
		if (district !== undefined) fields.district = district;
		if (regionCode !== undefined) return { regionCode, regionSource: source };
	}
	// Hints, the weaker one last; they give a code for rules and reports but never fill a field.
	const ofCompany = cells.creditCode === '' ? undefined : regionOfCreditCode(cells.creditCode);
	if (ofCompany !== undefined) return { regionCode: ofCompany, regionSource: 'creditCode' };
	const ofPhone = cells.phone === '' ? undefined : regionOfPhone(cells.phone);
	return ofPhone ? { regionCode: ofPhone.regionCode, regionSource: 'phone' } : {};
}

/**
 * Brings a lead's values into the one form in which they are stored, compared and shown. Never
 * throws and never loses a value: text that cannot be read stays with a note, and what has no place
 * in its field (a date nobody understands, the third number of a cell) is kept in `unread`.
 * Normalising twice is normalising once.
 *
 * Empty text means "no data" and is left out; null means "clear" and stays. Keys that are no lead
 * fields are not looked at.
 */
export function normalizeLead(raw: RawLeadFields, options: NormalizeOptions): NormalizedLead {
	const zone = options.timeZone ?? (options.defaultCountry === 'CN' ? 'Asia/Shanghai' : 'UTC');
	const draft: Draft = { cells: new SettledCells(), fields: {}, unread: {}, notes: [], zone };
	for (const name of Object.keys(raw)) {
		const reading = fieldSteps.get(name);
		if (reading === undefined) continue;
		const value = raw[reading.field];
		if (value === null) draft.fields[reading.field] = null;
		else if (value !== undefined && value !== '') reading.step(draft, value);
	}
	const { cells, fields, unread, notes } = draft;
	settlePhoneFields(draft, cells.country.length === 2 ? cells.country : options.defaultCountry);
	settleEmailFields(draft);
	settleName(draft);
	return { fields, unread, notes, ...settleRegion(draft) };
}
