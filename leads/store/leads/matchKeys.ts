import { sql } from 'kysely';
import { leadCellsOf } from '../../matching/leads/leadCells';
import {
	type BlockingKey,
	blockingKeysOf,
	keyClasses,
	type KeyClass,
} from '../../matching/leads/leadKeys';
import { type LeadCells, type LeadProfile, readProfile } from '../../matching/leads/profile';
import type { LeadFieldValues } from '../../model/lead';
import { memoize } from '../../model/memo';
import type { StoreContext } from '../context';
import { recordset } from '../fragments';
import { insertMany, write, type Step } from '../step';
import type { LeadRow } from './leadRow';
import { matchHash } from './matchHash';

/**
 * The classes of keys that are stored. Of all that a batch meets by (`keyClasses`), each of the others
 * found about one duplicate in a thousand that no stored one finds, at 10,000 to 20,000 generated leads
 * of medium and hard spelling: who shares name and domain shares family and domain; who shares half a mailbox mostly
 * shares the other half, the name or the company. Who shares an address or the name in a mailbox and
 * nothing else is a colleague or a namesake: two candidates of three, of whom one in a thousand was
 * the person. About half the rows of all classes.
 */
const STORED: ReadonlySet<KeyClass> = new Set<KeyClass>([
	'mailbox',
	'number',
	'nameAndCompany',
	'name',
	'familyAndCompany',
	'familyAndDomain',
	'givenAndCompany',
	'numberStart',
	'numberEnd',
]);

/** A key as the store keeps it, and what it is made of. */
export interface StoredMatchKey extends BlockingKey {
	/** Of class and text; test leads have hashes of their own, so that they never meet real ones. */
	hash: number;
}

/** A lead is read as captured, as decided and as written: thrice the same cells within a moment. */
const READ_KEPT = 512;
const LONGEST_KEPT = 2000;

const readOnce = memoize(
	(json: string): LeadProfile => {
		const cells: LeadCells = JSON.parse(json);
		return readProfile(cells);
	},
	READ_KEPT,
	LONGEST_KEPT,
);

/** What normalised values say of a person. */
export function profileOf(fields: LeadFieldValues): LeadProfile {
	return readOnce(JSON.stringify(leadCellsOf(fields)));
}

/** The values of a row that matching looks at, without a look at the others. */
function matchedValues(row: LeadRow): LeadFieldValues {
	const { name, company, title, email, mobile, phone, city, country } = row;
	const extra = (row.extra ?? {}) as LeadFieldValues;
	const { firstName, lastName, secondaryEmail, website, street } = extra;
	const own = { name, company, title, email, mobile, phone, city, country };
	return { ...own, firstName, lastName, secondaryEmail, website, street };
}

const profiles = new WeakMap<LeadRow, LeadProfile>();

/** What a lead says, by the row that it was read as. */
export function profileOfRow(row: LeadRow): LeadProfile {
	const known = profiles.get(row) ?? profileOf(matchedValues(row));
	profiles.set(row, known);
	return known;
}

const NUMBER_END = -5;

/**
 * Keys of one lead that lie on one page are written and read at the price of one: what it shares with
 * its colleagues lies by company, its number beside the end of its number.
 */
function placeOf({ class: keyClass, text }: BlockingKey): string | undefined {
	switch (keyClass) {
		case 'nameAndCompany':
		case 'familyAndCompany':
		case 'givenAndCompany':
		case 'familyAndDomain':
			return text.slice(text.indexOf(' '));
		case 'number':
			return text.slice(NUMBER_END);
		case 'numberEnd':
			return text.slice(0, text.indexOf(' '));
		default:
			return undefined;
	}
}

/** A key of one class with its hash. */
export function hashedKey(key: BlockingKey, isTest: boolean): StoredMatchKey {
	const space = isTest ? 'test ' : '';
	return { ...key, hash: matchHash(`${space}${key.class} ${key.text}`, placeOf(key)) };
}

const keysOfReal = new WeakMap<LeadProfile, readonly StoredMatchKey[]>();
const keysOfTest = new WeakMap<LeadProfile, readonly StoredMatchKey[]>();

