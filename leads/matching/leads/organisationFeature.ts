import { type Feature, type Level, NOTHING_TO_COMPARE } from '../features/feature';
import { compareAddresses, sharedCount } from '../values/address';
import { PERSON } from '../values/person';
import { compareOrganisations } from '../values/organisation';
import { editDistance } from '../values/textDistance';
import { CLOSE, SAME, SIMILAR } from '../values/word';
import type { Frequencies } from './frequencies';
import type { LeadProfile } from './profile';

const LEVEL = {
	company: 1,
	core: 2,
	slip: 3,
	domain: 4,
	number: 5,
	address: 6,
	otherDomain: 7,
	otherCompany: 8,
} as const;

/**
 * How many leads have a colleague of the same name, whatever the name. Rare names do: families run
 * firms. So a shared employer says less about two namesakes than about any two people.
 */
const NAMESAKES_AT_WORK = 0.003;

/** One thing that two leads' organisations agree in. */
interface Agreement {
	level: number;
	/** How likely strangers agree in it. */
	chance: number;
}

const levels: readonly Level[] = [
	NOTHING_TO_COMPARE,
	{ name: 'same company', m: 0.58, u: 0.001 },
	{ name: 'same company, written otherwise', m: 0.08, u: 0.001 },
	{ name: 'company name with a slip', m: 0.04, u: 0.001 },
	{ name: 'same domain', m: 0.17, u: 0.001 },
	{ name: 'same switchboard', m: 0.02, u: 0.001 },
	{ name: 'same address', m: 0.06, u: 0.001 },
	{ name: 'another domain', m: 0.015, u: 0.05 },
	{ name: 'another company', m: 0.035, u: 0.94 },
];

/**
 * The best thing that is known tells the level. Whether that is the company's name or only its
 * switchboard is a matter of what was written down, of strangers at one employer as of one person:
 * it is no evidence, and takes as much from the chance of strangers as from `m`.
 */
const knownShare = (level: number): number => levels[level].m / levels[LEVEL.company].m;

const OTHER_COMPANY: Agreement = {
	level: LEVEL.otherCompany,
	chance: levels[LEVEL.otherCompany].u,
};
const OTHER_DOMAIN: Agreement = { level: LEVEL.otherDomain, chance: levels[LEVEL.otherDomain].u };

function companyAgreement(
	a: LeadProfile,
	b: LeadProfile,
	share: (count: number) => number,
	frequencies: Frequencies,
): Agreement | undefined {
	const one = a.organisation;
	const other = b.organisation;
	if (!one || !other) return undefined;
	const likeness = compareOrganisations(one, other);
	if (likeness > SIMILAR) return OTHER_COMPANY;
	const count = frequencies.count('core', one.core);
	const most =
		one.core === other.core ? count : Math.max(count, frequencies.count('core', other.core));
	const chance = share(most);
	if (likeness === SAME) return { level: LEVEL.company, chance };
	if (likeness === CLOSE) return { level: LEVEL.core, chance };
	return { level: LEVEL.slip, chance: 2 * chance };
}

function domainAgreement(
	a: LeadProfile,
	b: LeadProfile,
	share: (count: number) => number,
	frequencies: Frequencies,
): Agreement | undefined {
	if (a.domains.length === 0 || b.domains.length === 0) return undefined;
	for (const domain of a.domains) {
		if (!b.domains.includes(domain)) continue;
		return { level: LEVEL.domain, chance: share(frequencies.count('domain', domain)) };
	}
	// A domain with a slip in it is no other domain.
	if (a.domains.some((one) => b.domains.some((other) => editDistance(one, other, 2) <= 2))) {
		return undefined;
	}
	return OTHER_DOMAIN;
}

function numberAgreement(
	a: LeadProfile,
	b: LeadProfile,
	share: (count: number) => number,
	frequencies: Frequencies,
): Agreement | undefined {
	for (const { key, personal } of a.numbers) {
		if (!b.numbers.some((number) => number.key === key)) continue;
		// A person's own number is weighed as such, and not twice.
		if (personal && !frequencies.isShared('number', key)) continue;
		return { level: LEVEL.number, chance: share(frequencies.count('number', key)) };
	}
	return undefined;
}

function addressAgreement(
	a: LeadProfile,
	b: LeadProfile,
	share: (count: number) => number,
	frequencies: Frequencies,
): Agreement | undefined {
	const one = a.address;
	const other = b.address;
	if (!one || !other || one.numbers.length === 0 || other.numbers.length === 0) return undefined;
	if (sharedCount(one.numbers, other.numbers) === 0) return undefined;
	if (compareAddresses(one, other) > CLOSE) return undefined;
	const count = Math.max(
		frequencies.count('address', one.numberKey),
		frequencies.count('address', other.numberKey),
	);
	return { level: LEVEL.address, chance: share(count + 1) };
}

/**
 * Where the person works. Company, domain, switchboard and address are one piece of evidence, not
 * four: colleagues share them all. The strongest of them counts.
 */
export function organisationFeature(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
	personLevel: (left: number, right: number) => number,
): Feature {
	const share = (count: number): number => Math.max(1, count) / Math.max(1, frequencies.total);
	let lastLeft = -1;
	let lastRight = -1;
	let last: Agreement | undefined;
	const strongest = (left: number, right: number): Agreement | undefined => {
		if (left === lastLeft && right === lastRight) return last;
		const a = profileOf(left);
		const b = profileOf(right);
		last = stronger(
			stronger(
				companyAgreement(a, b, share, frequencies),
				domainAgreement(a, b, share, frequencies),
			),
			numberAgreement(a, b, share, frequencies) ?? addressAgreement(a, b, share, frequencies),
		);
		lastLeft = left;
		lastRight = right;
		return last;
	};
	const namesakeChance = (left: number, right: number): number => {
		const a = profileOf(left).person;
		const b = profileOf(right).person;
		if (!a || !b || personLevel(left, right) > PERSON.otherScript) return 0;
		const one = frequencies.count('nameKey', a.key);
		const other = a.key === b.key ? one : frequencies.count('nameKey', b.key);
		return NAMESAKES_AT_WORK / Math.max(1, one, other);
	};
	return {
		name: 'organisation',
		// What is written down differs from table to table, and is nothing to learn from.
		freedom: 1,
		fields: ['company', 'website', 'email', 'phone', 'street'],
		levels: levels.map((level) => ({ ...level })),
		compare: (left, right) => strongest(left, right)?.level ?? 0,
		rarity: (level, left, right) => {
			const agreement = level >= LEVEL.otherDomain ? undefined : strongest(left, right);
			if (!agreement) return undefined;
			const chance = Math.max(agreement.chance, namesakeChance(left, right));
			return chance * knownShare(agreement.level);
		},
	};
}

/** An agreement before any conflict; of two agreements the better level, and the rarer value. */
function stronger(one: Agreement | undefined, other: Agreement | undefined): Agreement | undefined {
	if (!one || !other) return one ?? other;
	const conflicts = one.level >= LEVEL.otherDomain;
	if (conflicts !== other.level >= LEVEL.otherDomain) return conflicts ? other : one;
	if (conflicts) return other.level > one.level ? other : one;
	return { level: Math.min(one.level, other.level), chance: Math.min(one.chance, other.chance) };
}
