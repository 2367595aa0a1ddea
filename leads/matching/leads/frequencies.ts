import { areStrangers, type Person } from '../values/person';
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

/** Holders that cannot be one person. */
function holdTwoPeople(holders: readonly Person[]): boolean {
	for (const [i, one] of holders.entries()) {
		for (const other of holders.slice(i + 1)) {
			if (areStrangers(one, other)) return true;
		}
	}
	return false;
}

class CountedLeads implements Frequencies {
	private readonly counts: Record<CountedKind, Map<string, number>> = {
		name: new Map(),
		nameKey: new Map(),
		family: new Map(),
		core: new Map(),
		domain: new Map(),
		number: new Map(),
		address: new Map(),
		title: new Map(),
	};
	/** Most keys have one holder, who needs no list. */
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
		const { person, organisation, address } = profile;
		this.total += 1;
		if (person) {
			this.bump('name', person.text);
			this.bump('nameKey', person.key);
			for (const family of person.families) this.bump('family', family);
		}
		if (organisation) this.bump('core', organisation.core);
		for (const domain of profile.domains) this.bump('domain', domain);
		if (address) this.bump('address', addressKey(address.numbers));
		if (profile.title !== '') this.bump('title', profile.title);
		for (const { key } of profile.numbers) {
			this.bump('number', key);
			if (person) hold(this.holders.number, key, person);
		}
		for (const { key } of profile.mailboxes) if (person) hold(this.holders.mailbox, key, person);
	}

	private bump(kind: CountedKind, value: string): void {
		const counts = this.counts[kind];
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}

	count(kind: CountedKind, value: string): number {
		return this.counts[kind].get(value) ?? 0;
	}

	isShared(kind: 'number' | 'mailbox', key: string): boolean {
		const known = this.shared[kind].get(key);
		if (known !== undefined) return known;
		const holders = this.holders[kind].get(key);
		if (!Array.isArray(holders)) return false;
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
	for (const profile of profiles) {
		counted.add(profile);
		if (counted.total % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	return counted;
}
