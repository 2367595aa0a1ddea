import { LeadflowError } from '../../model/error';
import type { Member } from '../../model/member';
import type { StoreContext } from '../../store/context';
import { teamsOf } from '../../store/pools';
import { requireMember } from '../../store/references';
import { memberRecords } from '../../store/records/colleagueRecords';
import { presentRecords } from '../../store/records/presentRecords';
import { q, type Step } from '../../store/step';

/** A member, and the team that goes with them: the one whose manager sees their leads. */
export interface HeldMember extends Member {
	teamId: string | null;
}

/**
 * A member who is about to get leads, held until the transaction ends, so that nobody gives them
 * leads beyond their limits at the same moment. Held after the leads, as assigning does.
 *
 * @param field where the member is named, for the error
 * @throws LeadflowError INVALID_INPUT for who is unknown, inactive or may look only
 */
export function* holdMember(context: StoreContext, id: string, field: string): Step<HeldMember> {
	const row = yield* requireMember(context, id, field);
	if (context.dialect === 'postgres') {
		yield* q(
			context.db
				.selectFrom('members')
				.select('id')
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', row.id)
				.forUpdate(),
		);
	}
	const [member] = yield* presentRecords(context, memberRecords, [row]);
	if (member.role !== 'viewer') {
		return { ...member, teamIds: teamsOf(row), teamId: row.team_id };
	}
	throw new LeadflowError('INVALID_INPUT', 'A member who may look only cannot have leads', {
		field,
		hint: 'Choose another member, or change the role of this one.',
	});
}
