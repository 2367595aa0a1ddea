import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Beside this file, from source as in the package. */
const WORKER_FILE = join(__dirname, `checkpoint.worker${extname(__filename)}`);

/** Rows, which are about as many pages of the log, that are written between two checkpoints. */
const ROWS_BETWEEN = 1000;

/**
 * Checkpoints of a busy SQLite file, in a thread of their own: moving pages from the log into the
 * file and waiting for the disk takes 10 to 40 ms, which n8n's event loop does not have. A store in
 * which little is written never starts the thread. Where the thread falls behind or cannot run,
 * SQLite's own checkpoint keeps the log from growing (`wal_autocheckpoint`).
 */
export class Checkpoints {
	private rows = 0;
	private isAtWork = false;
	private isOver = false;
	private worker?: Worker;

	constructor(private readonly file: string) {}

	/** To be told after each commit how many rows it wrote. */
	wrote(rows: number): void {
		this.rows += rows;
		if (this.rows < ROWS_BETWEEN || this.isAtWork || this.isOver) return;
		this.rows = 0;
		this.isAtWork = true;
		this.worker ??= this.start();
		this.worker.postMessage('checkpoint');
	}

	/** Ends the thread; it must be gone before the file is. */
	async close(): Promise<void> {
		this.isOver = true;
		await this.worker?.terminate();
	}

	private start(): Worker {
		const worker = new Worker(WORKER_FILE, { workerData: { file: this.file } });
		worker.on('message', () => {
			this.isAtWork = false;
		});
		// Then SQLite's own checkpoints have to do.
		worker.on('error', () => {
			this.isOver = true;
		});
		// A process that is done does not wait for it.
		worker.unref();
		return worker;
	}
}
