import type { Operation, StoreContext } from '../store/context';
import { presentLeads } from '../store/leads/presentLeads';
import { requireWriter } from '../store/permissions';
import type { Step } from '../store/step';
import type { LeadStore } from '../store/store';
import type { Lead } from '../model/lead';
import { notChosenBy } from './assignmentDecision';
import { readBatch, type Batch, type Whose } from './batch';
import type { AssignResult } from './result';
import { lookAhead, nothingRead, type LookAhead } from './lookAhead';
import { ruleSetHash, type RuleSet } from './ruleSet';
import { keepRuleSet } from './storedRuleSets';
import type { Decided } from './verdict';
import { decideBatch, writeBatch } from './writeAssignments';

export interface AssignOptions {
	/** Name of the node or page, for the decisions. */
	node: string;
	/** Gives leads that have an owner to somebody by the rules, too. */
	reassign?: boolean;
	/** Decides without writing. */
	dryRun?: boolean;
	/** The highest scores first; by default in the order given. */
	sortByScore?: boolean;
}

/**
 * Gives leads to members by a rule set, in one transaction: keep batches small, or use `assignAll`.
 * Leads that wait in the queue of the same rule set come first. A lead that may not be given to
 * anybody is refused in its result; the others go through.
 *
 * @returns one result a lead, in the order of the ids
 * @throws LeadflowError FORBIDDEN, INVALID_INPUT for a rule that cannot be read
 */
export function assignLeads(
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: AssignOptions,
): Operation<AssignResult[]> {
	return assignThose(leadIds, ruleSet, options, options.reassign ? 'anybodys' : 'nobodys');
}

/** `assignLeads`, saying of which leads. */
export function assignThose(
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: AssignOptions,
	whose: Whose,
): Operation<AssignResult[]> {
	return function* (context) {
		const given = yield* giveOut(leadIds, ruleSet, options, whose)(context);
		return yield* tell(leadIds, given, options.node)(context);
	};
}

/**
 * `assignThose` in three steps, of which rivals wait for the second only: what is decided from is
 * read before, the results are made after the commit.
 */
export async function assignInSteps(
	store: LeadStore,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: AssignOptions,
	whose: Whose,
): Promise<AssignResult[]> {
	const ids = leadIds.map((id) => id.toLowerCase());
	const ahead = await store.read(lookAhead(ids, ruleSet));
	const given = await store.run(giveOut(leadIds, ruleSet, options, whose, ahead));
	return await store.read(tell(leadIds, given, options.node));
}

/** What the results of a batch are made from. */
type Results = Pick<Batch, 'rows' | 'refused' | 'cast' | 'survivorOf'>;

/** A batch of leads that was decided and, unless it was a dry run, written. */
type Given = Results & { decided: readonly Decided[] };

function giveOut(
	leadIds: readonly string[],
	ruleSet: RuleSet,
	{ dryRun = false, node, sortByScore }: AssignOptions,
	whose: Whose,
	ahead: LookAhead = nothingRead,
): Operation<Given> {
	return function* (context) {
		requireWriter(context.actor);
		if (!dryRun && !ahead.kept.has(ruleSetHash(ruleSet))) yield* keepRuleSet(context, ruleSet);
		const batch = yield* readBatch(context, {
			leadIds: leadIds.map((id) => id.toLowerCase()),
			ruleSet,
			whose,
			lock: !dryRun,
			sortByScore,
			ahead,
		});
		const decided = decideBatch(batch, ruleSet, context.now, node);
		if (dryRun) return { ...batch, decided };
		const written = yield* writeBatch(context, batch, ruleSet, decided, ahead.kept);
		return { ...batch, rows: new Map([...batch.rows, ...written]), decided };
	};
}

function tell(
	leadIds: readonly string[],
	{ decided, ...batch }: Given,
	node: string,
): Operation<AssignResult[]> {
	return function* (context) {
		const ids = leadIds.map((id) => id.toLowerCase());
		const results = yield* resultsOf(context, ids, batch, decided, node);
		return results.map((result, index) => ({ ...result, leadId: leadIds[index] }));
	};
}

/** One result an id. An id that comes twice, also as that of a merged lead, was assigned the first time. */
export function* resultsOf(
	context: StoreContext,
	ids: readonly string[],
	batch: Results,
	decided: readonly Decided[],
	node: string,
): Step<AssignResult[]> {
	const followed = ids.map(batch.survivorOf);
	const shown = [...new Set(followed)].filter((id) => !batch.refused.has(id));
	const rows = shown.flatMap((id) => batch.rows.get(id) ?? []);
	const presented = yield* presentLeads(context, rows);
	const leads = new Map(presented.map((lead) => [lead.id, lead]));
	const byId = new Map(decided.map((one) => [one.subject.id, one]));
	const seen = new Set<string>();
	const resultOf = (id: string): AssignResult => {
		const isRepeated = seen.has(id);
		seen.add(id);
		const error = batch.refused.get(id);
		if (error) {
			const reasons = [{ code: error.code, text: error.message }];
			const decision = { node, outcome: 'refused', reasons };
			return { leadId: id, outcome: 'refused', excluded: [], decision, error };
		}
		const one = byId.get(id);
		const lead = leads.get(id);
		if (!one || (isRepeated && one.verdict.member)) return ownedResult(id, lead, node);
		return decidedResult(one, lead, batch);
	};
	return followed.map((id, index) => ({ ...resultOf(id), leadId: ids[index] }));
}

function ownedResult(leadId: string, lead: Lead | undefined, node: string): AssignResult {
	const reasons = [{ code: 'hasOwner', text: 'The lead has an owner already and was left there' }];
	const decision = { node, outcome: 'alreadyAssigned', reasons };
	return {
		leadId,
		outcome: 'alreadyAssigned',
		...(lead?.owner ? { member: lead.owner } : {}),
		...(lead ? { lead: { ...lead, decision } } : {}),
		excluded: [],
		decision,
	};
}

function decidedResult(
	{ subject, verdict, decision, touchDueAt }: Decided,
	lead: Lead | undefined,
	{ cast }: Pick<Batch, 'cast'>,
): AssignResult {
	const { member, poolId, rule } = verdict;
	return {
		leadId: subject.id,
		outcome: verdict.outcome,
		...(member ? { member: { id: member.id, name: member.name } } : {}),
		...(poolId ? { pool: { id: poolId, name: cast.pools.get(poolId) ?? null } } : {}),
		...(rule ? { rule: rule.name } : {}),
		...(lead ? { lead: { ...lead, decision } } : {}),
		excluded: notChosenBy(verdict, cast.members),
		...(touchDueAt === undefined ? {} : { touchDueAt }),
		decision,
	};
}
