import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Beside this file, from source as in the package. */
const WORKER_FILE = join(__dirname, `checkpoint.worker${extname(__filename)}`);

/** Rows, which are about as many pages of the log, that are written between two checkpoints. */
const ROWS_BETWEEN = 1000;
/** While somebody writes all the time, the log never begins anew by itself: it is made to, from so many pages on. */
const LONG_LOG = 8000;

/**
 * Checkpoints of a busy SQLite file, in a thread of their own: moving pages from the log into the
 * file and waiting for the disk takes 10 to 100 ms, which n8n's event loop does not have. A store in
 * which little is written never starts the thread.
 */
export class Checkpoints {
	private rows = 0;
	private isAtWork = false;
	private isOver = false;
	private worker?: Worker;
	private pause?: { over: Promise<void>; end: () => void };

	/**
	 * @param unable told when there is no thread, or none any more: checkpoints are SQLite's own then
	 * @param longLog pages from which on the log begins anew
	 */
	constructor(
		private readonly file: string,
		private readonly unable: () => void,
		private readonly longLog = LONG_LOG,
	) {}

	/** To be awaited before a transaction: while the log is begun anew, nobody can write, and the event loop is free. */
	get ready(): Promise<void> | undefined {
		return this.pause?.over;
	}

	/** To be told after each commit how many rows it wrote. Never fails: what was committed is. */
	wrote(rows: number): void {
		this.rows += rows;
		if (this.rows < ROWS_BETWEEN || this.isAtWork || this.isOver) return;
		this.rows = 0;
		this.isAtWork = true;
		try {
			this.worker ??= this.start();
			this.worker.postMessage('PASSIVE');
		} catch {
			// Node.js may be run without the permission for threads.
			this.fail();
		}
	}

	/** Ends the thread; it must be gone before the file is. */
	async close(): Promise<void> {
		this.end();
		await this.worker?.terminate();
	}

	private start(): Worker {
		const worker = new Worker(WORKER_FILE, { workerData: { file: this.file } });
		worker.on('message', (pages: number) => this.moved(worker, pages));
		worker.on('error', () => this.fail());
		// A process that is done does not wait for it.
		worker.unref();
		return worker;
	}

	private moved(worker: Worker, pages: number): void {
		const mustRestart = this.pause === undefined && pages > this.longLog && !this.isOver;
		this.resume();
		if (!mustRestart) {
			this.isAtWork = false;
			return;
		}
		const { promise, resolve } = Promise.withResolvers<void>();
		this.pause = { over: promise, end: resolve };
		// Whoever waits for the end of the pause keeps the process alive.
		worker.ref();
		worker.postMessage('RESTART');
	}

	private resume(): void {
		// The end of the thread itself is waited for: else a process could end here, before what comes after.
		if (!this.isOver) this.worker?.unref();
		this.pause?.end();
		this.pause = undefined;
	}

	private fail(): void {
		this.end();
		this.unable();
	}

	private end(): void {
		this.isOver = true;
		this.resume();
	}
}
