import { performance } from 'node:perf_hooks';
import type { Dialect } from './schema/ddl';

/** How long a transaction on SQLite may keep the event loop, in milliseconds, on the average. */
const AIM_MS = 25;
const LEAST = 5;
const FIRST = 15;
/** On PostgreSQL the event loop is free while the server works, and fewer round trips pay. */
const ON_POSTGRES = 200;
/** A single quick transaction says little. */
const MOST_GROWTH = 1.5;

/**
 * How many pieces of work a transaction takes. On SQLite it blocks the event loop from beginning to
 * end, and how long depends on the machine, the options and the data: so it is measured.
 */
export class TransactionPace {
	private size: number;
	private begun = 0;

	/**
	 * @param most pieces in a transaction on SQLite, however quick they are
	 * @param busyMs how long the event loop has been busy in all; waiting, as for a rival, does not count
	 */
	constructor(
		private readonly dialect: Dialect,
		private readonly most: number,
		private readonly busyMs = () => performance.eventLoopUtilization().active,
	) {
		this.size = dialect === 'postgres' ? ON_POSTGRES : FIRST;
	}

	/** How many pieces the next transaction may take. */
	get next(): number {
		return Math.round(this.size);
	}

	/** To be told before a transaction. */
	begin(): void {
		this.begun = this.busyMs();
	}

	/** To be told after a transaction of so many pieces. */
	end(pieces: number): void {
		if (this.dialect === 'postgres' || pieces === 0) return;
		const busyMs = this.busyMs() - this.begun;
		const fitting = (pieces * AIM_MS) / Math.max(busyMs, 0.1);
		const grown = Math.min(fitting, this.size * MOST_GROWTH);
		this.size = Math.max(LEAST, Math.min(this.most, grown));
	}
}
