import type { StoreContext } from '../store/context';
import type { LeadRow } from '../store/leads/leadRow';
import { endAssignmentRows, insertAssignments } from '../store/leads/assignmentRows';
import type { Step } from '../store/step';
import type { Batch } from './batch';
import { keepLineUp, type LineUp } from './lineUp';
import { rememberLineUp } from './lookAhead';
import type { RuleSet } from './ruleSet';
import type { Entry } from './verdict';

/**
 * Writes what was decided into the book of assignments.
 *
 * @param written the leads as they are after it
 * @param kept hashes of what is known to be stored already
 */
export function* bookAssignments(
	context: StoreContext,
	batch: Batch,
	ruleSet: RuleSet,
	entries: readonly Entry[],
	written: readonly LeadRow[],
	kept: ReadonlySet<string>,
): Step<void> {
	yield* endOwnRows(context, entries);
	const lineUp = batch.assigner?.lineUp();
	if (!lineUp || entries.length === 0) return;
	if (!kept.has(lineUp.hash)) yield* keepLineUp(context, lineUp);
	rememberLineUp(ruleSet, lineUp.hash);
	yield* insertEntries(context, batch, lineUp, entries, written);
}

/** Whoever gets a lead again that they have begins anew with it; other owners' rows end by themselves. */
function* endOwnRows(context: StoreContext, entries: readonly Entry[]): Step<void> {
	const again = entries.filter(
		({ subject, verdict }) => verdict.member && subject.ownerId === verdict.member.id,
	);
	yield* endAssignmentRows(
		context,
		again.flatMap(({ subject }) => subject.open.map(({ id }) => id)),
	);
}

function* insertEntries(
	context: StoreContext,
	{ hash, rows }: Batch,
	lineUp: LineUp,
	entries: readonly Entry[],
	written: readonly LeadRow[],
): Step<void> {
	const now = new Map(written.map((row) => [row.id, row] as const));
	yield* insertAssignments(
		context,
		entries.map(({ id, subject, verdict, touchDueAt }) => ({
			id,
			lead_id: subject.id,
			outcome: verdict.outcome,
			member_id: verdict.member?.id ?? null,
			team_id: (now.get(subject.id) ?? rows.get(subject.id))?.team_id ?? null,
			// Of an owner, too: how long it bars them once they have lost the lead.
			pool_id: now.get(subject.id)?.pool_id ?? null,
			previous_id: subject.ownerId,
			rule_set: hash,
			rule: verdict.rule?.name ?? null,
			rotation: verdict.rotation ?? null,
			touch_due_at: touchDueAt ?? null,
			excluded: lineUp.encode(verdict.notChosen),
		})),
	);
}
