import { readCountry } from '../../model/country';
import { memoize } from '../../model/memo';
import { hasHan } from '../../model/text';
import { normalizeWebAddress } from '../../model/webAddress';
import { type Address, readAddress } from '../values/address';
import { companyDomainOf, type Mailbox, readMailbox } from '../values/mailbox';
import { type Organisation, readOrganisation } from '../values/organisation';
import { type Person, readPerson } from '../values/person';
import { readTelephones, type TelephoneNumber } from '../values/telephone';
import { comparedText } from '../values/word';

/** What a lead says of a person and of an organisation, ready to be compared. */
export interface LeadProfile {
	person?: Person;
	organisation?: Organisation;
	mailboxes: readonly Mailbox[];
	numbers: readonly TelephoneNumber[];
	/** Registered domains that belong to the organisation: of its mail, of its website. */
	domains: readonly string[];
	address?: Address;
	city: string;
	/** Job title, folded. */
	title: string;
}

/** The cells of one lead, several where a table has several columns of a kind. */
export interface LeadCells {
	name: string;
	company: string;
	emails: readonly string[];
	phones: readonly string[];
	website: string;
	address: string;
	city: string;
	country: string;
	title: string;
}

const MAIL = /[^\s/;,，、|]+@[^\s/;,，、|]+/g;
const SEVERAL = /[;,，；\s]/;
const BEFORE_MAIL = /[;,，；\s]+(?=\S+@)/;
const NONE: readonly never[] = [];

function addMailbox(found: readonly Mailbox[], text: string): readonly Mailbox[] {
	const mailbox = readMailbox(text);
	if (!mailbox?.domain || found.some(({ key }) => key === mailbox.key)) return found;
	return found.length === 0 ? [mailbox] : [...found, mailbox];
}

function readMailboxes(cells: LeadCells): readonly Mailbox[] {
	let found: readonly Mailbox[] = NONE;
	for (const cell of cells.emails) {
		if (cell === '') continue;
		if (!SEVERAL.test(cell)) found = addMailbox(found, cell);
		else for (const text of cell.split(BEFORE_MAIL)) found = addMailbox(found, text);
	}
	// Addresses end up in the wrong column.
	for (const cell of cells.phones) {
		if (cell.includes('@'))
			for (const [text] of cell.matchAll(MAIL)) found = addMailbox(found, text);
	}
	return found;
}

/** Where numbers without a country code are at home: as the lead says, else by its script. */
function countryOf(cells: LeadCells, readers: ValueReaders): string {
	const country = cells.country === '' ? '' : readers.country(cells.country);
	if (country) return country;
	const han = hasHan(cells.name) || hasHan(cells.company) || hasHan(cells.address);
	return han || hasHan(cells.city) ? 'CN' : 'US';
}

function readNumbers(cells: LeadCells, readers: ValueReaders): readonly TelephoneNumber[] {
	let found: readonly TelephoneNumber[] = NONE;
	let country = '';
	for (const cell of cells.phones) {
		if (cell === '') continue;
		country ||= countryOf(cells, readers);
		const numbers = readTelephones(cell, country);
		found = found.length === 0 ? numbers : mergeNumbers(found, numbers);
	}
	return found;
}

function mergeNumbers(
	known: readonly TelephoneNumber[],
	more: readonly TelephoneNumber[],
): readonly TelephoneNumber[] {
	return [...known, ...more.filter(({ key }) => !known.some((number) => number.key === key))];
}

