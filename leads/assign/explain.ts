import type { Decision } from '../model/decision';
import type { PersonReference } from '../model/personReference';
import type { Operation, StoreContext } from '../store/context';
import { isoOrUndefined, isoText } from '../store/instants';
import { requireLeadRow } from '../store/leads/getLead';
import type { RowOf } from '../store/schema/tables';
import { first, q, type Step } from '../store/step';
import { resultsOf } from './assign';
import { excludedBy } from './assignmentDecision';
import { readBatch } from './batch';
import { decodeExclusions, readLineUp, type StoredExclusions } from './lineUp';
import type { AssignOutcome, NotChosen, NotChosenByCode } from './result';
import { ruleSetHash, type RuleSet } from './ruleSet';
import { decideBatch } from './writeAssignments';

/** Why a lead went where it is, or where it would go. */
export interface AssignmentExplanation {
	leadId: string;
	/** `stored`: what was decided then. `computed`: what would be decided now, whoever owns it. */
	basis: 'stored' | 'computed';
	/** An {@link AssignOutcome}, or what else gave the lead away: `claimed`, `released`, `transferred` … */
	outcome: AssignOutcome | string;
	/** ISO 8601. */
	at: string;
	member?: PersonReference;
	rule?: string;
	ruleSet?: { name: string; hash: string };
	/** Everybody who was looked at and not chosen, each with one reason. */
	excluded: NotChosen[];
	touchDueAt?: string;
	touchedAt?: string;
	missedAt?: string;
	creditedAt?: string;
	endedAt?: string;
	decision: Decision;
}

/**
 * Why a lead went where it is: the latest decision that is stored. With a rule set, what that would
 * decide now.
 *
 * @returns undefined for a lead that was never assigned
 * @throws LeadflowError NOT_FOUND
 */
export function explainAssignment(
	leadId: string,
	ruleSet?: RuleSet,
): Operation<AssignmentExplanation | undefined> {
	return function* (context) {
		const { id } = yield* requireLeadRow(context, leadId);
		if (ruleSet) return yield* explainNow(context, id, ruleSet);
		const row = yield* first(
			context.db
				.selectFrom('assignments')
				.selectAll()
				.where('workspace_id', '=', context.workspaceId)
				.where('lead_id', '=', id)
				.orderBy('at', 'desc')
				.orderBy('id', 'desc')
				.limit(1),
		);
		return row ? yield* explainStored(context, row) : undefined;
	};
}

function* explainNow(
	context: StoreContext,
	leadId: string,
	ruleSet: RuleSet,
): Step<AssignmentExplanation | undefined> {
	const request = { leadIds: [leadId], ruleSet, whose: 'anybodys', lock: false } as const;
	const batch = yield* readBatch(context, request);
	const node = 'Lead Assign';
	const decided = decideBatch(batch, ruleSet, context.now, node);
	const [result] = yield* resultsOf(context, [leadId], batch, decided, node);
	return {
		leadId,
		basis: 'computed',
		outcome: result.outcome,
		at: isoText(context.now),
		...(result.member ? { member: result.member } : {}),
		...(result.rule ? { rule: result.rule } : {}),
		ruleSet: { name: ruleSet.name, hash: ruleSetHash(ruleSet) },
		excluded: result.excluded,
		...(result.touchDueAt === undefined ? {} : { touchDueAt: isoText(result.touchDueAt) }),
		decision: result.decision,
	};
}

function* namesOf(
	context: StoreContext,
	ids: readonly string[],
): Step<ReadonlyMap<string, { name: string }>> {
	const rows =
		ids.length === 0
			? []
			: yield* q(
					context.db
						.selectFrom('members')
						.select(['id', 'name'])
						.where('workspace_id', '=', context.workspaceId)
						.where('id', 'in', ids),
				);
	return new Map(rows.map(({ id, name }) => [id, { name }]));
}

function* readExcluded(context: StoreContext, row: RowOf<'assignments'>): Step<NotChosenByCode> {
	if (row.excluded === null) return {};
	const excluded = row.excluded as StoredExclusions;
	const ids = excluded.lineUp === undefined ? [] : yield* readLineUp(context, excluded.lineUp);
	return decodeExclusions(excluded, ids);
}

function* readDecision(context: StoreContext, row: RowOf<'assignments'>): Step<Decision> {
	if (row.decision !== null) return row.decision as Decision;
	const event = yield* first(
		context.db
			.selectFrom('events')
			.select('decision')
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', row.id),
	);
	// Without its event, as in a store whose log was cut, the outcome is what is left.
	const bare: Decision = { node: 'Lead Assign', outcome: row.outcome, reasons: [] };
	return (event?.decision ?? bare) as Decision;
}

function* explainStored(
	context: StoreContext,
	row: RowOf<'assignments'>,
): Step<AssignmentExplanation> {
	const excluded = yield* readExcluded(context, row);
	const members = yield* namesOf(context, [
		...Object.values(excluded).flat(),
		...(row.member_id === null ? [] : [row.member_id]),
	]);
	const ruleSet =
		row.rule_set === null
			? undefined
			: yield* first(
					context.db
						.selectFrom('rule_sets')
						.select(['name', 'hash'])
						.where('workspace_id', '=', context.workspaceId)
						.where('hash', '=', row.rule_set),
				);
	const instants = {
		touchDueAt: isoOrUndefined(row.touch_due_at),
		touchedAt: isoOrUndefined(row.touched_at),
		missedAt: isoOrUndefined(row.breached_at),
		creditedAt: isoOrUndefined(row.credited_at),
		endedAt: isoOrUndefined(row.ended_at),
	};
	return {
		leadId: row.lead_id,
		basis: 'stored',
		outcome: row.outcome,
		at: isoText(row.at),
		...(row.member_id === null
			? {}
			: { member: { id: row.member_id, name: members.get(row.member_id)?.name ?? null } }),
		...(row.rule === null ? {} : { rule: row.rule }),
		...(ruleSet ? { ruleSet } : {}),
		excluded: excludedBy(excluded, members),
		...Object.fromEntries(Object.entries(instants).filter(([, at]) => at !== undefined)),
		decision: yield* readDecision(context, row),
	};
}
