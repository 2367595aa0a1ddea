import { randomUUID } from 'node:crypto';
import type { Operation, StoreContext } from './context';
import { cursorAt, moveCursor } from './cursors';
import { findEvents, type StoreEvent } from './eventLog';
import { releaseLease, takeLease } from './leases';
import { numberEvents } from './numberEvents';
import type { LeadStore } from './store';
import { first, type Step } from './step';

/** Events on their way to whoever follows the log. */
export interface EventBatch {
	events: StoreEvent[];
	/** The same for the same events of one follower, another after a restart: for the receiver's own deduplication. */
	key: string;
}

export interface FollowOptions {
	/** Name of the cursor: of who follows, such as `leadTrigger:<workflow id>:<node id>`. */
	name: string;
	/** Types of events; undefined for all. */
	types?: readonly string[];
	/** Events handed over at once. */
	batchSize: number;
	/** Where a follower begins that has no cursor yet. */
	from: 'now' | 'beginning';
	/** Hands events over; its promise ends when they have been dealt with. */
	deliver(batch: EventBatch): Promise<void>;
}

interface Cursor {
	/** All events up to this number have been dealt with. */
	seq: number;
	/** How often following began, so that keys of a batch differ between two lives. */
	life: number;
}

/** Batches that may be on their way at once. */
const MOST_IN_FLIGHT = 10;
const LEASE_MS = 20_000;
const RENEW_AFTER_MS = 5_000;
/** Batches of numbers given before a follower turns to reading. */
const MOST_NUMBERINGS = 50;

function isCursor(value: unknown): value is Cursor {
	return typeof value === 'object' && value !== null && 'seq' in value && 'life' in value;
}

function* hasUnnumbered(context: StoreContext): Step<boolean> {
	const row = yield* first(
		context.db
			.selectFrom('events')
			.select('id')
			.where('workspace_id', '=', context.workspaceId)
			.where('seq', 'is', null)
			.limit(1),
	);
	return row !== undefined;
}

function* lastNumber(context: StoreContext): Step<number> {
	const row = yield* first(
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

/**
 * Gives numbers to all events that are committed.
 *
 * @returns whether nothing is left that this process may number
 */
export async function numberAllEvents(store: LeadStore): Promise<boolean> {
	for (let round = 0; round < MOST_NUMBERINGS; round += 1) {
		if (!(await store.read(hasUnnumbered))) return true;
		if ((await store.run(numberEvents())) === 0) return false;
	}
	return false;
}

/** Events after a number, and the number up to which nothing else of these types is to come. */
function eventsAfter(
	seq: number,
	{ types, batchSize }: FollowOptions,
): Operation<{ events: StoreEvent[]; upTo: number }> {
	return function* (context) {
		// Read first: what is numbered between the two statements is found by the next look.
		const last = yield* lastNumber(context);
		const { entries } = yield* findEvents({ afterSeq: seq, types, limit: batchSize })(context);
		const found = entries.at(-1)?.seq ?? seq;
		return { events: entries, upTo: entries.length < batchSize ? Math.max(last, found) : found };
	};
}

/**
 * Follows the event log by number and hands each event over at least once, in order: the cursor in
 * the store moves only over what has been dealt with, so a crash repeats and never skips. Of several
 * processes with the same name one follows.
 */
export class EventFollower {
	private readonly owner = randomUUID();
	private inFlight: Array<{ upTo: number; done: boolean }> = [];
	/** Read so far; undefined until this process follows. */
	private position?: number;
	private life = 0;
	private leasedAt = -Infinity;
	private readonly deliveries = new Set<Promise<void>>();

	constructor(
		private readonly store: LeadStore,
		private readonly options: FollowOptions,
	) {}

	/**
	 * Hands over what is new, as far as not too much is on its way. Does not wait for it to be dealt
	 * with. What could not be dealt with is handed over again.
	 *
	 * @returns how many events were handed over
	 */
	async tick(): Promise<number> {
		await numberAllEvents(this.store);
		if (!(await this.keepLease())) return 0;
		await this.settle();
		let count = 0;
		while (this.inFlight.length < MOST_IN_FLIGHT) {
			const from = this.position ?? 0;
			const { events, upTo } = await this.store.read(eventsAfter(from, this.options));
			this.position = upTo;
			if (events.length > 0) {
				this.handOver(events, upTo);
				count += events.length;
			} else if (upTo > from && this.inFlight.length === 0) {
				await this.move(upTo);
			}
			if (events.length < this.options.batchSize) break;
		}
		return count;
	}

	/** Resolves when everything that was handed over has been dealt with and the cursor says so. */
	async drain(): Promise<void> {
		while (this.inFlight.length > 0) {
			await Promise.all(this.deliveries);
			await this.settle();
		}
	}

	private handOver(events: StoreEvent[], upTo: number): void {
		const flight = { upTo, done: false };
		this.inFlight.push(flight);
		const key = `${this.options.name}:${this.life}:${events[0].seq}-${upTo}`;
		const delivery = this.options.deliver({ events, key }).then(
			() => {
				flight.done = true;
			},
			() => {
				// Not dealt with: this and what came after it is read again.
				if (this.inFlight.includes(flight)) this.letGo();
			},
		);
		const settled = delivery.finally(() => this.deliveries.delete(settled));
		this.deliveries.add(settled);
	}

	/** Lets another process follow at once. What is on its way is handed over again by whoever follows next. */
	async stop(): Promise<void> {
		await this.settle();
		this.letGo();
		await this.store.run((context) => releaseLease(context, this.leaseName, this.owner));
	}

	private get leaseName(): string {
		return `follow:${this.options.name}`;
	}

	/** Begins anew at the cursor with the next tick. */
	private letGo(): void {
		this.position = undefined;
		this.inFlight = [];
	}

	/** Moves the cursor over the batches that are done, up to the first that is not. */
	private async settle(): Promise<void> {
		const open = this.inFlight.findIndex(({ done }) => !done);
		const finished = open === -1 ? this.inFlight.length : open;
		if (finished === 0) return;
		await this.move(this.inFlight[finished - 1].upTo);
		this.inFlight.splice(0, finished);
	}

	private async move(seq: number): Promise<void> {
		const { life, options } = this;
		await this.store.run((context) => moveCursor(context, options.name, { seq, life }));
	}

	/** @returns whether this process is the one that follows */
	private async keepLease(): Promise<boolean> {
		const now = this.store.now();
		if (this.position !== undefined && now - this.leasedAt < RENEW_AFTER_MS) return true;
		const { name, from } = this.options;
		const { owner, leaseName } = this;
		const begins = this.position === undefined;
		const cursor = await this.store.run(function* (context) {
			const held = yield* takeLease(context, { name: leaseName, owner, leaseMs: LEASE_MS });
			if (!held) return undefined;
			const known = yield* cursorAt(context, name);
			const seq = from === 'beginning' ? 0 : yield* lastNumber(context);
			const at = isCursor(known) ? known : { seq, life: 0 };
			if (!begins) return at;
			const reborn = { ...at, life: at.life + 1 };
			yield* moveCursor(context, name, reborn);
			return reborn;
		});
		if (!cursor) {
			this.letGo();
			return false;
		}
		this.leasedAt = now;
		if (begins) {
			this.position = cursor.seq;
			this.life = cursor.life;
		}
		return true;
	}
}
