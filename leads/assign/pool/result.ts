import type { Decision } from '../../model/decision';
import type { Lead } from '../../model/lead';
import type { PersonReference } from '../../model/personReference';

/** Why a lead was not claimed, given back or moved: one word each. */
export const poolRefusals = {
	notFound: 'No lead has this ID, or it is not yours to see',
	notPermitted: 'Only its owner, their manager or an administrator of the pool may do that',
	converted: 'The lead is converted',
	alreadyYours: 'The member has the lead already',
	alreadyOwned: 'Somebody else has the lead',
	notOwned: 'Nobody has the lead',
	notInPool: 'The lead does not lie in the pool',
	alreadyInPool: 'The lead lies in the pool already',
	noPool: 'The lead belongs to no pool, and none was named',
	notMember: 'The member does not belong to the pool',
	notClaimable: 'Leads of this pool are given out, not claimed',
	coolDown: 'The member had this lead lately',
	dailyLimit: 'The member has claimed as many leads today as they may',
	holdLimit: 'The member holds as many leads as they may',
	reasonMissing: 'The pool asks for a reason',
} as const;

export type PoolRefusal = keyof typeof poolRefusals;

export type PoolOutcome =
	| 'claimed'
	| 'released'
	| 'reclaimed'
	| 'transferred'
	| 'pooled'
	| 'refused';

/** What became of one lead. The refused do not hold up the others. */
export interface PoolResult {
	/** As it was asked for. */
	leadId: string;
	outcome: PoolOutcome;
	/** Of `refused`. */
	refusal?: PoolRefusal;
	/** As the actor may see it now; absent where refused. In a dry run, as it would be. */
	lead?: Lead;
	/** Who has it now. */
	member?: PersonReference;
	/** Whose it was before. */
	previous?: PersonReference;
	/** The pool that it lies in, or whose rules hold. */
	pool?: PersonReference;
	decision: Decision;
}

/** A refusal as a result. */
export function refused(leadId: string, refusal: PoolRefusal, node: string): PoolResult {
	return {
		leadId,
		outcome: 'refused',
		refusal,
		decision: {
			node,
			outcome: 'refused',
			reasons: [{ code: refusal, text: poolRefusals[refusal] }],
		},
	};
}
