import type { LeadFieldValues } from '../../model/lead';
import type { PartOfScore } from '../score/explain';

/**
 * Ways to tell duplicates: the engine of this project, identity keys alone, and two that judge as
 * the duplicate rules of well-known CRMs do, for people who come from there.
 */
export const dedupePresets = ['leadflow', 'identityOnly', 'salesforce', 'zoho'] as const;

export type DedupePreset = (typeof dedupePresets)[number];

/** Presets that are rules: a rule is met or not, nothing is weighed. */
export type RulePreset = Exclude<DedupePreset, 'leadflow'>;

/**
 * Bits from which on two leads are merged without asking, by default: of such pairs of generated leads
 * of medium and high difficulty, all sets taken together, more than 0.998 are right (bench/README.md).
 */
export const certainBits = 6.04;

/** Bits from which on a pair is worth a look, by default: even odds. */
export const possibleBits = 0;

export type PairOutcome = 'duplicate' | 'review' | 'different';

/** What one field or rule says about a pair. */
export interface JudgedPart extends PartOfScore {
	/** Presets of rules: how alike the fields are, 0 to 100, and what the rule asks for. */
	score?: number;
	threshold?: number;
}

export interface PairJudgement {
	outcome: PairOutcome;
	/** The parts add up to it. Of rules: `certainBits` for a duplicate, as much below 0 for the rest. */
	bits: number;
	parts: JudgedPart[];
}

/**
 * Judges two leads. What it reads of a lead it remembers by object, so the fields of one lead are
 * to be handed in as one object, which nobody changes meanwhile.
 */
export type PairJudge = (left: LeadFieldValues, right: LeadFieldValues) => PairJudgement;

/** A judgement by rule: which rule was met, and the comparisons that led there. */
export function ruledBy(
	rule: { name: string; fields: readonly string[] } | undefined,
	comparisons: readonly JudgedPart[] = [],
): PairJudgement {
	const bits = rule ? certainBits : -certainBits;
	const verdict = {
		feature: 'rule',
		fields: rule?.fields ?? [],
		level: rule?.name ?? 'no rule is met',
		bits,
	};
	return { outcome: rule ? 'duplicate' : 'different', bits, parts: [verdict, ...comparisons] };
}
