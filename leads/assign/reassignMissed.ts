import type { LeadStore } from '../store/store';
import { assignAllThose } from './assignAll';
import type { AssignOptions } from './assign';
import type { AssignResult } from './result';
import type { RuleSet } from './ruleSet';

/**
 * Gives leads whose first touch was missed, and that still nobody touched, to somebody else; whoever
 * missed a lead does not get it again while their cool-down lasts. Leads that were touched after all
 * stay: `alreadyAssigned`.
 *
 * @returns one result a lead, in the order of the ids
 */
export async function reassignMissed(
	store: LeadStore,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: Omit<AssignOptions, 'reassign'>,
): Promise<AssignResult[]> {
	return await assignAllThose(store, leadIds, ruleSet, options, 'missed');
}
