import type { DecisionReason } from '../../model/decision';
import type { Lead } from '../../model/lead';
import type { StoreContext } from '../../store/context';
import { recordEvents } from '../../store/events';
import { insertAssignments } from '../../store/leads/assignmentRows';
import type { FieldChanges, LeadRow } from '../../store/leads/leadRow';
import { keepHolding } from '../../store/leads/holding';
import { presentLeads } from '../../store/leads/presentLeads';
import { updateLeads } from '../../store/leads/writeLeads';
import { actorBefore } from '../../store/permissions';
import type { Step } from '../../store/step';
import type { PoolOutcome, PoolResult } from './result';

/** A lead on its way into a pool, out of one, or from one member to another. */
export interface Move {
	/** As it was asked for. */
	asked: string;
	before: LeadRow;
	after: LeadRow;
	outcome: Exclude<PoolOutcome, 'refused'>;
	reason: DecisionReason;
	/** What else the event says; may hold what a person typed. */
	payload?: Record<string, unknown>;
}

export interface Moved {
	/** In the order of the moves. */
	results: PoolResult[];
	/** The leads as they were written. */
	rows: LeadRow[];
}

const watched = [
	['ownerId', 'owner_id'],
	['teamId', 'team_id'],
	['poolId', 'pool_id'],
] as const;

function changesOf(before: LeadRow, after: LeadRow): FieldChanges {
	const changes: FieldChanges = {};
	for (const [field, column] of watched) {
		if (before[column] !== after[column]) changes[field] = [before[column], after[column]];
	}
	return changes;
}

/**
 * Writes moves: the leads with their clocks, a row in the book of assignments and an event for each.
 *
 * @param dryRun tells what would be, and writes nothing
 */
export function* carryOut(
	context: StoreContext,
	moves: readonly Move[],
	{ node, dryRun = false }: { node: string; dryRun?: boolean },
): Step<Moved> {
	if (moves.length === 0) return { results: [], rows: [] };
	const decided = moves.map((move) => ({
		...move,
		decision: { node, outcome: move.outcome, reasons: [move.reason] },
	}));
	const rows = dryRun ? yield* keepHolding(context, moves) : yield* updateLeads(context, moves);
	if (!dryRun) {
		yield* recordAssignments(context, decided, rows);
		yield* recordEvents(
			context,
			decided.map(({ before, outcome, decision, payload }, index) => ({
				entityType: 'lead',
				entityId: before.id,
				version: rows[index].version,
				type: `lead.${outcome}`,
				decision,
				payload: { ...payload, changes: changesOf(before, rows[index]) },
			})),
		);
	}
	const leads = dryRun
		? yield* presentRehearsed(context, moves, rows)
		: yield* presentLeads(context, rows);
	const results = decided.map(({ asked, outcome, decision, before }, index) => {
		const lead = { ...leads[index], decision };
		const previous = before.owner_id === null ? undefined : lead.previousOwner;
		return {
			leadId: asked,
			outcome,
			lead,
			...(lead.owner ? { member: lead.owner } : {}),
			...(previous ? { previous } : {}),
			...(lead.pool ? { pool: lead.pool } : {}),
			decision,
		};
	});
	return { results, rows };
}

/** Leads as they would be: who has claimed nothing yet sees of them what the pool shows, and no more. */
function* presentRehearsed(
	context: StoreContext,
	moves: readonly Move[],
	rows: readonly LeadRow[],
): Step<Lead[]> {
	const leads: Lead[] = [];
	for (const [index, row] of rows.entries()) {
		const actor = actorBefore(context.actor, moves[index].before);
		leads.push(...(yield* presentLeads({ ...context, actor }, [row])));
	}
	return leads;
}

/** After the leads were written: that ended what was open. */
function* recordAssignments(
	context: StoreContext,
	moves: ReadonlyArray<Move & { decision: object }>,
	rows: readonly LeadRow[],
): Step<void> {
	yield* insertAssignments(
		context,
		moves.map(({ before, outcome, decision }, index) => ({
			lead_id: before.id,
			outcome,
			member_id: rows[index].owner_id,
			team_id: rows[index].team_id,
			pool_id: rows[index].pool_id,
			previous_id: before.owner_id ?? before.previous_owner_id,
			decision,
		})),
	);
}