/** The keys that a lead is found by, each hash once. */
export function storedMatchKeys(profile: LeadProfile, isTest: boolean): readonly StoredMatchKey[] {
	const remembered = isTest ? keysOfTest : keysOfReal;
	const known = remembered.get(profile);
	if (known) return known;
	const byHash = new Map<number, StoredMatchKey>();
	for (const key of blockingKeysOf(profile)) {
		if (!STORED.has(key.class)) continue;
		const hashed = hashedKey(key, isTest);
		byHash.set(hashed.hash, hashed);
	}
	const keys = [...byHash.values()];
	remembered.set(profile, keys);
	return keys;
}

/** How many leads may share a key of the class before it finds nobody any more. */
export function mostSharing(keyClass: KeyClass): number {
	return keyClasses[keyClass];
}

/** Whether a lead can be found: it lies in no bin and was not merged away. */
export function isMatchable({ deleted_at, merged_into }: LeadRow): boolean {
	return deleted_at === null && merged_into === null;
}

function hashesOf(row: LeadRow): number[] {
	if (!isMatchable(row)) return [];
	return storedMatchKeys(profileOfRow(row), row.is_test === 1).map(({ hash }) => hash);
}

type KeyRow = [workspaceId: string, hash: number, leadId: string];

/** In the order of the table: neighbours are written to one page. */
function inKeyOrder(rows: KeyRow[]): KeyRow[] {
	return rows.sort((one, other) => one[1] - other[1]);
}

/** `error` where nobody else can have written them: that is one look-up less on PostgreSQL. */
function* insertKeys(rows: KeyRow[], onConflict: 'error' | 'ignore'): Step<void> {
	yield* insertMany({
		table: 'match_keys',
		columns: ['workspace_id', 'hash', 'lead_id'],
		rows: inKeyOrder(rows),
		onConflict,
	});
}

function keyRows({ workspaceId }: StoreContext, rows: readonly LeadRow[]): KeyRow[] {
	return rows.flatMap((row) => hashesOf(row).map((hash): KeyRow => [workspaceId, hash, row.id]));
}

/** Writes the keys of new leads. */
export function* insertMatchKeys(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	yield* insertKeys(keyRows(context, rows), 'error');
}

/** Writes the keys that leads have not got yet. */
export function* addMatchKeys(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	yield* insertKeys(keyRows(context, rows), 'ignore');
}

/** Whether a change leaves the keys as they are, for certain: most changes do. */
function isSameToMatching(before: LeadRow, after: LeadRow): boolean {
	if (isMatchable(before) !== isMatchable(after) || before.is_test !== after.is_test) return false;
	const one = leadCellsOf(matchedValues(before));
	const other = leadCellsOf(matchedValues(after));
	return JSON.stringify(one) === JSON.stringify(other);
}

/** Brings the keys of changed leads up to date; only what differs is written. */
export function* refreshMatchKeys(
	context: StoreContext,
	updates: ReadonlyArray<{ before: LeadRow; after: LeadRow }>,
): Step<void> {
	const gone: KeyRow[] = [];
	const fresh: KeyRow[] = [];
	for (const { before, after } of updates) {
		if (isSameToMatching(before, after)) continue;
		const old = new Set(hashesOf(before));
		for (const hash of hashesOf(after)) {
			if (!old.delete(hash)) fresh.push([context.workspaceId, hash, after.id]);
		}
		for (const hash of old) gone.push([context.workspaceId, hash, after.id]);
	}
	if (gone.length > 0) yield* deleteKeys(context, gone);
	yield* insertKeys(fresh, 'ignore');
}

function* deleteKeys(context: StoreContext, rows: readonly KeyRow[]): Step<void> {
	const gone = recordset(
		context.dialect,
		'gone',
		{ hash: 'bigint', lead_id: 'uuid' },
		rows.map(([, hash, lead_id]) => ({ hash, lead_id })),
	);
	yield* write(
		sql`DELETE FROM match_keys WHERE workspace_id = ${context.workspaceId}
			AND (hash, lead_id) IN (SELECT hash, lead_id FROM ${gone})`.compile(context.db),
	);
}
