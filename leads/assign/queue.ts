import { systemActor } from '../model/actor';
import type { Operation } from '../store/context';
import type { LeadStore } from '../store/store';
import { resultsOf } from './assign';
import { readBatch } from './batch';
import { queuedRuleSets } from './queueRows';
import type { AssignResult } from './result';
import type { RuleSet } from './ruleSet';
import { readRuleSets } from './storedRuleSets';
import { decideBatch, writeBatch } from './writeAssignments';

/** Leads in one transaction; on SQLite it blocks the event loop. */
const PAGE = 25;

export interface DrainOptions {
	/** Name of the node or page, for the decisions. */
	node: string;
	/** Looks at every lead that waits; else stops where a whole page of them goes on waiting. */
	whole?: boolean;
}

interface DrainedPage {
	/** Of leads that need not wait any more. */
	results: AssignResult[];
	/** Where the next page begins; absent at the end of the queue. */
	end?: string;
}

function drainPage(
	ruleSet: RuleSet,
	node: string,
	after: string | undefined,
): Operation<DrainedPage> {
	return function* (context) {
		const batch = yield* readBatch(context, {
			leadIds: [],
			ruleSet,
			whose: 'nobodys',
			lock: true,
			queueAfter: after,
			queueLimit: PAGE,
		});
		const decided = decideBatch(batch, ruleSet, context.now, node);
		const written = yield* writeBatch(context, batch, ruleSet, decided);
		const rows = new Map([...batch.rows, ...written]);
		const ids = decided.map(({ subject }) => subject.id);
		const results = yield* resultsOf(context, ids, { ...batch, rows }, decided, node);
		return {
			results: results.filter(({ outcome }) => outcome === 'assigned' || outcome === 'pooled'),
			end: batch.queueEnd,
		};
	};
}

async function drainRuleSet(
	store: LeadStore,
	ruleSet: RuleSet,
	{ node, whole = false }: DrainOptions,
): Promise<AssignResult[]> {
	const all: AssignResult[] = [];
	let after: string | undefined;
	for (;;) {
		const { results, end } = await store.run(drainPage(ruleSet, node, after));
		all.push(...results);
		if (end === undefined || (results.length === 0 && !whole)) return all;
		after = end;
	}
}

/**
 * Gives leads that wait, first in first out, to whoever became free, by the rules that they wait
 * for. In transactions of its own: call it after the one that freed somebody.
 *
 * @returns one result for each lead that need not wait any more
 */
export async function drainQueue(store: LeadStore, options: DrainOptions): Promise<AssignResult[]> {
	const hashes = await store.read(queuedRuleSets);
	if (hashes.length === 0) return [];
	const ruleSets = await store.read((context) => readRuleSets(context, hashes));
	// Whoever frees somebody may not see the leads that wait; the rules decide, not they.
	const whole = store.as(systemActor);
	const results: AssignResult[] = [];
	for (const ruleSet of ruleSets.values()) {
		results.push(...(await drainRuleSet(whole, ruleSet, options)));
	}
	return results;
}
