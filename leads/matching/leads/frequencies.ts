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
	/** By hash: whose keys several leads have. Most of these have one holder, who needs no list. */
	private readonly holders = {
		number: new Map<number, Person | Person[]>(),
		mailbox: new Map<number, Person | Person[]>(),
	};
	/** Hashes of what two different people have. */
	private readonly shared = { number: new HashCounts(), mailbox: new HashCounts() };
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
		if (address) counts.address.add(hashOf(address.numberKey));
		if (profile.title !== '') counts.title.add(hashOf(profile.title));
		for (const { key } of profile.numbers) counts.number.add(hashOf(key));
		for (const { key } of profile.mailboxes) counts.mailbox.add(hashOf(key));
	}

	/** Once all are counted: who has the keys that occur again. */
	addHolder({ person, numbers, mailboxes }: LeadProfile): void {
		if (!person) return;
		const { counts, holders } = this;
		for (const { key } of numbers) {
			const hash = hashOf(key);
			if (counts.number.get(hash) > 1) hold(holders.number, hash, person);
		}
		for (const { key } of mailboxes) {
			const hash = hashOf(key);
			if (counts.mailbox.get(hash) > 1) hold(holders.mailbox, hash, person);
		}
	}

	/** Once all holders are known: which keys are nobody's own. */
	*findShared(): Generator<void, void> {
		let looked = 0;
		for (const kind of ['number', 'mailbox'] as const) {
			for (const [hash, holders] of this.holders[kind]) {
				if (Array.isArray(holders) && holdTwoPeople(holders)) this.shared[kind].add(hash);
				looked += 1;
				if (looked % LEADS_BETWEEN_PAUSES === 0) yield;
			}
			this.holders[kind].clear();
		}
	}

	count(kind: CountedKind, value: string): number {
		return this.counts[kind].get(hashOf(value));
	}

	isShared(kind: 'number' | 'mailbox', key: string): boolean {
		return this.shared[kind].get(hashOf(key)) > 0;
	}
}

function hold(holders: Map<number, Person | Person[]>, key: number, person: Person): void {
	const known = holders.get(key);
	if (!known) holders.set(key, person);
	else if (!Array.isArray(known)) {
		if (known.text !== person.text) holders.set(key, [known, person]);
	} else if (known.length < CERTAINLY_SHARED && !known.some(({ text }) => text === person.text)) {
		known.push(person);
	}
}

const LEADS_BETWEEN_PAUSES = 1024;

/** Counts a batch of leads. */
export function* countLeads(profiles: readonly LeadProfile[]): Generator<void, Frequencies> {
	const counted = new CountedLeads();
	for (let row = 0; row < profiles.length; row += 1) {
		counted.add(profiles[row]);
		if (row % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	for (let row = 0; row < profiles.length; row += 1) {
		counted.addHolder(profiles[row]);
		if (row % LEADS_BETWEEN_PAUSES === 0) yield;
	}
	yield* counted.findShared();
	return counted;
}
