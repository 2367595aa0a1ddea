import type { Cast } from './cast';
import type { Candidate } from './rotation';
import type { AssignmentRule } from './ruleSet';

/** A member of a rule, with the share that they have in it. */
export type Share = Candidate;

/** The members of a rule with their shares, each once, by id. */
export function sharesOf(rule: AssignmentRule, cast: Cast): Share[] {
	const { target } = rule;
	const share = (id: string, weight?: number): [string, number] => [
		id,
		weight ?? cast.members.get(id)?.weight ?? 1,
	];
	const shares = new Map<string, number>(
		'members' in target
			? target.members.map(({ id, weight }) => share(id, weight))
			: 'teamId' in target
				? (cast.ofTeam.get(target.teamId) ?? []).map((id) => share(id))
				: 'poolId' in target
					? (cast.ofPool.get(target.poolId) ?? []).map((id) => share(id))
					: 'everybody' in target
						? cast.everybody.map((id) => share(id))
						: [],
	);
	for (const band of rule.bands ?? []) {
		for (const id of band.members) if (!shares.has(id)) shares.set(...share(id));
	}
	return [...shares].map(([memberId, weight]) => ({ memberId, weight }));
}
