import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LeadStore, StoreSnapshot } from '../store/store';
import { resultsOf } from './assign';
import type { Assigner } from './assigner';
import { readBatch, type Whose } from './batch';
import type { AssignResult } from './result';
import type { RuleSet } from './ruleSet';
import { decideBatch } from './writeAssignments';

const PAGE = 100;

/**
 * Decides for many leads as Assign would if it were called now, one page after another with the
 * turns and counts of the pages before. Writes nothing.
 *
 * @returns one result a lead, in the order of the ids
 */
export async function rehearse(
	store: LeadStore,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	node: string,
	whose: Whose,
): Promise<AssignResult[]> {
	const snapshot = await store.snapshot();
	try {
		return await rehearsePages(snapshot, leadIds, ruleSet, node, whose);
	} finally {
		await snapshot.close();
	}
}

async function rehearsePages(
	snapshot: StoreSnapshot,
	leadIds: readonly string[],
	ruleSet: RuleSet,
	node: string,
	whose: Whose,
): Promise<AssignResult[]> {
	const results: AssignResult[] = [];
	const seen = new Set<string>();
	let before: Assigner | undefined;
	for (let at = 0; at < leadIds.length; at += PAGE) {
		const asked = leadIds.slice(at, at + PAGE);
		const ids = asked.map((id) => id.toLowerCase());
		const page = await snapshot.read(function* (context) {
			const batch = yield* readBatch(context, {
				leadIds: ids.filter((id) => !seen.has(id)),
				ruleSet,
				whose,
				lock: false,
				before,
				// What waits goes before the first page, not before each.
				...(at === 0 ? {} : { queueLimit: 0 }),
			});
			const decided = decideBatch(batch, ruleSet, context.now, node);
			return {
				results: yield* resultsOf(context, ids, batch, decided, node),
				assigner: batch.assigner,
				survivors: ids.map(batch.survivorOf),
			};
		});
		before = page.assigner ?? before;
		for (const id of [...ids, ...page.survivors]) seen.add(id);
		page.results.forEach((result, index) => results.push({ ...result, leadId: asked[index] }));
		await nextTurn();
	}
	return results;
}
