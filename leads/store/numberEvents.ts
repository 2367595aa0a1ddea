import { randomUUID } from 'node:crypto';
import type { Operation, StoreContext } from './context';
import { takeLease } from './leases';
import type { RowOf } from './schema/tables';
import { q, updateMany, type Step } from './step';

/** Names this process among those that number events. */
const processName = randomUUID();
const LEASE_MS = 10_000;

type Unnumbered = Pick<RowOf<'events'>, 'id' | 'entity_id' | 'entity_version'>;

/**
 * Gives committed events their place in the one order that cursors follow. Ids and instants are no
 * such order: an event with a lower id may be committed later than one with a higher id, and a
 * cursor would pass it by. So events are written without a number, and one holder of a lease numbers
 * what it can see: without gaps, and for each entity in the order of its versions.
 *
 * @param owner default this process; a test may stand for several
 * @returns how many were numbered; 0 as well while another process holds the lease
 */
export function numberEvents({
	limit = 200,
	owner = processName,
}: { limit?: number; owner?: string } = {}): Operation<number> {
	return function* (context) {
		const held = yield* takeLease(context, { name: 'numberEvents', owner, leaseMs: LEASE_MS });
		if (!held) return 0;
		const events = yield* nextEvents(context, limit);
		if (events.length === 0) return 0;
		const last = yield* lastSeq(context);
		return yield* updateMany({
			table: 'events',
			key: ['workspace_id', 'id'],
			set: ['seq'],
			rows: events.map(({ id }, index) => [context.workspaceId, id, last + 1 + index]),
		});
	};
}

/** The number given last; 0 where none was given. */
function* lastSeq(context: StoreContext): Step<number> {
	const [row] = yield* q(
		context.db
			.selectFrom('events')
			.select('seq')
			.where('workspace_id', '=', context.workspaceId)
			.where('seq', 'is not', null)
			.orderBy('seq', 'desc')
			.limit(1),
	);
	return row?.seq ?? 0;
}

function unnumbered(context: StoreContext) {
	return context.db
		.selectFrom('events')
		.select(['id', 'entity_id', 'entity_version'])
		.where('workspace_id', '=', context.workspaceId)
		.where('seq', 'is', null)
		.orderBy('id');
}

/**
 * The oldest events without a number, in the order they get one. Where an earlier version of an
 * entity has a higher id (the clocks of two processes differ), it is fetched before its time.
 */
function* nextEvents(context: StoreContext, limit: number): Step<Unnumbered[]> {
	const oldest = yield* q(unnumbered(context).limit(limit));
	if (oldest.length < limit) return byVersion(oldest);
	const highest = new Map<string, number>();
	for (const { entity_id, entity_version } of oldest) {
		highest.set(entity_id, Math.max(entity_version, highest.get(entity_id) ?? 0));
	}
	const stragglers = yield* q(
		unnumbered(context)
			.where('entity_id', 'in', [...highest.keys()])
			.where('id', '>', oldest[oldest.length - 1].id),
	);
	const early = stragglers.filter(
		({ entity_id, entity_version }) => entity_version < (highest.get(entity_id) ?? 0),
	);
	return byVersion([...oldest, ...early]);
}

/** Leaves each entity the places that its events have in the order of ids, and fills them by version. */
function byVersion(events: readonly Unnumbered[]): Unnumbered[] {
	const ofEntity = new Map<string, Unnumbered[]>();
	for (const event of events) {
		const known = ofEntity.get(event.entity_id);
		if (known) known.push(event);
		else ofEntity.set(event.entity_id, [event]);
	}
	for (const own of ofEntity.values()) {
		// Several events of one change share its version; their ids keep their order.
		own.sort((a, b) => a.entity_version - b.entity_version || (a.id < b.id ? -1 : 1));
		own.reverse();
	}
	return events.flatMap(({ entity_id }) => ofEntity.get(entity_id)?.pop() ?? []);
}
