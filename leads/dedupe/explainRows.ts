import { matchLead } from '../matching/matchLead';
import type { PartOfScore } from '../matching/score/explain';
import { comparePersons, PERSON } from '../matching/values/person';
import type { LeadProfile } from '../matching/leads/profile';
import { nameEvidence, familyNamesConflict } from '../model/personName';
import type { LeadFieldValues } from '../model/lead';
import type { StoreContext } from '../store/context';
import { findIdentities, identityText, plainKind, storedKeysOf } from '../store/leads/identities';
import { fieldValues, type LeadRow } from '../store/leads/leadRow';
import { profileOf } from '../store/leads/matchKeys';
import { readActiveWeights } from '../store/leads/matchWeights';
import { frequenciesOf } from '../store/leads/pairFrequencies';
import type { Step } from '../store/step';

/** What the engine says of two people. */
export interface ComparedPair {
	/** The sum of `parts`. */
	bits: number;
	parts: PartOfScore[];
	/** Kinds of the keys of identity that both have and that are nobody else's. */
	sharedKeys: string[];
	/** Whether such a key makes them one, whatever else they say: capture would have joined them. */
	isIdentity: boolean;
}

/** What members of a family lend each other; ids that a channel gives out are one account's own. */
const LENT = new Set(['mobile', 'email']);

/** Compares two stored leads by what they say now. */
export function* explainRows(
	context: StoreContext,
	left: LeadRow,
	right: LeadRow,
): Step<ComparedPair> {
	const isTest = left.is_test === 1;
	return yield* compareFields(context, fieldValues(left), fieldValues(right), isTest);
}

/** Compares two people by normalised values; what is rare is what is rare in the store. */
export function* compareFields(
	context: StoreContext,
	left: LeadFieldValues,
	right: LeadFieldValues,
	isTest: boolean,
): Step<ComparedPair> {
	const [one, other] = [profileOf(left), profileOf(right)];
	const frequencies = yield* frequenciesOf(context, [one, other], isTest);
	const weights = yield* readActiveWeights(context);
	const candidate = { id: 0, profile: other };
	const [{ bits, parts }] = matchLead(one, [candidate], frequencies, weights);
	const sharedKeys = yield* ownKeysOfBoth(context, left, right, isTest);
	const areTwo = areTwoPeople(one, other);
	const isIdentity = sharedKeys.some((kind) => !areTwo || !LENT.has(kind));
	return { bits, parts, sharedKeys, isIdentity };
}

function areTwoPeople(one: LeadProfile, other: LeadProfile): boolean {
	if (!one.person || !other.person) return false;
	return comparePersons(one.person, other.person) >= PERSON.sameFamily;
}

function* ownKeysOfBoth(
	context: StoreContext,
	left: LeadFieldValues,
	right: LeadFieldValues,
	isTest: boolean,
): Step<string[]> {
	const keys = new Set(storedKeysOf(right, isTest).map(identityText));
	const both = storedKeysOf(left, isTest).filter((key) => keys.has(identityText(key)));
	const names = [left, right].map(({ name }) => nameEvidence(name ?? ''));
	if (both.length === 0 || familyNamesConflict(names[0], names[1])) return [];
	const shared = new Set(
		(yield* findIdentities(context, both))
			.filter(({ state }) => state === 'shared')
			.map(identityText),
	);
	const own = both.filter((key) => !shared.has(identityText(key)));
	return [...new Set(own.map(({ kind }) => plainKind(kind)))];
}
