import type { Member } from '../model/member';
import type { AssignmentRule } from './ruleSet';
import type { Share } from './shares';
import type { AssignerState, Verdict } from './verdict';

type Known = Pick<AssignerState, 'ruleSet' | 'cast'>;

/**
 * What a rule says of a lead that none of its members can take.
 *
 * @returns whether that decided; else the next rule is asked
 */
export function decideForNobody(
	rule: AssignmentRule,
	shares: readonly Share[],
	known: Known,
	draft: Verdict,
): boolean {
	draft.reasons.push({ code: 'noneAvailable', text: 'Nobody of this rule can take it now' });
	switch (rule.onNoneAvailable) {
		case 'queue':
			draft.outcome = 'queued';
			draft.rule = rule;
			draft.reasons.push({ code: 'queued', text: 'Waits until somebody is free' });
			return true;
		case 'pool':
			return putIntoPool(rule.poolId, rule, known, draft);
		case 'escalate':
			return escalate(rule, shares, known, draft);
		case 'default':
			giveToDefault(known, draft);
			return true;
		default:
			return false;
	}
}

/** Puts a lead into a pool. @returns false where there is no such pool */
export function putIntoPool(
	poolId: string | undefined,
	rule: AssignmentRule,
	{ cast }: Known,
	draft: Verdict,
): boolean {
	const name = poolId === undefined ? undefined : cast.pools.get(poolId);
	if (name === undefined) {
		draft.reasons.push({ code: 'noPool', text: 'The rule names no pool that is there' });
		return false;
	}
	draft.outcome = 'pooled';
	draft.poolId = poolId;
	draft.rule = rule;
	draft.reasons.push({ code: 'pooled', text: `Lies in the pool '${name}' to be claimed` });
	return true;
}

/** To the manager of the rule's team, or of the team of its first member who has one. */
function escalate(
	rule: AssignmentRule,
	shares: readonly Share[],
	{ cast }: Known,
	draft: Verdict,
): boolean {
	const teams =
		'teamId' in rule.target
			? [rule.target.teamId]
			: shares.flatMap(({ memberId }) => cast.members.get(memberId)?.teamIds[0] ?? []);
	const managers = teams.flatMap((id) => cast.members.get(cast.managerOf.get(id) ?? '') ?? []);
	const manager = managers.find(mayBeGiven);
	if (!manager) {
		draft.reasons.push({ code: 'noManager', text: 'There is no manager to escalate it to' });
		return false;
	}
	draft.outcome = 'assigned';
	draft.member = manager;
	draft.rule = rule;
	draft.care = rule;
	draft.reasons.push({ code: 'escalated', text: 'Escalated to the manager of the team' });
	return true;
}

/** The last resort: whatever the hour, and however many they hold. */
export function giveToDefault({ ruleSet, cast }: Known, draft: Verdict): void {
	if (ruleSet.defaultMemberId === undefined) return;
	const member = cast.members.get(ruleSet.defaultMemberId);
	if (!member || !mayBeGiven(member)) {
		const text = 'The default member is no longer there, or may not own leads';
		draft.reasons.push({ code: 'defaultMemberGone', text });
		return;
	}
	draft.outcome = 'assigned';
	draft.member = member;
	draft.reasons.push({ code: 'defaultMember', text: 'The default member gets it' });
}

function mayBeGiven({ active, deletedAt, role }: Member): boolean {
	return active && deletedAt === undefined && role !== 'viewer';
}
