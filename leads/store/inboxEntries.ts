import { isId, lowestIdAt } from '../model/ids';
import type { Operation } from './context';
import type { InboxState } from './inbox';
import { isoOrUndefined, isoText } from './instants';
import { cursorId, pageLimit, pageOf, type Page } from './paging';
import { requireWholeScope, requireWriter } from './permissions';
import type { RowOf } from './schema/tables';
import { q, updateMany, write } from './step';

/** A row of the inbox for people to look at; the payload, raw personal data, is left out. */
export interface InboxEntry {
	id: string;
	nodeKey: string;
	channel: string;
	externalId: string;
	state: InboxState;
	attempts: number;
	receivedAt: string;
	completedAt?: string;
}

function entryOf(row: Omit<RowOf<'inbox'>, 'payload'>): InboxEntry {
	const completedAt = isoOrUndefined(row.completed_at);
	return {
		id: row.id,
		nodeKey: row.node_key,
		channel: row.channel,
		externalId: row.external_id,
		state: row.state as InboxState,
		attempts: row.attempts,
		receivedAt: isoText(row.received_at),
		...(completedAt ? { completedAt } : {}),
	};
}

/** Deliveries in one state, newest first. */
export function findInbox(request: {
	state: InboxState;
	limit?: number;
	/** `nextCursor` of the page before. */
	after?: string;
}): Operation<Page<InboxEntry>> {
	return function* (context) {
		requireWholeScope(context.actor, 'The inbox');
		const limit = pageLimit(request.limit);
		const query = context.db
			.selectFrom('inbox')
			.select([
				'workspace_id',
				'id',
				'node_key',
				'channel',
				'external_id',
				'received_at',
				'state',
				'attempts',
				'leased_until',
				'completed_at',
			])
			.where('workspace_id', '=', context.workspaceId)
			.where('state', '=', request.state)
			.orderBy('id', 'desc')
			.limit(limit + 1);
		const rows = yield* q(request.after ? query.where('id', '<', cursorId(request.after)) : query);
		return pageOf(rows, limit, entryOf);
	};
}

/** Gives failed deliveries another set of attempts, once what stopped them is mended. */
export function reopenInbox(ids: readonly string[]): Operation<number> {
	return function* (context) {
		requireWholeScope(context.actor, 'The inbox');
		requireWriter(context.actor);
		return yield* updateMany({
			table: 'inbox',
			key: ['workspace_id', 'id', 'state'],
			set: ['state', 'attempts', 'leased_until'],
			rows: ids.filter(isId).map((id) => [context.workspaceId, id, 'failed', 'open', 0, null]),
		});
	};
}

/** Rows that one `pruneInbox` removes at most, to keep its transaction short. */
const MOST_PRUNED = 500;

/**
 * Removes captured deliveries that were taken in before an instant. A repeat of a pruned delivery
 * is taken in again (Lead Capture still recognises it by its idempotency key).
 *
 * @param olderThan epoch milliseconds
 * @returns how many were removed, at most 500: call again until it is less
 */
export function pruneInbox(olderThan: number): Operation<number> {
	return function* (context) {
		const old = context.db
			.selectFrom('inbox')
			.select('id')
			.where('workspace_id', '=', context.workspaceId)
			.where('state', '=', 'done')
			.where('id', '<', lowestIdAt(olderThan))
			.orderBy('id')
			.limit(MOST_PRUNED);
		return yield* write(
			context.db
				.deleteFrom('inbox')
				.where('workspace_id', '=', context.workspaceId)
				.where('id', 'in', old),
		);
	};
}
