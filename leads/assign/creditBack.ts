import { isId } from '../model/ids';
import type { Operation, StoreContext } from '../store/context';
import { recordEvents } from '../store/events';
import { CREDIT_TIMER } from '../store/leads/firstTouch';
import { requireWriter } from '../store/permissions';
import type { RowOf } from '../store/schema/tables';
import { q, write, type Step } from '../store/step';
import type { TimerHandler } from '../store/sweepTimers';
import type { Rotation } from './rotation';
import { holdRotations, writeRotations } from './rotations';
import { readRuleSets } from './storedRuleSets';

type Turn = Pick<RowOf<'assignments'>, 'id' | 'lead_id' | 'member_id' | 'rule_set' | 'rule'> & {
	rotation: string;
	status: string;
	version: number;
};

/** The latest turn by which each lead was given to somebody, unless it was given back already. */
function* latestTurns(context: StoreContext, leadIds: readonly string[]): Step<Turn[]> {
	const ids = [...new Set(leadIds.map((id) => id.toLowerCase()))].filter(isId);
	if (ids.length === 0) return [];
	const rows = yield* q(
		context.db
			.selectFrom('assignments')
			.innerJoin('leads', (join) =>
				join
					.onRef('leads.id', '=', 'assignments.lead_id')
					.onRef('leads.workspace_id', '=', 'assignments.workspace_id'),
			)
			.select([
				'assignments.id',
				'assignments.lead_id',
				'assignments.member_id',
				'assignments.rule_set',
				'assignments.rule',
				'assignments.rotation',
				'assignments.credited_at',
				'leads.status',
				'leads.version',
			])
			.where('assignments.workspace_id', '=', context.workspaceId)
			.where('assignments.lead_id', 'in', ids)
			.where('assignments.outcome', '=', 'assigned')
			.orderBy('assignments.at')
			.orderBy('assignments.id'),
	);
	const latest = new Map(rows.map((row) => [row.lead_id, row]));
	return [...latest.values()].flatMap(({ rotation, credited_at, ...row }) =>
		rotation === null || credited_at !== null ? [] : [{ ...row, rotation }],
	);
}

function* credit(context: StoreContext, turns: readonly Turn[]): Step<string[]> {
	if (turns.length === 0) return [];
	const names = turns.map(({ rotation }) => rotation);
	const rotations: ReadonlyMap<string, Rotation> = yield* holdRotations(context, names, {
		returns: 'noCatchUp',
	});
	const credited: Turn[] = [];
	for (const turn of [...turns].sort((a, b) => (a.id < b.id ? -1 : 1))) {
		// Of several who give it back at once, one does.
		const marked = yield* write(
			context.db
				.updateTable('assignments')
				.set({ credited_at: context.now })
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', turn.id)
				.where('credited_at', 'is', null),
		);
		if (marked !== 1 || turn.member_id === null) continue;
		rotations.get(turn.rotation)?.credit(turn.member_id);
		credited.push(turn);
	}
	yield* writeRotations(context, rotations);
	yield* recordEvents(
		context,
		credited.map(({ id, lead_id, version, member_id, rule }) => ({
			entityType: 'lead',
			entityId: lead_id,
			version,
			type: 'lead.turnCredited',
			payload: { assignmentId: id, memberId: member_id, rule },
		})),
	);
	return credited.map(({ lead_id }) => lead_id);
}

/**
 * Gives the turns of bad leads back to whoever got them, each once; such a lead does not count
 * against their caps any more either.
 *
 * @returns ids of the leads whose turns were given back now
 * @throws LeadflowError FORBIDDEN
 */
export function creditBack(leadIds: readonly string[]): Operation<string[]> {
	return function* (context) {
		requireWriter(context.actor);
		return yield* credit(context, yield* latestTurns(context, leadIds));
	};
}

/** Gives a turn back when the lead got a status that its rule set names for it. */
export const creditBackHandler: TimerHandler = {
	kind: CREDIT_TIMER,
	*due(context, timers) {
		const turns = yield* latestTurns(
			context,
			timers.map(({ entityId }) => entityId),
		);
		const ruleSets = yield* readRuleSets(
			context,
			turns.flatMap(({ rule_set }) => rule_set ?? []),
		);
		yield* credit(
			context,
			turns.filter(({ rule_set, status }) =>
				ruleSets.get(rule_set ?? '')?.creditBackOn?.includes(status),
			),
		);
	},
};
