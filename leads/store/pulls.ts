import type { Operation, StoreContext } from './context';
import { cursorAt, moveCursor } from './cursors';
import { addToInbox, completeInbox, takeOverdueInbox } from './inbox';
import { takeLease } from './leases';
import { q, type Step } from './step';

/*
 * Some senders send no messages, only a signal that there are some: their list is then read page by
 * page. A signal is kept in the inbox until what it announced is there too. Each page enters the
 * inbox in one transaction with the cursor behind it, and one process at a time reads a list, so
 * that every message arrives once, whatever stops in between.
 */

/** Somebody else's list that is read when a signal asks for it. */
export interface PulledList {
	/** Names its cursor and its lease, such as `wecom.kf:<corp id>:<account id>`. */
	name: string;
	/** The trigger that reads it: `<workflow id>:<node id>`. */
	nodeKey: string;
	channel: string;
}

/** A signal that is not answered yet. */
export interface PullSignal {
	id: string;
	/** What came with it: JSON. */
	told: unknown;
	/** Epoch milliseconds. */
	receivedAt: number;
}

/** What there is to do for whoever holds the list. */
export interface Pull {
	/** Behind the last page that was taken; undefined before the first. */
	cursor: unknown;
	signals: PullSignal[];
}

/** A page of messages, read from `before` on. */
export interface PulledPage {
	before: unknown;
	/** Behind the page; undefined where it stays as it was. */
	cursor: unknown;
	messages: ReadonlyArray<{ externalId: string; payload: unknown }>;
	/** Signals that need no further page. */
	answered: readonly string[];
	/** True where nothing downstream completes the messages' rows: they only keep a repeat out. */
	completed: boolean;
	receivedAt: number;
}

/** Signals one list is looked through for; more wait for the next look. */
const MOST_SIGNALS = 500;

/** Signals stand beside the trigger's deliveries in the inbox, and apart from them. */
function signalKey(nodeKey: string): string {
	return `${nodeKey}:pull`;
}

function listAndTold(payload: unknown): { list?: unknown; told?: unknown } {
	return typeof payload === 'object' && payload !== null ? payload : {};
}

/**
 * Keeps a signal. Run it with `{ durable: true }` before the sender is answered.
 *
 * @param signal `externalId` tells repeats of it; `told` is kept as JSON
 */
export function addPullSignal(
	list: PulledList,
	signal: { externalId: string; told: unknown; receivedAt?: number },
): Operation<{ id: string; duplicate: boolean }> {
	return addToInbox({
		nodeKey: signalKey(list.nodeKey),
		channel: list.channel,
		externalId: signal.externalId,
		payload: { list: list.name, told: signal.told },
		receivedAt: signal.receivedAt,
	});
}

/** Signals that nobody answered in time: the process died, or the list could not be read. */
export function takeOverduePulls(
	nodeKey: string,
	request: { openForMs: number; limit: number; leaseMs: number },
): Operation<Array<{ list: string; told: unknown }>> {
	return function* (context) {
		const overdue = yield* takeOverdueInbox({ ...request, nodeKey: signalKey(nodeKey) })(context);
		return overdue.flatMap(({ payload }) => {
			const { list, told } = listAndTold(payload);
			return typeof list === 'string' ? [{ list, told }] : [];
		});
	};
}

function* openSignals(context: StoreContext, list: PulledList): Step<PullSignal[]> {
	const rows = yield* q(
		context.db
			.selectFrom('inbox')
			.select(['id', 'payload', 'received_at'])
			.where('workspace_id', '=', context.workspaceId)
			.where('node_key', '=', signalKey(list.nodeKey))
			.where('state', '=', 'open')
			.orderBy('received_at')
			.orderBy('id')
			.limit(MOST_SIGNALS),
	);
	return rows.flatMap(({ id, payload, received_at: receivedAt }) => {
		const signal = listAndTold(payload);
		return signal.list === list.name ? [{ id, told: signal.told, receivedAt }] : [];
	});
}

function* openPull(context: StoreContext, list: PulledList): Step<Pull> {
	return {
		cursor: yield* cursorAt(context, list.name),
		signals: yield* openSignals(context, list),
	};
}

/**
 * Takes hold of a list. Whoever holds it looks for new signals before it lets go, so that a signal
 * which comes meanwhile needs nobody else.
 *
 * @param owner names this reader
 * @param leaseMs how long it may take for one page before others think it died
 * @returns undefined when somebody else holds it
 */
export function beginPull(
	list: PulledList,
	owner: string,
	leaseMs: number,
): Operation<Pull | undefined> {
	return function* (context) {
		const held = yield* takeLease(context, { name: list.name, owner, leaseMs });
		return held ? yield* openPull(context, list) : undefined;
	};
}

/**
 * Takes a page in: its messages, the cursor behind it and the signals that it answers, all or none.
 *
 * @returns the rows of the messages in their order, and whether each was there before; undefined when
 *   somebody else has taken the list over meanwhile: then nothing was written
 */
export function takePage(
	list: PulledList,
	owner: string,
	leaseMs: number,
	page: PulledPage,
): Operation<Array<{ id: string; duplicate: boolean }> | undefined> {
	return function* (context) {
		const held = yield* takeLease(context, { name: list.name, owner, leaseMs });
		const at = held ? yield* cursorAt(context, list.name) : undefined;
		// A lease that ran out and is free again was somebody else's for a while.
		if (!held || JSON.stringify(at) !== JSON.stringify(page.before)) return undefined;
		const taken: Array<{ id: string; duplicate: boolean }> = [];
		for (const { externalId, payload } of page.messages) {
			const { nodeKey, channel } = list;
			const { receivedAt } = page;
			const delivery = { nodeKey, channel, externalId, payload, receivedAt };
			taken.push(yield* addToInbox(delivery)(context));
		}
		const fresh = taken.filter(({ duplicate }) => !duplicate).map(({ id }) => id);
		yield* completeInbox(context, [...(page.completed ? fresh : []), ...page.answered]);
		if (page.cursor !== undefined) yield* moveCursor(context, list.name, page.cursor);
		return taken;
	};
}

/**
 * Lets a list go, unless signals came meanwhile: then there is more to do.
 *
 * @returns undefined when it is done, or somebody else's by now
 */
export function endPull(
	list: PulledList,
	owner: string,
	leaseMs: number,
): Operation<Pull | undefined> {
	return function* (context) {
		// First the lease: whoever wants it after this waits, and finds it free or the signal seen.
		const held = yield* takeLease(context, { name: list.name, owner, leaseMs });
		if (!held) return undefined;
		const pull = yield* openPull(context, list);
		if (pull.signals.length > 0) return pull;
		yield* takeLease(context, { name: list.name, owner, leaseMs: 0 });
		return undefined;
	};
}

/** Lets a list go with its signals open: what is left is read at the next signal or sweep. */
export function abandonPull(list: PulledList, owner: string): Operation<void> {
	return function* (context) {
		yield* takeLease(context, { name: list.name, owner, leaseMs: 0 });
	};
}
