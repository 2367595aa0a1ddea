import { hash } from 'node:crypto';
import { isId } from '../model/ids';
import type { Operation, StoreContext } from './context';
import { requireWriter } from './permissions';
import { first, insertMany, q, updateMany, type Step } from './step';

/** A delivery of the outside world, as a trigger received it. */
export interface InboxDelivery {
	/** The trigger: `<workflow id>:<node id>`. */
	nodeKey: string;
	channel: string;
	/** The id that the channel gave the delivery; the same id is taken once. */
	externalId: string;
	/** What arrived: fields or raw body. Anything that JSON holds. */
	payload: unknown;
	/** Epoch milliseconds; default the store's clock. */
	receivedAt?: number;
}

/** `open`: received, not captured yet; `done`: captured; `failed`: emitted too often without being captured. */
export type InboxState = 'open' | 'done' | 'failed';

/** A delivery that is to be emitted again. */
export interface OverdueDelivery {
	id: string;
	nodeKey: string;
	channel: string;
	externalId: string;
	payload: unknown;
	/** Epoch milliseconds. */
	receivedAt: number;
	/** How often it was emitted again, this time included. */
	attempts: number;
}

/** How often a delivery is emitted again before it is given up and shown as failed. */
export const MOST_ATTEMPTS = 10;
/** Longer ids are kept as their hash: a key of PostgreSQL holds 2,700 bytes. */
const LONGEST_EXTERNAL_ID = 200;

function keyOf(externalId: string): string {
	return externalId.length <= LONGEST_EXTERNAL_ID
		? externalId
		: `sha256:${hash('sha256', externalId, 'base64url')}`;
}

/**
 * Takes a delivery in. Run it with `{ durable: true }` and answer the sender after it: then an
 * answer means that the delivery is on the disk. A delivery that is there already is not taken again.
 *
 * @returns the id of the row, and whether it was there before
 */
export function addToInbox(delivery: InboxDelivery): Operation<{ id: string; duplicate: boolean }> {
	return function* (context) {
		requireWriter(context.actor);
		const id = context.newId();
		const externalId = keyOf(delivery.externalId);
		const added = yield* insertMany({
			table: 'inbox',
			columns: [
				'workspace_id',
				'id',
				'node_key',
				'channel',
				'external_id',
				'payload',
				'received_at',
				'state',
				'attempts',
			],
			rows: [
				[
					context.workspaceId,
					id,
					delivery.nodeKey,
					delivery.channel,
					externalId,
					delivery.payload,
					delivery.receivedAt ?? context.now,
					'open',
					0,
				],
			],
			onConflict: 'ignore',
		});
		if (added === 1) return { id, duplicate: false };
		const row = yield* first(
			context.db
				.selectFrom('inbox')
				.select('id')
				.where('workspace_id', '=', context.workspaceId)
				.where('node_key', '=', delivery.nodeKey)
				.where('external_id', '=', externalId),
		);
		return { id: row?.id ?? id, duplicate: true };
	};
}

/**
 * Marks deliveries as captured, in the transaction of the capture. Their payload is let go: the
 * source record holds it from now on. The row stays until it is pruned, so that a late repeat of
 * the delivery is still recognised.
 */
export function* completeInbox(context: StoreContext, ids: readonly string[]): Step<void> {
	yield* updateMany({
		table: 'inbox',
		key: ['workspace_id', 'id'],
		set: ['state', 'completed_at', 'leased_until', 'payload'],
		// Ids travel over the canvas, where anything can become of them.
		rows: ids.filter(isId).map((id) => [context.workspaceId, id, 'done', context.now, null, null]),
	});
}

/**
 * Deliveries that a trigger received and nothing captured, to be emitted again. Each is leased, so
 * that of two main processes one emits it; after `MOST_ATTEMPTS` it becomes `failed` and shows up in
 * `findInbox`.
 *
 * @param openForMs how long a delivery is given before it counts as overdue, in milliseconds
 * @param leaseMs how long nobody else takes it, in milliseconds
 */
export function takeOverdueInbox(request: {
	nodeKey: string;
	openForMs: number;
	limit: number;
	leaseMs: number;
}): Operation<OverdueDelivery[]> {
	return function* (context) {
		const query = context.db
			.selectFrom('inbox')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('node_key', '=', request.nodeKey)
			.where('state', '=', 'open')
			.where('received_at', '<=', context.now - request.openForMs)
			.where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<=', context.now)]))
			.orderBy('received_at')
			.orderBy('id')
			.limit(request.limit);
		const rows = yield* q(context.dialect === 'postgres' ? query.forUpdate().skipLocked() : query);
		const worn = rows.filter((row) => row.attempts >= MOST_ATTEMPTS);
		const taken = rows.filter((row) => row.attempts < MOST_ATTEMPTS);
		yield* updateMany({
			table: 'inbox',
			key: ['workspace_id', 'id'],
			set: ['state', 'leased_until'],
			rows: worn.map((row) => [context.workspaceId, row.id, 'failed', null]),
		});
		yield* updateMany({
			table: 'inbox',
			key: ['workspace_id', 'id'],
			set: ['attempts', 'leased_until'],
			rows: taken.map((row) => [
				context.workspaceId,
				row.id,
				row.attempts + 1,
				context.now + request.leaseMs,
			]),
		});
		return taken.map((row) => ({
			id: row.id,
			nodeKey: row.node_key,
			channel: row.channel,
			externalId: row.external_id,
			payload: row.payload,
			receivedAt: row.received_at,
			attempts: row.attempts + 1,
		}));
	};
}

/** How many deliveries are in each state. */
export function countInbox(): Operation<Record<InboxState, number>> {
	return function* (context) {
		const rows = yield* q(
			context.db
				.selectFrom('inbox')
				.select((select) => ['state', select.fn.countAll<number>().as('count')])
				.where('workspace_id', '=', context.workspaceId)
				.groupBy('state'),
		);
		const counts = { open: 0, done: 0, failed: 0 };
		for (const { state, count } of rows) counts[state as InboxState] = count;
		return counts;
	};
}
