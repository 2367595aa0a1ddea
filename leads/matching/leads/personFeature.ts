import { type Feature, NOTHING_TO_COMPARE } from '../features/feature';
import { PERSON, type Person } from '../values/person';
import type { Frequencies } from './frequencies';
import type { LeadProfile } from './profile';

/** Chances that strangers of one family name also agree in a part of the given name. */
const NICKNAME_BY_CHANCE = 0.02;
const INITIAL_BY_CHANCE = 0.1;
const SLIP_BY_CHANCE = 0.02;
/** Chances that of two namesakes one is written in another script, or by surname only. */
const OTHER_SCRIPT_BY_CHANCE = 0.25;
const SURNAME_ONLY_BY_CHANCE = 0.3;

/** The name of the person. */
export function personFeature(
	profileOf: (row: number) => LeadProfile,
	frequencies: Frequencies,
	compare: (left: number, right: number) => number,
): Feature {
	const share = (count: number): number => Math.max(1, count) / Math.max(1, frequencies.total);
	const familyShare = (a: Person, b: Person): number => {
		let most = 1;
		for (const family of a.families) {
			if (!b.families.includes(family)) continue;
			most = Math.max(most, frequencies.count('family', family));
		}
		return share(most);
	};
	const nameShare = (a: Person, b: Person): number =>
		share(Math.max(frequencies.count('nameKey', a.key), frequencies.count('nameKey', b.key)));
	return {
		name: 'person',
		fields: ['name'],
		levels: [
			NOTHING_TO_COMPARE,
			{ name: 'same name', m: 0.62, u: 0.001 },
			{ name: 'same name in another script', m: 0.11, u: 0.001 },
			{ name: 'nickname', m: 0.03, u: 0.0005 },
			{ name: 'initial', m: 0.04, u: 0.002 },
			{ name: 'slip', m: 0.06, u: 0.001 },
			{ name: 'surname only', m: 0.08, u: 0.02 },
			{ name: 'same family, other given name', m: 0.02, u: 0.08 },
			{ name: 'another name', m: 0.04, u: 0.9 },
		],
		compare,
		rarity(level, left, right) {
			const a = profileOf(left).person;
			const b = profileOf(right).person;
			if (!a || !b) return undefined;
			switch (level) {
				case PERSON.same:
					return a.text === b.text ? share(frequencies.count('name', a.text)) : nameShare(a, b);
				case PERSON.otherScript:
					return nameShare(a, b) * OTHER_SCRIPT_BY_CHANCE;
				case PERSON.nickname:
					return familyShare(a, b) * NICKNAME_BY_CHANCE;
				case PERSON.initial:
					return familyShare(a, b) * INITIAL_BY_CHANCE;
				case PERSON.slip:
					return Math.max(nameShare(a, b), familyShare(a, b) * SLIP_BY_CHANCE);
				case PERSON.surnameOnly:
					return familyShare(a, b) * SURNAME_ONLY_BY_CHANCE;
				default:
					return undefined;
			}
		},
	};
}
