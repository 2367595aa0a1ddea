import { setImmediate as nextTurn } from 'node:timers/promises';
import { isId } from '../model/ids';
import type { LeadStore } from '../store/store';
import { q } from '../store/step';
import { sweepDueTimers } from '../store/sweepTimers';
import { assignInSteps, type AssignOptions } from './assign';
import type { Whose } from './batch';
import { drainQueue } from './queue';
import type { AssignResult } from './result';
import type { RuleSet } from './ruleSet';
import { rehearse } from './rehearse';
import { assignmentTimerHandlers } from './timerHandlers';

/** Leads in one transaction. On SQLite it blocks the event loop; on a server each costs a round of messages. */
export const LEADS_PER_TRANSACTION = { sqlite: 50, postgres: 200 } as const;

const READ_AT_ONCE = 500;

/** The ids with the highest scores first; those without a score last, equals as they came. */
async function byScore(store: LeadStore, ids: readonly string[]): Promise<string[]> {
	const scores = new Map<string, number>();
	const valid = ids.map((id) => id.toLowerCase()).filter(isId);
	for (let at = 0; at < valid.length; at += READ_AT_ONCE) {
		const rows = await store.read((context) =>
			q(
				context.db
					.selectFrom('leads')
					.select(['id', 'score'])
					.where('workspace_id', '=', context.workspaceId)
					.where('id', 'in', valid.slice(at, at + READ_AT_ONCE)),
			),
		);
		for (const { id, score } of rows) scores.set(id, score ?? 0);
	}
	const scoreOf = (id: string) => scores.get(id.toLowerCase()) ?? 0;
	return [...ids].sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** `assignAll`, saying of which leads. */
export async function assignAllThose(
	store: LeadStore,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: AssignOptions,
	whose: Whose,
): Promise<AssignResult[]> {
	const ids = options.sortByScore ? await byScore(store, leadIds) : leadIds;
	const results = new Map<string, AssignResult[]>();
	const keep = (result: AssignResult) => {
		const known = results.get(result.leadId);
		if (known) known.push(result);
		else results.set(result.leadId, [result]);
	};
	if (options.dryRun) {
		for (const result of await rehearse(store, ids, ruleSet, options.node, whose)) keep(result);
	} else {
		await store.run(sweepDueTimers(assignmentTimerHandlers));
		await drainQueue(store, { node: options.node });
		const size = LEADS_PER_TRANSACTION[store.engine.dialect];
		for (let at = 0; at < ids.length; at += size) {
			const part = ids.slice(at, at + size);
			const chunk = { ...options, sortByScore: false };
			for (const result of await assignInSteps(store, part, ruleSet, chunk, whose)) keep(result);
			if (at + size < ids.length) await nextTurn();
		}
	}
	return leadIds.flatMap((id) => results.get(id)?.shift() ?? []);
}

/**
 * Gives any number of leads to members by a rule set, in small transactions: the counts at the end
 * are those of one lead after the other. What is due is done first: clocks that ran out, leads that
 * wait.
 *
 * @returns one result a lead, in the order of the ids
 * @throws LeadflowError FORBIDDEN, INVALID_INPUT for a rule that cannot be read, STORE_BUSY
 */
export async function assignAll(
	store: LeadStore,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	options: AssignOptions,
): Promise<AssignResult[]> {
	const whose = options.reassign ? 'anybodys' : 'nobodys';
	return await assignAllThose(store, leadIds, ruleSet, options, whose);
}
