import type { BlockingRule } from '../block/candidates';
import { hashOf, hashOfTwo } from '../block/hash';
import type { Feature } from '../features/feature';
import type { FieldKind, FieldSchema } from '../features/fieldKind';
import type { Cells } from '../features/fieldModel';
import { comparePersons } from '../values/person';
import { mailboxFeature, numberFeature } from './contactFeatures';
import type { Frequencies } from './frequencies';
import { type AddKey, eachBlockingKey, keyClasses } from './leadKeys';
import { loadLibraries } from './loadLibraries';
import { organisationFeature } from './organisationFeature';
import { personFeature } from './personFeature';
import { titleFeature } from './titleFeature';
import { batchReaders, type LeadCells, type LeadProfile, readProfilesByKind } from './profile';

/** Keys of one class that a lead may have at once. */
const MOST_KEYS_OF_A_CLASS = 3;

/** The shipped chances come from experience with leads; a store with few duplicates shall keep them. */
const FREEDOM = 2;

/** The level at which the persons of two leads agree, 0 where one is unknown. */
export type PersonLevel = (left: number, right: number) => number;

/** Several features ask about the same two leads, one after the other. */
function rememberingLast(compare: PersonLevel): PersonLevel {
	let lastLeft = -1;
	let lastRight = -1;
	let level = 0;
	return (left, right) => {
		if (left !== lastLeft || right !== lastRight) {
			level = compare(left, right);
			lastLeft = left;
			lastRight = right;
		}
		return level;
	};
}

/** The features by which two leads are compared, with the chances that are shipped. */
export function leadFeatures(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
): Feature[] {
	const personLevel = rememberingLast((left, right) => {
		const a = profileOf(left).person;
		const b = profileOf(right).person;
		return a && b ? comparePersons(a, b) : 0;
	});
	const features = [
		personFeature(profileOf, frequencies, personLevel),
		mailboxFeature(profileOf, frequencies, personLevel),
		numberFeature(profileOf, frequencies, personLevel),
		organisationFeature(profileOf, frequencies, personLevel),
		titleFeature(profileOf, frequencies),
	];
	return features.map((feature) => ({ freedom: FREEDOM, ...feature }));
}

function columnsOfKind(
	cells: Cells,
	schema: FieldSchema,
	kind: FieldKind,
): Array<readonly string[]> {
	return Object.keys(schema)
		.filter((field) => schema[field] === kind && cells[field])
		.map((field) => cells[field]);
}

/**
 * Whether a table is of people at organisations, which needs more than field by field. Without a
 * company it takes both ways to reach people, and nothing that tells more of them than a lead does.
 */
export function isLeadTable(schema: FieldSchema): boolean {
	const kinds = new Set(Object.values(schema));
	const named = kinds.has('name') || (kinds.has('givenName') && kinds.has('surname'));
	const email = kinds.has('email');
	const phone = kinds.has('phone');
	if (kinds.has('company')) return named ? email || phone : email && phone;
	return named && email && phone && !kinds.has('date') && !kinds.has('id');
}

/** The column of the companies, where there is one. */
export function companiesOf(cells: Cells, schema: FieldSchema): readonly string[] | undefined {
	return columnsOfKind(cells, schema, 'company')[0];
}

/** Rows as leads: which columns make a name, which hold mailboxes and numbers. */
function rowReader(cells: Cells, schema: FieldSchema): (row: number) => LeadCells {
	const [names] = columnsOfKind(cells, schema, 'name');
	const [given] = columnsOfKind(cells, schema, 'givenName');
	const [surname] = columnsOfKind(cells, schema, 'surname');
	const [company] = columnsOfKind(cells, schema, 'company');
	const [website] = columnsOfKind(cells, schema, 'website');
	const [address] = columnsOfKind(cells, schema, 'address');
	const [city] = columnsOfKind(cells, schema, 'city');
	const [country] = columnsOfKind(cells, schema, 'country');
	const [title] = columnsOfKind(cells, schema, 'jobTitle');
	const emails = columnsOfKind(cells, schema, 'email');
	const phones = columnsOfKind(cells, schema, 'phone');
	return (row) => ({
		name: names?.[row] || [surname?.[row], given?.[row]].filter(Boolean).join(', '),
		company: company?.[row] ?? '',
		emails: emails.map((column) => column[row]),
		phones: phones.map((column) => column[row]),
		website: website?.[row] ?? '',
		address: address?.[row] ?? '',
		city: city?.[row] ?? '',
		country: country?.[row] ?? '',
		title: title?.[row] ?? '',
	});
}

const ROWS_BETWEEN_PAUSES = 64;
const ROWS_READ_TOGETHER = 4096;

/** Reads all rows of a table of leads. */
export function* readProfiles(
	cells: Cells,
	schema: FieldSchema,
	records: number,
): Generator<void, LeadProfile[]> {
	yield* loadLibraries();
	const profiles: LeadProfile[] = [];
	const readers = batchReaders();
	const leadAt = rowReader(cells, schema);
	for (let start = 0; start < records; start += ROWS_READ_TOGETHER) {
		const rows: LeadCells[] = [];
		const end = Math.min(records, start + ROWS_READ_TOGETHER);
		for (let row = start; row < end; row += 1) rows.push(leadAt(row));
		for (const profile of yield* readProfilesByKind(rows, readers)) profiles.push(profile);
	}
	return profiles;
}

/** Puts a key into the first column of its class that has room for it. */
function placeKey(columns: Int32Array[], records: number, row: number, hash: number): void {
	for (const column of columns) {
		if (column[row] === hash) return;
		if (column[row] !== 0) continue;
		column[row] = hash;
		return;
	}
	if (columns.length === MOST_KEYS_OF_A_CLASS) return;
	const column = new Int32Array(records);
	column[row] = hash;
	columns.push(column);
}

/** The blocking keys of a batch, as columns. */
export function* leadRules(profiles: readonly LeadProfile[]): Generator<void, BlockingRule[]> {
	const rules = Object.entries(keyClasses).map(([name, cap]) => ({
		name,
		cap,
		columns: new Array<Int32Array>(),
	}));
	const columnsOf = new Map(rules.map(({ name, columns }) => [name, columns]));
	let row = 0;
	const place: AddKey = (kind, text, more) => {
		const columns = columnsOf.get(kind);
		const hash = more === undefined ? hashOf(text) : hashOfTwo(text, more);
		if (columns) placeKey(columns, profiles.length, row, hash);
	};
	for (row = 0; row < profiles.length; row += 1) {
		eachBlockingKey(profiles[row], place);
		if (row % ROWS_BETWEEN_PAUSES === 0) yield;
	}
	return rules.filter(({ columns }) => columns.length > 0);
}
