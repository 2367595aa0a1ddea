import { systemActor, type Actor } from '../model/actor';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { Operation } from './context';
import { withMasks } from './permissions';
import { poolSights } from './pools';
import { first } from './step';

/** As whom a credential or a desk link acts, before the store is asked about the member. */
export interface ActorRequest {
	/** Null acts for the company as a whole. */
	memberId: string | null;
	role: 'admin' | 'manager' | 'member' | 'viewer';
	fieldAccess: Actor['fieldAccess'];
}

function needsMember(role: string): LeadflowError {
	return new LeadflowError('CONFIGURATION', `The role '${role}' needs an acting member`, {
		hint: "Set 'Acting Member ID' in the 'Leadflow Store API' credential; 'Member: Get Many' lists the IDs.",
	});
}

/**
 * The actor behind a request. Administrators see everything, managers their team, members their own
 * leads; a viewer sees what the member would, or everything without one, and changes nothing.
 *
 * @throws LeadflowError CONFIGURATION when the member is missing, unknown or inactive
 */
export function memberActor(request: ActorRequest): Operation<Actor> {
	return function* (context) {
		const { role, fieldAccess } = request;
		const memberId = request.memberId?.toLowerCase() ?? null;
		if (memberId === null) {
			if (role !== 'admin' && role !== 'viewer') throw needsMember(role);
			return { ...systemActor, role, fieldAccess };
		}
		const member = isId(memberId)
			? yield* first(
					context.db
						.selectFrom('members')
						.select(['id', 'team_id', 'data', 'active'])
						.where('workspace_id', '=', context.workspaceId)
						.where('id', '=', memberId)
						.where('deleted_at', 'is', null),
				)
			: undefined;
		if (!member || member.active === 0) {
			throw new LeadflowError(
				'CONFIGURATION',
				'The acting member is not an active member of this store',
				{
					hint: "Use the ID of an active member from 'Member: Get Many'.",
				},
			);
		}
		if (role === 'admin') return { memberId, role, scope: { kind: 'all' }, fieldAccess };
		const { pools, masked } = yield* poolSights(context, member);
		const limits = { memberId, role, fieldAccess: withMasks(fieldAccess, masked) };
		if (role === 'manager') {
			const teamIds = member.team_id === null ? [] : [member.team_id];
			return { ...limits, scope: { kind: 'team', memberId, teamIds, ...pools } };
		}
		return { ...limits, scope: { kind: 'own', memberId, ...pools } };
	};
}
