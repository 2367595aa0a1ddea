import { explainAssignment, type AssignmentExplanation } from '../../../leads/assign/explain';
import type { Lead } from '../../../leads/model/lead';
import { canSee } from '../../../leads/store/permissions';
import { readPools, type StoredPool } from '../../../leads/store/pools';
import type { Ownership } from '../../../pages/desk/ownership/ownershipStep';
import type { OwnerDecision } from '../../../pages/desk/ownership/whyOwner';
import type { DeskVisit } from './deskPage';
import { orNothing } from './orNothing';

/** Whether the visitor may change a lead; who sees it in a pool may not, until they claim it. */
export function isChangeable({ actor }: Pick<DeskVisit, 'actor'>, lead: Lead): boolean {
	return canSee(actor, { owner_id: lead.owner?.id ?? null, team_id: lead.team?.id ?? null });
}

/** Whether members take the leads of a pool themselves. */
export function isClaimed(pool: StoredPool | undefined): boolean {
	return pool?.assignMode === 'claim';
}

function takeOf(
	{ actor, view }: DeskVisit,
	lead: Lead,
	pool: StoredPool | undefined,
): Ownership['take'] {
	if (!view.writable || actor.memberId === null || lead.owner?.id === actor.memberId)
		return undefined;
	if (!lead.owner && isClaimed(pool)) return 'claim';
	return isChangeable({ actor }, lead) ? 'takeOver' : undefined;
}

function responseOf(given: AssignmentExplanation | undefined): Pick<Ownership, 'response'> {
	if (!given?.touchDueAt) return {};
	const { at, touchDueAt, touchedAt } = given;
	return {
		response: { startedAt: at, dueAt: touchDueAt, ...(touchedAt ? { touchedAt } : {}) },
	};
}

function whyOf(given: AssignmentExplanation | undefined): { why?: OwnerDecision } {
	if (!given) return {};
	const { outcome, at, member, rule, ruleSet, decision, excluded } = given;
	const notChosen = excluded.map(({ memberId, name, code }) => ({ name: name ?? memberId, code }));
	return {
		why: {
			...{ outcome, at, decision, notChosen },
			...(member ? { name: member.name ?? member.id } : {}),
			...(rule === undefined ? {} : { rule }),
			...(ruleSet ? { ruleSet: ruleSet.name } : {}),
		},
	};
}

/** Whose a lead is, why, how long, and what the visitor may do about it. */
export async function ownershipOf(
	visit: DeskVisit,
	lead: Lead,
): Promise<{ changeable: boolean; ownership: Ownership; why?: OwnerDecision }> {
	const { store, view } = visit;
	const [pools, latest] = await Promise.all([
		store.read(readPools),
		orNothing(store.read(explainAssignment(lead.id)), undefined),
	]);
	// What is over says nothing of whose the lead is now: somebody set another owner by hand.
	const given = latest?.endedAt === undefined ? latest : undefined;
	const pool = pools.get(lead.pool?.id ?? '');
	const take = takeOf(visit, lead, pool);
	const changeable = isChangeable(visit, lead);
	const release =
		view.writable && changeable && lead.owner && pool
			? { release: { reasonRequired: pool.returnReasonRequired } }
			: {};
	return {
		changeable,
		ownership: { ...(take ? { take } : {}), ...release, ...responseOf(given) },
		...whyOf(given),
	};
}
