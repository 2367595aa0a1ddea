import type { LeadProfile } from './profile';

/** A key under which leads meet, with its class; a class has a cap of its own. */
export interface BlockingKey {
	class: KeyClass;
	text: string;
}

/** Classes of keys and how many leads may share one before it finds nobody any more. */
export const keyClasses = {
	mailbox: 60,
	number: 60,
	nameAndCompany: 40,
	nameAndDomain: 40,
	nameAndCity: 25,
	nameAndAddress: 25,
	name: 12,
	familyAndNumber: 25,
	familyAndCompany: 40,
	familyAndDomain: 40,
	givenAndCompany: 40,
	mailboxLocal: 25,
	mailboxStart: 25,
	mailboxEnd: 25,
	numberStart: 25,
	numberEnd: 25,
	numberAndCompany: 25,
	companyAndAddress: 12,
} as const;

export type KeyClass = keyof typeof keyClasses;

/** What a person can be met by when the name is misspelt: families, or else the words. */
function familiesOf({ person }: LeadProfile): readonly string[] {
	if (!person) return [];
	const families = person.families.length > 0 ? person.families : person.words;
	return families.slice(0, 2);
}

/** Takes a key of one or two texts. */
export type AddKey = (kind: KeyClass, text: string, more?: string) => void;

function addNames(profile: LeadProfile, add: AddKey): void {
	const { person, organisation, domains, address, city } = profile;
	if (!person) return;
	const core = organisation?.latinCore;
	if (!person.surnameOnly) {
		const name = person.words.join('');
		add('name', name);
		if (core) add('nameAndCompany', name, core);
		for (const domain of domains.slice(0, 2)) add('nameAndDomain', name, domain);
		if (city !== '') add('nameAndCity', name, city);
		if (address && address.numbers.length > 0) add('nameAndAddress', name, address.numberKey);
		for (const word of person.words) {
			if (core && !person.families.includes(word)) add('givenAndCompany', word, core);
		}
	}
	for (const family of familiesOf(profile)) {
		if (core) add('familyAndCompany', family, core);
		for (const domain of domains.slice(0, 2)) add('familyAndDomain', family, domain);
		for (const { key } of profile.numbers) add('familyAndNumber', family, key);
	}
}

function addContacts(profile: LeadProfile, add: AddKey): void {
	const core = profile.organisation?.latinCore;
	const [family = ''] = familiesOf(profile);
	for (const { key, local, domain, role } of profile.mailboxes) {
		if (role) continue;
		add('mailbox', key);
		if (local.length >= 4) add('mailboxLocal', local);
		if (local.length >= 5) {
			add('mailboxStart', local.slice(0, local.length >> 1), domain);
			add('mailboxEnd', local.slice(local.length >> 1), domain);
		}
	}
	for (const { key } of profile.numbers) {
		add('number', key);
		if (core) add('numberAndCompany', key.slice(-4), core);
		if (key.length < 8 || family === '') continue;
		add('numberStart', key.slice(0, 5), family);
		add('numberEnd', key.slice(-5), family);
	}
}

/** Hands out every key of a lead; now and then one twice. */
export function eachBlockingKey(profile: LeadProfile, add: AddKey): void {
	addNames(profile, add);
	addContacts(profile, add);
	const { organisation, address } = profile;
	if (organisation && address && address.numbers.length > 1) {
		add('companyAndAddress', organisation.latinCore, address.numberKey);
	}
}

/** The keys of a lead, at most two dozen, each once: what a store keeps to find candidates by. */
export function blockingKeysOf(profile: LeadProfile): BlockingKey[] {
	const keys: BlockingKey[] = [];
	eachBlockingKey(profile, (kind, one, more) => {
		const text = more === undefined ? one : `${one} ${more}`;
		if (!keys.some((known) => known.class === kind && known.text === text)) {
			keys.push({ class: kind, text });
		}
	});
	return keys;
}
