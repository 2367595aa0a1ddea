import type { StoreContext } from '../store/context';
import type { LeadRow } from '../store/leads/leadRow';
import { insertMany, write, type Step } from '../store/step';
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
	yield* insertAssignments(context, batch, lineUp, entries, written);
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

function* insertAssignments(
	context: StoreContext,
	{ hash, rows }: Batch,
	lineUp: LineUp,
	entries: readonly Entry[],
	written: readonly LeadRow[],
): Step<void> {
	const now = new Map(written.map((row) => [row.id, row] as const));
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
			(now.get(subject.id) ?? rows.get(subject.id))?.team_id,
			// Of an owner, too: how long it bars them once they have lost the lead.
			now.get(subject.id)?.pool_id,
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
