import type { Operation, StoreContext } from './context';
import { insertMany, q, write, type Step } from './step';
import type { RowOf } from './schema/tables';

/** An alarm clock on a record: at `dueAt` something is to be looked at. A record has one of each kind. */
export interface Timer {
	/** What it is for, such as `taskDue`. */
	kind: string;
	entityType: string;
	entityId: string;
	/** Epoch milliseconds. */
	dueAt: number;
	payload?: unknown;
}

/** Sets timers, in the transaction of the change that needs them; an earlier one of the same kind is replaced. */
export function* setTimers(context: StoreContext, timers: readonly Timer[]): Step<void> {
	// The last of each record and kind: PostgreSQL refuses to write one row twice in a statement.
	const last = new Map(timers.map((timer) => [`${timer.entityId} ${timer.kind}`, timer]));
	yield* insertMany({
		table: 'timers',
		columns: [
			'workspace_id',
			'id',
			'kind',
			'entity_type',
			'entity_id',
			'due_at',
			'payload',
			'created_at',
		],
		rows: [...last.values()].map((timer) => [
			context.workspaceId,
			context.newId(),
			timer.kind,
			timer.entityType,
			timer.entityId,
			timer.dueAt,
			timer.payload,
			context.now,
		]),
		onConflict: {
			key: ['workspace_id', 'entity_id', 'kind'],
			set: ['entity_type', 'due_at', 'payload', 'created_at'],
		},
	});
}

/** `setTimers` for one. */
export function setTimer(context: StoreContext, timer: Timer): Step<void> {
	return setTimers(context, [timer]);
}

/** Takes a timer off a record; without a kind, all of them. */
export function* clearTimer(context: StoreContext, entityId: string, kind?: string): Step<void> {
	const query = context.db
		.deleteFrom('timers')
		.where('workspace_id', '=', context.workspaceId)
		.where('entity_id', '=', entityId);
	yield* write(kind === undefined ? query : query.where('kind', '=', kind));
}

/** Takes timers of some kinds off many records, in one statement. */
export function* clearTimers(
	context: StoreContext,
	entityIds: readonly string[],
	kinds: readonly string[],
): Step<void> {
	if (entityIds.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('timers')
			.where('workspace_id', '=', context.workspaceId)
			.where('entity_id', 'in', entityIds)
			.where('kind', 'in', kinds),
	);
}

export interface TimerRequest {
	/** Default all kinds. */
	kinds?: readonly string[];
	limit: number;
}

function dueTimers(context: StoreContext, kinds: readonly string[] | undefined) {
	const query = context.db
		.selectFrom('timers')
		.where('workspace_id', '=', context.workspaceId)
		.orderBy('due_at')
		.orderBy('id');
	return kinds === undefined ? query : query.where('kind', 'in', kinds);
}

function timerOf(row: RowOf<'timers'>): Timer {
	return {
		kind: row.kind,
		entityType: row.entity_type,
		entityId: row.entity_id,
		dueAt: row.due_at,
		...(row.payload === null ? {} : { payload: row.payload }),
	};
}

/**
 * Takes timers that are due, so that of several sweepers one gets each. What they call for belongs
 * into the same transaction: then a crash puts them back.
 */
export function* claimDueTimers(
	context: StoreContext,
	{ kinds, limit }: TimerRequest,
): Step<Timer[]> {
	if (kinds?.length === 0) return [];
	const query = dueTimers(context, kinds)
		.selectAll()
		.where('due_at', '<=', context.now)
		.limit(limit);
	const rows = yield* q(context.dialect === 'postgres' ? query.forUpdate().skipLocked() : query);
	if (rows.length === 0) return [];
	yield* write(
		context.db
			.deleteFrom('timers')
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'id',
				'in',
				rows.map(({ id }) => id),
			),
	);
	return rows.map(timerOf);
}

/** `claimDueTimers` as an operation of its own, for work that may be lost in a crash. */
export function takeDueTimers(request: TimerRequest): Operation<Timer[]> {
	return (context) => claimDueTimers(context, request);
}

/** When the next timer is due, in epoch milliseconds; undefined where none is set. */
export function nextDue(kinds?: readonly string[]): Operation<number | undefined> {
	return function* (context) {
		if (kinds?.length === 0) return undefined;
		const [row] = yield* q(dueTimers(context, kinds).select('due_at').limit(1));
		return row?.due_at;
	};
}
