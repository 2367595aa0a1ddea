import type { IDataObject } from 'n8n-workflow';
import type { AssignResult } from '../../leads/assign/result';
import type { ItemResult } from '../shared/operation';
import { outputOf } from './outputs';

/**
 * What leaves the node for a lead: the item with the lead as it is now, and under `assignment` who has
 * it and why nobody else.
 */
export function assignmentItem(
	given: IDataObject,
	result: AssignResult,
	withExcluded: boolean,
): ItemResult {
	const { outcome, member, pool, rule, lead, excluded, touchDueAt, decision, error } = result;
	if (error) return { error };
	const assignment = {
		outcome,
		...(member ? { member: { ...member } } : {}),
		...(pool ? { pool: { ...pool } } : {}),
		...(rule === undefined ? {} : { rule }),
		...(touchDueAt === undefined ? {} : { firstResponseDueAt: new Date(touchDueAt).toISOString() }),
		...(withExcluded ? { notChosen: excluded.map((one) => ({ ...one })) } : {}),
	};
	const json = { ...given, ...lead, assignment, decision: { ...decision } };
	return [{ json, output: outputOf(outcome) }];
}
