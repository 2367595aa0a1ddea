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
const NONE: readonly never[] = [];

function readMailboxes(cells: LeadCells): readonly Mailbox[] {
	const found: Mailbox[] = [];
	const add = (text: string): void => {
		const mailbox = readMailbox(text);
		if (mailbox?.domain && !found.some(({ key }) => key === mailbox.key)) found.push(mailbox);
	};
	for (const cell of cells.emails) {
		if (cell !== '') for (const text of cell.split(/[;,，；\s]+(?=\S+@)/)) add(text);
	}
	// Addresses end up in the wrong column.
	for (const cell of cells.phones) {
		if (cell.includes('@')) for (const [text] of cell.matchAll(MAIL)) add(text);
	}
	return found.length === 0 ? NONE : found;
}

/** Where numbers without a country code are at home: as the lead says, else by its script. */
function countryOf(cells: LeadCells): string {
	const country = cells.country === '' ? undefined : readCountryOnce(cells.country);
	if (country) return country;
	const han = hasHan(cells.name) || hasHan(cells.company) || hasHan(cells.address);
	return han || hasHan(cells.city) ? 'CN' : 'US';
}

const readCountryOnce = memoize((text: string): string => readCountry(text) ?? '');

function readNumbers(cells: LeadCells): readonly TelephoneNumber[] {
	const country = countryOf(cells);
	let found: readonly TelephoneNumber[] = NONE;
	for (const cell of cells.phones) {
		if (cell === '') continue;
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
	const address = website === '' ? undefined : normalizeWebAddress(comparedText(website));
	if (address === undefined) return '';
	const host = address.replace(/^https?:\/\//, '').replace(/[/?#:].*$/, '');
	return companyDomainOf(host.replace(/^www\./, ''));
}

/** Reads one lead. Pure; the costly parts remember what they read. */
export function readProfile(cells: LeadCells): LeadProfile {
	const mailboxes = readMailboxes(cells);
	const domains = [websiteDomain(cells.website), ...mailboxes.map(({ company }) => company)];
	return {
		person: cells.name === '' ? undefined : readPerson(cells.name),
		organisation: cells.company === '' ? undefined : readOrganisation(cells.company),
		mailboxes,
		numbers: readNumbers(cells),
		domains: [...new Set(domains)].filter((domain) => domain !== ''),
		address: cells.address === '' ? undefined : readAddress(cells.address),
		city: cells.city === '' ? '' : comparedText(cells.city).replace(/市$/, ''),
		title: cells.title === '' ? '' : comparedText(cells.title),
	};
}
