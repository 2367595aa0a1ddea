import { type Feature, NOTHING_TO_COMPARE } from '../features/feature';
import { compareMailboxes, type Mailbox } from '../values/mailbox';
import { PERSON } from '../values/person';
import type { TelephoneNumber } from '../values/telephone';
import { editDistance } from '../values/textDistance';
import { CLOSE, SAME, SIMILAR } from '../values/word';
import type { Frequencies } from './frequencies';
import type { LeadProfile } from './profile';

/** How many strangers, of all, share a mailbox or a number that is nobody else's. */
const SHARED_BY_CHANCE = 0.1;
/** How many people of other names give it as theirs: an assistant's, a spouse's, the boss's. */
const BORROWED_BY_CHANCE = 0.2;
/** How many are one slip away. */
const NEAR_BY_CHANCE = 1.5;

/**
 * Mailboxes are made from names, so those of two namesakes are one slip apart (`zhu.lixing`,
 * `zhulixing`) far more often: how often at one provider, and at one company, where wangj and wangw
 * are the rule.
 */
const NEAR_NAMESAKES = 0.001;
const NEAR_NAMESAKES_AT_WORK = 0.05;

const LETTER = /\p{L}/u;

const MAILBOX = { same: 1, slip: 2, alike: 3, otherKind: 4, other: 5, colleague: 6 } as const;

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

function compareTwo(a: Mailbox, b: Mailbox): number {
	const likeness = compareMailboxes(a, b);
	if (likeness === SAME) return MAILBOX.same;
	if (likeness === CLOSE) {
		// hli@ and hli2@ of one company are two people: the second of a name gets a number.
		const numbered = digitsOf(a.local) !== digitsOf(b.local);
		if (!numbered) return MAILBOX.slip;
		return a.company === '' ? MAILBOX.alike : MAILBOX.colleague;
	}
	if (a.company !== '' && a.company === b.company) return MAILBOX.colleague;
	if (likeness === SIMILAR) return MAILBOX.alike;
	return (a.company === '') === (b.company === '') ? MAILBOX.other : MAILBOX.otherKind;
}

/** Whether two mailboxes differ by a slip in what may be made from a name: a number is not. */
function hasNearLocals(a: Mailbox, b: Mailbox): boolean {
	return a.domain === b.domain && compareTwo(a, b) === MAILBOX.slip && LETTER.test(a.local);
}

/** The mailboxes that are a person's own. */
export function mailboxFeature(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
	personLevel: (left: number, right: number) => number,
): Feature {
	const isOwn = ({ role, key }: Mailbox): boolean => !role && !frequencies.isShared('mailbox', key);
	const total = Math.max(1, frequencies.total);
	const nearChance = (left: number, right: number): number => {
		const ofAnyTwo = NEAR_BY_CHANCE / total;
		const level = personLevel(left, right);
		if (level === 0 || level >= PERSON.sameFamily) return ofAnyTwo;
		let chance = ofAnyTwo;
		for (const one of profileOf(left).mailboxes) {
			for (const other of profileOf(right).mailboxes) {
				if (!isOwn(one) || !isOwn(other) || !hasNearLocals(one, other)) continue;
				const ofNamesakes = one.company === '' ? NEAR_NAMESAKES : NEAR_NAMESAKES_AT_WORK;
				chance = Math.max(chance, ofNamesakes);
			}
		}
		return chance;
	};
	return {
		name: 'mailbox',
		fields: ['email'],
		levels: [
			NOTHING_TO_COMPARE,
			{ name: 'same mailbox', m: 0.62, u: SHARED_BY_CHANCE / total },
			{ name: 'one slip apart', m: 0.07, u: NEAR_BY_CHANCE / total },
			{ name: 'same name at another domain', m: 0.04, u: 0.001 },
			{ name: 'one private, one at work', m: 0.18, u: 0.45 },
			{ name: 'another mailbox', m: 0.08, u: 0.55 },
			{ name: 'another mailbox at the same company', m: 0.01, u: 0.5 },
		],
		compare(left, right) {
			let best = 0;
			for (const one of profileOf(left).mailboxes) {
				if (!isOwn(one)) continue;
				for (const other of profileOf(right).mailboxes) {
					if (!isOwn(other)) continue;
					const level = compareTwo(one, other);
					if (best === 0 || level < best) best = level;
				}
			}
			// wangl@ and wangj@ of one company are a letter apart, and two people by their names.
			const near = best === MAILBOX.slip && personLevel(left, right) >= PERSON.sameFamily;
			return near ? MAILBOX.alike : best;
		},
		rarity(level, left, right) {
			if (level === MAILBOX.same) return SHARED_BY_CHANCE / total;
			return level === MAILBOX.slip ? nearChance(left, right) : undefined;
		},
	};
}

const NUMBER = { same: 1, extension: 2, slip: 3, other: 4, borrowed: 5 } as const;

/** The numbers that are a person's own: mobiles, and an extension of a switchboard. */
export function numberFeature(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
	personLevel: (left: number, right: number) => number,
): Feature {
	const total = Math.max(1, frequencies.total);
	// Who gives an extension gives a switchboard.
	const isOwn = ({ key, extension, personal }: TelephoneNumber): boolean =>
		personal && extension === '' && !frequencies.isShared('number', key);
	const compareNumbers = (a: TelephoneNumber, b: TelephoneNumber): number => {
		if (a.key === b.key && a.extension !== '' && b.extension !== '') {
			return a.extension === b.extension ? NUMBER.extension : NUMBER.other;
		}
		if (!isOwn(a) || !isOwn(b)) return 0;
		if (a.key === b.key) return NUMBER.same;
		return editDistance(a.key, b.key, 1) === 1 ? NUMBER.slip : NUMBER.other;
	};
	return {
		name: 'number',
		fields: ['mobile', 'phone'],
		levels: [
			NOTHING_TO_COMPARE,
			{ name: 'same number', m: 0.72, u: SHARED_BY_CHANCE / total },
			{ name: 'same extension', m: 0.04, u: SHARED_BY_CHANCE / total },
			{ name: 'one slip apart', m: 0.08, u: NEAR_BY_CHANCE / total },
			{ name: 'another number', m: 0.16, u: 0.99 },
			{ name: 'same number under another name', m: 0.01, u: BORROWED_BY_CHANCE / total },
		],
		compare(left, right) {
			let best = 0;
			for (const a of profileOf(left).numbers) {
				for (const b of profileOf(right).numbers) {
					const level = compareNumbers(a, b);
					if (level !== 0 && (best === 0 || level < best)) best = level;
				}
			}
			const agree = best === NUMBER.same || best === NUMBER.extension;
			return agree && personLevel(left, right) >= PERSON.sameFamily ? NUMBER.borrowed : best;
		},
		rarity(level) {
			if (level === NUMBER.borrowed) return BORROWED_BY_CHANCE / total;
			if (level === NUMBER.slip) return NEAR_BY_CHANCE / total;
			return level === NUMBER.other || level === 0 ? undefined : SHARED_BY_CHANCE / total;
		},
	};
}
