import type { StoreContext } from '../store/context';
import { recordEvents, type NewEvent } from '../store/events';
import { isoText } from '../store/instants';
import type { LeadRow } from '../store/leads/leadRow';
import { updateLeads, type LeadUpdate } from '../store/leads/writeLeads';
import type { Step } from '../store/step';
import { bookAssignments } from './assignmentBook';
import type { Decided, Entry, Verdict } from './verdict';
import { decisionOf } from './assignmentDecision';
import type { Batch } from './batch';
import { writeFollowUps, type PlannedFollowUp } from './followUps';
import { dequeue, enqueue, type QueueEntry } from './queueRows';
import { writeRotations } from './rotations';
import type { RuleSet } from './ruleSet';
import { DueTimes } from './touchDue';
import { setTouchTimers, type TouchPlan } from './touchTimers';

/** Decides all leads of a batch, one after another. Writes nothing. */
export function decideBatch(
	{ subjects, assigner }: Pick<Batch, 'subjects' | 'assigner'>,
	ruleSet: RuleSet,
	now: number,
	node: string,
): Decided[] {
	if (!assigner) return [];
	const due = new DueTimes(ruleSet, now);
	return subjects.map((subject) => {
		const verdict = assigner.decide(subject);
		const clock = verdict.care?.touch;
		return {
			subject,
			verdict,
			decision: decisionOf(verdict, node),
			...(verdict.member && clock ? { touchDueAt: due.touch(verdict.member, clock) } : {}),
		};
	});
}

function changedLead(row: LeadRow, { member, poolId }: Verdict): LeadRow {
	if (member) return { ...row, owner_id: member.id, team_id: member.teamIds[0] ?? row.team_id };
	// In a pool it is nobody's: a team would see of it what the pool keeps until somebody claims.
	return { ...row, owner_id: null, team_id: null, pool_id: poolId ?? row.pool_id };
}

/**
 * Writes what was decided: owners, the book of assignments, follow-up tasks, clocks, the queue, whose
 * turn it is, and one event a lead. All in the transaction that holds the turns: if anything fails,
 * nobody has lost one.
 *
 * @param kept hashes of what is known to be stored already
 * @returns the rows of leads that changed, by id
 */
export function* writeBatch(
	context: StoreContext,
	batch: Batch,
	ruleSet: RuleSet,
	decided: readonly Decided[],
	kept: ReadonlySet<string> = new Set(),
): Step<ReadonlyMap<string, LeadRow>> {
	const moved = decided.filter(({ verdict }) => verdict.member ?? verdict.poolId);
	const updates = moved.flatMap(({ subject, verdict }): LeadUpdate[] => {
		const before = batch.rows.get(subject.id);
		return before ? [{ before, after: changedLead(before, verdict), open: subject.open }] : [];
	});
	const queued = decided.filter(
		({ subject, verdict }) => verdict.outcome === 'queued' && !batch.waiting.has(subject.id),
	);
	const entries = [...moved, ...queued].map((one) => ({ ...one, id: context.newId() }));
	const gone = moved.map(({ subject }) => subject.id).filter((id) => batch.waiting.has(id));
	const written = yield* updateLeads(context, updates, {
		pools: batch.pools,
		alongside: (rows) => [
			bookAssignments(context, batch, ruleSet, entries, rows, kept),
			writeFollowUps(context, followUpsOf(decided, ruleSet, context.now)),
			setTouchTimers(context, touchPlansOf(entries, ruleSet, context.now)),
			enqueue(context, waitingOnes(decided, batch)),
			dequeue(context, [...gone, ...batch.settled]),
			writeRotations(context, batch.rotations),
			recordEvents(context, eventsOf(entries, batch, rows)),
		],
	});
	return new Map(written.map((row) => [row.id, row] as const));
}

/** Leads that are to wait, or for another rule than before. */
function waitingOnes(decided: readonly Decided[], { hash, waiting }: Batch): QueueEntry[] {
	return decided.flatMap(({ subject, verdict }) => {
		if (verdict.outcome !== 'queued' || !verdict.rule) return [];
		const rule = verdict.rule.name;
		const place = waiting.get(subject.id);
		const isThere = place?.rule_set === hash && place.rule === rule;
		return isThere ? [] : [{ leadId: subject.id, hash, rule }];
	});
}

function eventsOf(
	entries: readonly Entry[],
	batch: Batch,
	written: readonly LeadRow[],
): NewEvent[] {
	const rows = new Map(written.map((row) => [row.id, row] as const));
	return entries.map((entry) => eventOf(entry, batch, rows));
}

function eventOf(
	{ id, subject, verdict, decision, touchDueAt }: Entry,
	batch: Batch,
	rows: ReadonlyMap<string, LeadRow>,
): NewEvent {
	const [before, after] = [batch.rows.get(subject.id), rows.get(subject.id)];
	const changes: Record<string, [unknown, unknown]> = {};
	if (before && after) {
		if (before.owner_id !== after.owner_id) changes.ownerId = [before.owner_id, after.owner_id];
		if (before.team_id !== after.team_id) changes.teamId = [before.team_id, after.team_id];
		if (before.pool_id !== after.pool_id) changes.poolId = [before.pool_id, after.pool_id];
	}
	return {
		// Its decision is the assignment's.
		id,
		entityType: 'lead',
		entityId: subject.id,
		version: after?.version ?? before?.version ?? 1,
		type: `lead.${verdict.outcome}`,
		decision,
		payload: {
			changes,
			assignmentId: id,
			...(verdict.rule ? { rule: verdict.rule.name } : {}),
			...(touchDueAt === undefined ? {} : { touchDueAt: isoText(touchDueAt) }),
		},
	};
}

function followUpsOf(
	decided: readonly Decided[],
	ruleSet: RuleSet,
	now: number,
): PlannedFollowUp[] {
	const due = new DueTimes(ruleSet, now);
	return decided.flatMap(({ subject, verdict: { member, care } }) =>
		member && care?.followUp
			? [
					{
						leadId: subject.id,
						member,
						subject: care.followUp.subject,
						dueAt: due.followUp(member, care.followUp),
					},
				]
			: [],
	);
}

function touchPlansOf(entries: readonly Entry[], ruleSet: RuleSet, now: number): TouchPlan[] {
	const due = new DueTimes(ruleSet, now);
	return entries.flatMap(({ id, subject, verdict: { member, care }, touchDueAt }) =>
		member && care?.touch && touchDueAt !== undefined
			? [
					{
						assignmentId: id,
						leadId: subject.id,
						dueAt: touchDueAt,
						warnAt: due.warning(member, care.touch),
						reassign: care.touch.reassign,
					},
				]
			: [],
	);
}
