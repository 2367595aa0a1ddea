import { hashOf } from '../block/hash';
import { areStrangers, type Person } from '../values/person';
import { HashCounts } from './hashCounts';
import type { LeadProfile } from './profile';

/** What is counted over all leads, so that rare values weigh more and shared ones less. */
export type CountedKind =
	/** Names by their spelling in one script. */
	| 'name'
	/** Names across scripts. */
	| 'nameKey'
	| 'family'
	| 'core'
	| 'domain'
	| 'number'
	| 'address'
	| 'title';

/** Where the engine asks how frequent a value is: maps in memory, or a table of the store. */
export interface Frequencies {
	/** Leads in all. */
	total: number;
	count(kind: CountedKind, value: string): number;
	/** Whether two different people have this number or mailbox: then it is the organisation's. */
	isShared(kind: 'number' | 'mailbox', key: string): boolean;
}

/** More holders than that need no comparison to know that a number is nobody's own. */
const CERTAINLY_SHARED = 12;

/** Whether holders of one number or mailbox, of different names, cannot be one person. */
export function holdTwoPeople(holders: readonly Person[]): boolean {
	if (holders.length >= CERTAINLY_SHARED) return true;
	for (const [i, one] of holders.entries()) {
		for (const other of holders.slice(i + 1)) {
			if (areStrangers(one, other)) return true;
		}
	}
	return false;
}

class CountedLeads implements Frequencies {
	private readonly counts: Record<CountedKind | 'mailbox', HashCounts> = {
		name: new HashCounts(),
		nameKey: new HashCounts(),
		family: new HashCounts(),
		core: new HashCounts(),
		domain: new HashCounts(),
		number: new HashCounts(),
		mailbox: new HashCounts(),
		address: new HashCounts(),
		title: new HashCounts(),
	};
	/** Of keys that several leads have; most of these have one holder, who needs no list. */
	private readonly holders = {
		number: new Map<string, Person | Person[]>(),
		mailbox: new Map<string, Person | Person[]>(),
	};
	private readonly shared = {
		number: new Map<string, boolean>(),
		mailbox: new Map<string, boolean>(),
	};
	total = 0;

	add(profile: LeadProfile): void {
		const { counts } = this;
		const { person, organisation, address } = profile;
		this.total += 1;
		if (person) {
			counts.name.add(hashOf(person.text));
			counts.nameKey.add(hashOf(person.key));
			for (const family of person.families) counts.family.add(hashOf(family));
		}
		if (organisation) counts.core.add(hashOf(organisation.core));
		for (const domain of profile.domains) counts.domain.add(hashOf(domain));
		if (address) counts.address.add(hashOf(addressKey(address.numbers)));
		if (profile.title !== '') counts.title.add(hashOf(profile.title));
		for (const { key } of profile.numbers) counts.number.add(hashOf(key));
		for (const { key } of profile.mailboxes) counts.mailbox.add(hashOf(key));
	}

	/** Once all are counted: who has the keys that occur again. */
	addHolder({ person, numbers, mailboxes }: LeadProfile): void {
		if (!person) return;
		const { counts, holders } = this;
		for (const { key } of numbers) {
			if (counts.number.get(hashOf(key)) > 1) hold(holders.number, key, person);
		}
		for (const { key } of mailboxes) {
			if (counts.mailbox.get(hashOf(key)) > 1) hold(holders.mailbox, key, person);
		}
	}

	count(kind: CountedKind, value: string): number {
		return this.counts[kind].get(hashOf(value));
	}

	isShared(kind: 'number' | 'mailbox', key: string): boolean {
		const holders = this.holders[kind].get(key);
		if (!Array.isArray(holders)) return false;
		const known = this.shared[kind].get(key);
		if (known !== undefined) return known;
		const shared = holders.length >= CERTAINLY_SHARED || holdTwoPeople(holders);
		this.shared[kind].set(key, shared);
		return shared;
	}
}

function hold(holders: Map<string, Person | Person[]>, key: string, person: Person): void {
	const known = holders.get(key);
	if (!known) holders.set(key, person);
	else if (!Array.isArray(known)) {
		if (known.text !== person.text) holders.set(key, [known, person]);
	} else if (known.length < CERTAINLY_SHARED && !known.some(({ text }) => text === person.text)) {
		known.push(person);
	}
}

/** The numbers of an address, the part that all its notations share. */
export function addressKey(numbers: readonly string[]): string {
	return numbers.join(' ');
}

const LEADS_BETWEEN_PAUSES = 1024;

/** Counts a batch of leads. */
export function* countLeads(profiles: readonly LeadProfile[]): Generator<void, Frequencies> {
	const counted = new CountedLeads();
	for (const [row, profile] of profiles.entries()) {
		counted.add(profile);
		if (row % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	for (const [row, profile] of profiles.entries()) {
		counted.addHolder(profile);
		if (row % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	return counted;
}