function websiteDomain(website: string): string {
	const address = normalizeWebAddress(comparedText(website));
	if (address === undefined) return '';
	const host = address.replace(/^https?:\/\//, '').replace(/[/?#:].*$/, '');
	return companyDomainOf(host.replace(/^www\./, ''));
}

function domainsOf(website: string, mailboxes: readonly Mailbox[]): readonly string[] {
	let domains: readonly string[] = website === '' ? NONE : [website];
	for (const { company } of mailboxes) {
		if (company !== '' && !domains.includes(company)) domains = [...domains, company];
	}
	return domains;
}

/** How the values that many leads share are read. */
export interface ValueReaders {
	person: (text: string) => Person | undefined;
	organisation: (text: string) => Organisation | undefined;
	address: (text: string) => Address | undefined;
	/** The company's domain in a web address, '' for none. */
	website: (text: string) => string;
	/** ISO 3166-1 alpha-2, '' for none. */
	country: (text: string) => string;
	city: (text: string) => string;
	title: (text: string) => string;
}

const plainReaders: ValueReaders = {
	// Candidates have the name of the one they are compared with, or a frequent one.
	person: memoize(readPerson),
	organisation: memoize(readOrganisation),
	address: readAddress,
	website: websiteDomain,
	country: memoize((text) => readCountry(text) ?? ''),
	city: (text) => comparedText(text).replace(/市$/, ''),
	title: comparedText,
};

/** Remembers every value: for a batch that is read once, and then lets go of the readers. */
function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
	const known = new Map<string, Value>();
	return (text) => {
		let value = known.get(text);
		if (value === undefined) {
			value = read(text);
			known.set(text, value);
		}
		return value;
	};
}

/** Readers for one batch: each distinct value is read and kept once. */
export function batchReaders(): ValueReaders {
	return {
		person: remembering(readPerson),
		organisation: remembering(readOrganisation),
		address: remembering(readAddress),
		website: remembering(websiteDomain),
		country: plainReaders.country,
		city: remembering(plainReaders.city),
		title: remembering(plainReaders.title),
	};
}

function filled<Value>(cell: string, read: (text: string) => Value): Value | undefined {
	return cell === '' ? undefined : read(cell);
}

/** Reads one lead. Pure; the costly parts remember what they read. */
export function readProfile(cells: LeadCells, readers = plainReaders): LeadProfile {
	const mailboxes = readMailboxes(cells);
	return {
		person: filled(cells.name, readers.person),
		organisation: filled(cells.company, readers.organisation),
		mailboxes,
		numbers: readNumbers(cells, readers),
		domains: domainsOf(filled(cells.website, readers.website) ?? '', mailboxes),
		address: filled(cells.address, readers.address),
		city: filled(cells.city, readers.city) ?? '',
		title: filled(cells.title, readers.title) ?? '',
	};
}

const READINGS_BETWEEN_PAUSES = 64;

function* readEach<Value>(
	rows: readonly LeadCells[],
	read: (cells: LeadCells, row: number) => Value,
): Generator<void, Value[]> {
	const values: Value[] = [];
	for (let row = 0; row < rows.length; row += 1) {
		values.push(read(rows[row], row));
		if (row % READINGS_BETWEEN_PAUSES === 0) yield;
	}
	return values;
}

/**
 * Reads some thousand leads as {@link readProfile} does, one kind of value after the other: tables
 * and code of a kind then stay in the fast part of the memory, which makes it a third quicker.
 */
export function* readProfilesByKind(
	rows: readonly LeadCells[],
	readers: ValueReaders,
): Generator<void, LeadProfile[]> {
	const persons = yield* readEach(rows, ({ name }) => filled(name, readers.person));
	const organisations = yield* readEach(rows, ({ company }) =>
		filled(company, readers.organisation),
	);
	const addresses = yield* readEach(rows, ({ address }) => filled(address, readers.address));
	const websites = yield* readEach(rows, ({ website }) => filled(website, readers.website) ?? '');
	const mailboxes = yield* readEach(rows, readMailboxes);
	const numbers = yield* readEach(rows, (cells) => readNumbers(cells, readers));
	return yield* readEach(rows, ({ city, title }, row) => ({
		person: persons[row],
		organisation: organisations[row],
		mailboxes: mailboxes[row],
		numbers: numbers[row],
		domains: domainsOf(websites[row], mailboxes[row]),
		address: addresses[row],
		city: filled(city, readers.city) ?? '',
		title: filled(title, readers.title) ?? '',
	}));
}
