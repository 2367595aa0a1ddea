import type { Operation, StoreContext } from '../../store/context';
import { recordEvents } from '../../store/events';
import { isWorkedOn } from '../../store/leads/holding';
import { forUpdate } from '../../store/fragments';
import { requireWriter } from '../../store/permissions';
import { readPools } from '../../store/pools';
import { q, updateMany, type Step } from '../../store/step';
import type { RowOf } from '../../store/schema/tables';
import { sql } from 'kysely';
import { holdMember, type HeldMember } from './member';
import { lockNamedLeads, mayMove } from './namedLeads';
import { moveEach } from './moveEach';
import type { PoolResult } from './result';

export interface TransferRequest {
	/** The new owner. */
	memberId: string;
	/** Why, in the words of who does it. */
	reason?: string;
	/** Whether open tasks of the old owner about the leads go along. */
	moveOpenTasks?: boolean;
	/** Tells what would be transferred. */
	dryRun?: boolean;
}

/**
 * Gives leads to a member by hand (转移), whatever rules and limits say: the override that is always
 * there, with who did it and why. For who may change the lead and administrators of its pool.
 *
 * @param ids at most 200
 * @param node name of the node or page, for the decisions
 * @returns one result an id, in order; the refused do not hold up the others
 * @throws LeadflowError INVALID_INPUT for a member who cannot have leads
 */
export function transferLeads(
	ids: readonly string[],
	request: TransferRequest,
	node: string,
): Operation<PoolResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const named = yield* lockNamedLeads(context, ids);
		const member = yield* holdMember(context, request.memberId, 'memberId');
		const pools = yield* readPools(context);
		const reason = request.reason?.trim() ?? '';
		const results = yield* moveEach(
			context,
			ids,
			named,
			(lead) => {
				if (!mayMove(context, lead, pools)) return 'notFound';
				if (lead.owner_id === member.id) return 'alreadyYours';
				if (!isWorkedOn(lead)) return 'converted';
				return {
					after: { ...lead, owner_id: member.id, team_id: member.teamId ?? lead.team_id },
					outcome: 'transferred',
					reason: { code: 'transferred', text: 'Given to another member by hand' },
					...(reason === '' ? {} : { payload: { reason } }),
				};
			},
			{ node, dryRun: request.dryRun },
		);
		if (request.moveOpenTasks && !request.dryRun) {
			const moved = results.flatMap(({ outcome, lead, previous }) =>
				outcome === 'transferred' && lead && previous ? [[lead.id, previous.id] as const] : [],
			);
			yield* moveTasks(context, new Map(moved), member);
		}
		return results;
	};
}

/** Open tasks that the old owners have about their leads go to the new one. */
function* moveTasks(
	context: StoreContext,
	ownerBefore: ReadonlyMap<string, string>,
	member: HeldMember,
): Step<void> {
	if (ownerBefore.size === 0) return;
	const open = yield* q(
		sql<RowOf<'tasks'>>`SELECT * FROM tasks WHERE workspace_id = ${context.workspaceId}
			AND entity_type = 'lead' AND entity_id IN (${sql.join([...ownerBefore.keys()])})
			AND status IN ('open', 'inProgress') AND deleted_at IS NULL
			ORDER BY id${forUpdate(context.dialect)}`.compile(context.db),
	);
	const theirs = open.filter(
		({ owner_id, entity_id }) => owner_id !== null && ownerBefore.get(entity_id ?? '') === owner_id,
	);
	yield* updateMany({
		table: 'tasks',
		key: ['workspace_id', 'id'],
		set: ['version', 'owner_id', 'team_id', 'updated_at'],
		rows: theirs.map(({ id, version }) => [
			context.workspaceId,
			id,
			version + 1,
			member.id,
			member.teamId,
			context.now,
		]),
	});
	yield* recordEvents(
		context,
		theirs.map(({ id, version, owner_id }) => ({
			entityType: 'task',
			entityId: id,
			version: version + 1,
			type: 'task.updated',
			payload: { changes: { assigneeId: [owner_id, member.id] } },
		})),
	);
}
