import type { DedupePreset } from '../../matching/presets/preset';
import type { PartOfScore } from '../../matching/score/explain';
import type { Decision } from '../../model/decision';
import type { Lead, LeadFieldValues } from '../../model/lead';

/** Data of one person to look for among the stored ones. */
export interface CheckInput {
	/** As typed, or normalised already. */
	fields: LeadFieldValues;
	/** The stored lead that this is, which is no duplicate of itself. */
	id?: string;
	/** True for test data, which meets test leads only. */
	test?: boolean;
}

export interface CheckOptions {
	/** Presets of rules judge the leads that share one of our keys, an address or a number with the input. */
	preset: DedupePreset;
	/** Bits from which two are one person for certain; default `certainBits`. */
	certainAt?: number;
	/** Bits from which a person should look at two; default `possibleBits`. */
	reviewAt?: number;
	/** How many leads are compared with each input at most; default 100. */
	mostCandidates?: number;
	/** Looks among contacts, too, by what identifies them. */
	contacts?: boolean;
	/** Country of phone numbers without a country code, ISO 3166 alpha-2; default CN. */
	defaultCountry?: string;
	/** Name of the node or page, for the decision. */
	node: string;
}

/** A stored record that the data may be of. */
export interface CheckMatch {
	entityType: 'lead' | 'contact';
	/** Empty where the record is hidden from the actor: then only that there is one is told. */
	id: string;
	/** As the actor may see it; absent for contacts and for what is hidden from the actor. */
	lead?: Lead;
	/** Of a hidden record only which threshold it reached. */
	bits: number;
	/** The bits as a probability, 0 to 1. */
	probability: number;
	/** What speaks for and against it; the sum is `bits`. Empty for what is hidden. */
	parts: PartOfScore[];
	/** The kind of key by which it was recognised for certain, such as `mobile`. */
	by?: string;
}

export interface CheckResult {
	outcome: 'unique' | 'duplicate' | 'review';
	/** Best first, at most 10. */
	matches: CheckMatch[];
	/** What so many leads have in common that they were not compared by it. */
	cut: string[];
	decision: Decision;
}

/** The bits that count, whatever was left out of the options. */
export interface Thresholds {
	certainAt: number;
	reviewAt: number;
}
