import type { Decision } from '../model/decision';
import type { StoreContext } from '../store/context';
import { recordEvents, type NewEvent } from '../store/events';
import { isoText } from '../store/instants';
import type { LeadRow } from '../store/leads/leadRow';
import { updateLeads, type LeadUpdate } from '../store/leads/writeLeads';
import { insertMany, write, type Step } from '../store/step';
import type { Subject, Verdict } from './verdict';
import { decisionOf } from './assignmentDecision';
import type { Batch } from './batch';
import { writeFollowUps, type PlannedFollowUp } from './followUps';
import { dequeue, enqueue, type QueueEntry } from './queueRows';
import { writeRotations } from './rotations';
import { keepLineUp, type LineUp } from './lineUp';
import { rememberLineUp } from './lookAhead';
import type { RuleSet } from './ruleSet';
import { DueTimes } from './touchDue';
import { setTouchTimers, type TouchPlan } from './touchTimers';

/** A lead and what was decided for it. */
export interface Decided {
	subject: Subject;
	verdict: Verdict;
	decision: Decision;
	/** Epoch milliseconds. */
	touchDueAt?: number;
}

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
	return { ...row, owner_id: null, pool_id: poolId ?? row.pool_id };
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
			bookAssignments(context, batch, ruleSet, entries, kept),
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

function* bookAssignments(
	context: StoreContext,
	batch: Batch,
	ruleSet: RuleSet,
	entries: readonly Entry[],
	kept: ReadonlySet<string>,
): Step<void> {
	yield* endOwnRows(context, entries);
	const lineUp = batch.assigner?.lineUp();
	if (!lineUp || entries.length === 0) return;
	if (!kept.has(lineUp.hash)) yield* keepLineUp(context, lineUp);
	rememberLineUp(ruleSet, lineUp.hash);
	yield* insertAssignments(context, batch, lineUp, entries);
}

function waitingOnes(decided: readonly Decided[], { hash }: Batch): QueueEntry[] {
	return decided.flatMap(({ subject, verdict }) =>
		verdict.outcome === 'queued' && verdict.rule
			? [{ leadId: subject.id, hash, rule: verdict.rule.name }]
			: [],
	);
}

/** Whoever gets a lead again that they have begins anew with it; other owners' rows end by themselves. */
function* endOwnRows(context: StoreContext, entries: readonly Entry[]): Step<void> {
	const again = entries.filter(
		({ subject, verdict }) => verdict.member && subject.ownerId === verdict.member.id,
	);
	if (again.length === 0) return;
	yield* write(
		context.db
			.updateTable('assignments')
			.set({ ended_at: context.now })
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'lead_id',
				'in',
				again.map(({ subject }) => subject.id),
			)
			.where('ended_at', 'is', null),
	);
}

type Entry = Decided & { id: string };

function* insertAssignments(
	context: StoreContext,
	{ hash, rows }: Batch,
	lineUp: LineUp,
	entries: readonly Entry[],
): Step<void> {
	yield* insertMany({
		table: 'assignments',
		columns: [
			'workspace_id',
			'id',
			'lead_id',
			'outcome',
			'member_id',
			'team_id',
			'pool_id',
			'previous_id',
			'rule_set',
			'rule',
			'rotation',
			'at',
			'touch_due_at',
			'excluded',
		],
		rows: entries.map(({ id, subject, verdict, touchDueAt }) => [
			context.workspaceId,
			id,
			subject.id,
			verdict.outcome,
			verdict.member?.id,
			verdict.member?.teamIds[0] ?? rows.get(subject.id)?.team_id,
			verdict.poolId,
			subject.ownerId,
			hash,
			verdict.rule?.name,
			verdict.rotation,
			context.now,
			touchDueAt,
			lineUp.encode(verdict.notChosen),
		]),
		onConflict: 'error',
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
