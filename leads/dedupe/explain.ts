import { certainBits, possibleBits } from '../matching/presets/preset';
import { probabilityOf } from '../matching/score/explain';
import type { PartOfScore } from '../matching/score/explain';
import { LeadflowError } from '../model/error';
import type { LeadFieldValues } from '../model/lead';
import { normalizeLead } from '../model/normalizeLead';
import type { Operation } from '../store/context';
import { requireLeadRow } from '../store/leads/getLead';
import { differentAmong } from '../store/leads/knownPairs';
import { type ComparedPair, compareFields, explainRows } from './explainRows';

/** Why two leads are taken for one, or not. */
export interface PairReport {
	/** The sum of `parts`. */
	bits: number;
	/** The bits as a probability, 0 to 1. */
	probability: number;
	parts: PartOfScore[];
	/** What a check would say of them; `different` where somebody declared it. */
	decision: 'certain' | 'possible' | 'unlikely' | 'different';
	/** Kinds of the identity keys that both have and nobody else. */
	sharedKeys: string[];
	/** Whether somebody declared them to be different. */
	vetoed: boolean;
}

export interface ExplainOptions {
	/** Bits. */
	certainAt?: number;
	/** Bits. */
	reviewAt?: number;
	/** Where phone numbers without a country code are at home, ISO 3166-1 alpha-2; default CN. */
	defaultCountry?: string;
}

/**
 * Why two stored leads are taken for one, or not. Ids of merged leads stand for what lives on of them.
 *
 * @throws LeadflowError NOT_FOUND; INVALID_INPUT where both are the same lead
 */
export function explainLeads(
	leftId: string,
	rightId: string,
	options: ExplainOptions = {},
): Operation<PairReport & { leftId: string; rightId: string }> {
	return function* (context) {
		const left = yield* requireLeadRow(context, leftId);
		const right = yield* requireLeadRow(context, rightId);
		if (left.id === right.id) {
			throw new LeadflowError('INVALID_INPUT', 'Both IDs lead to the same lead', {
				field: 'rightId',
				hint: 'Choose two leads that were not merged into one.',
			});
		}
		const compared = yield* explainRows(context, left, right);
		const vetoed = (yield* differentAmong(context, [left.id, right.id])).length > 0;
		return { leftId: left.id, rightId: right.id, ...reportOf(compared, vetoed, options) };
	};
}

/** The same for two people as they are typed in; what is rare is what is rare in the store. */
export function explainFields(
	left: LeadFieldValues,
	right: LeadFieldValues,
	options: ExplainOptions = {},
): Operation<PairReport> {
	return function* (context) {
		const { defaultCountry = 'CN' } = options;
		const [one, other] = [left, right].map(
			(fields) => normalizeLead(fields, { defaultCountry }).fields,
		);
		return reportOf(yield* compareFields(context, one, other, false), false, options);
	};
}

function reportOf(
	{ bits, parts, sharedKeys, isIdentity }: ComparedPair,
	vetoed: boolean,
	{ certainAt = certainBits, reviewAt = possibleBits }: ExplainOptions,
): PairReport {
	const byEvidence =
		bits >= certainAt || isIdentity ? 'certain' : bits >= reviewAt ? 'possible' : 'unlikely';
	return {
		bits,
		probability: probabilityOf(bits),
		parts,
		decision: vetoed ? 'different' : byEvidence,
		sharedKeys,
		vetoed,
	};
}
