import { type Frequencies, holdTwoPeople } from '../../matching/leads/frequencies';
import type { LeadProfile } from '../../matching/leads/profile';
import type { Person } from '../../matching/values/person';
import type { StoreContext } from '../context';
import type { Step } from '../step';
import { readBlocks, readMatchedRows } from './matchCandidates';
import { countKey, TOTAL, WantedCounts } from './matchCounts';
import { matchHash } from './matchHash';
import { hashedKey, isMatchable, profileOfRow, type StoredMatchKey } from './matchKeys';
import { FEWEST_LEADS } from './similarLeads';

/** Holders of a number or mailbox that are looked at: more than that need no look. */
const MOST_HOLDERS = 12;

/**
 * How frequent in the store is what these people have, and which of their numbers and mailboxes are
 * nobody's own: for comparing them with each other, whether or not they share anything.
 */
export function* frequenciesOf(
	context: StoreContext,
	profiles: readonly LeadProfile[],
	isTest: boolean,
): Step<Frequencies> {
	const wanted = new WantedCounts();
	wanted.add(TOTAL);
	for (const profile of profiles) wanted.addProfile(profile);
	const counts = yield* wanted.read(context);
	const contacts = new Map<string, StoredMatchKey>();
	for (const { numbers, mailboxes } of profiles) {
		for (const { key } of numbers) add(contacts, 'number', key, isTest);
		for (const { key } of mailboxes) add(contacts, 'mailbox', key, isTest);
	}
	const blocks = yield* readBlocks(context, contacts.values());
	const ids = [...blocks.values()].flatMap((holders) => holders.slice(0, MOST_HOLDERS));
	const rows = yield* readMatchedRows(context, [...new Set(ids)]);
	const holdersOf = (name: string) => blocks.get(contacts.get(name)?.hash ?? 0) ?? [];
	const isShared = (name: string): boolean => {
		const people = new Map<string, Person>();
		const meet = ({ person }: LeadProfile) => person && people.set(person.text, person);
		for (const id of holdersOf(name)) {
			const row = rows.get(id);
			if (row && isMatchable(row)) meet(profileOfRow(row));
		}
		for (const profile of profiles) if (hasContact(profile, name)) meet(profile);
		return people.size >= MOST_HOLDERS || holdTwoPeople([...people.values()]);
	};
	return {
		total: Math.max(FEWEST_LEADS, counts.get(countKey(TOTAL)) ?? 0),
		count(kind, value) {
			if (kind === 'number') return holdersOf(`number ${value}`).length;
			return counts.get(countKey({ kind, hash: matchHash(value) })) ?? 0;
		},
		isShared: (kind, key) => isShared(`${kind} ${key}`),
	};
}

function add(
	contacts: Map<string, StoredMatchKey>,
	keyClass: 'number' | 'mailbox',
	key: string,
	isTest: boolean,
): void {
	contacts.set(`${keyClass} ${key}`, hashedKey({ class: keyClass, text: key }, isTest));
}

function hasContact({ numbers, mailboxes }: LeadProfile, name: string): boolean {
	return (
		numbers.some(({ key }) => `number ${key}` === name) ||
		mailboxes.some(({ key }) => `mailbox ${key}` === name)
	);
}
