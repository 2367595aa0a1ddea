import type { StoreContext } from '../store/context';
import type { RowOf } from '../store/schema/tables';
import { first, insertMany, q, write, type Step } from '../store/step';

export type QueueRow = RowOf<'assignment_queue'>;

function queue(context: StoreContext) {
	return context.db
		.selectFrom('assignment_queue')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.orderBy('id');
}

/** Whether any lead waits: most of the time none does. */
export function* isQueueEmpty(context: StoreContext): Step<boolean> {
	const one = context.db
		.selectFrom('assignment_queue')
		.select('lead_id')
		.where('workspace_id', '=', context.workspaceId)
		.limit(1);
	return (yield* first(one)) === undefined;
}

/** The leads that wait for a rule set, in the order in which they came. */
export function* nextQueued(
	context: StoreContext,
	hash: string,
	{ after, limit }: { after?: string; limit: number },
): Step<QueueRow[]> {
	const query = queue(context).where('rule_set', '=', hash).limit(limit);
	return yield* q(after === undefined ? query : query.where('id', '>', after));
}

/** Which of these leads wait. */
export function* queuedAmong(context: StoreContext, leadIds: readonly string[]): Step<QueueRow[]> {
	return leadIds.length === 0 ? [] : yield* q(queue(context).where('lead_id', 'in', leadIds));
}

/** A lead that is to wait: by which rule of which rule set. */
export interface QueueEntry {
	leadId: string;
	hash: string;
	rule: string;
}

/** Puts leads at the end of the queue; one that waits already keeps its place. */
export function* enqueue(context: StoreContext, entries: readonly QueueEntry[]): Step<void> {
	yield* insertMany({
		table: 'assignment_queue',
		columns: ['workspace_id', 'lead_id', 'id', 'rule_set', 'rule', 'queued_at'],
		rows: entries.map(({ leadId, hash, rule }) => [
			context.workspaceId,
			leadId,
			context.newId(),
			hash,
			rule,
			context.now,
		]),
		onConflict: { key: ['workspace_id', 'lead_id'], set: ['rule_set', 'rule'] },
	});
}

/** Takes leads out of the queue. */
export function* dequeue(context: StoreContext, leadIds: readonly string[]): Step<void> {
	if (leadIds.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('assignment_queue')
			.where('workspace_id', '=', context.workspaceId)
			.where('lead_id', 'in', leadIds),
	);
}

/** The rule sets that leads wait for, by hash. */
export function* queuedRuleSets(context: StoreContext): Step<string[]> {
	const rows = yield* q(
		context.db
			.selectFrom('assignment_queue')
			.select('rule_set')
			.distinct()
			.where('workspace_id', '=', context.workspaceId)
			.orderBy('rule_set'),
	);
	return rows.map(({ rule_set }) => rule_set);
}
