import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LeadflowError } from '../../../leads/model/error';
import { bookTooLarge, damagedBook } from './book';
import type { FromParser, ToParser, WorkbookTask } from './messages';

/** `.js` as published, `.ts` when it runs from source. */
const WORKER_FILE = join(__dirname, `workbook.worker${extname(__filename)}`);

/** A workbook that needs more is refused, instead of the whole process running out of memory. */
const MEMORY = { maxOldGenerationSizeMb: 1536, maxYoungGenerationSizeMb: 48 };

/** Batches that may be under way: enough that neither side waits for the other. */
const AHEAD = 3;

/** The thread that parses a workbook, as a row of messages. */
export class WorkbookThread {
	private readonly worker: Worker;
	private readonly arrived: FromParser[] = [];
	private failure: LeadflowError | undefined;
	private wake: () => void = () => {};

	constructor(task: WorkbookTask) {
		const { file } = task;
		this.worker = new Worker(WORKER_FILE, {
			workerData: task,
			resourceLimits: MEMORY,
			transferList: file instanceof Uint8Array ? [file.buffer] : [],
		});
		this.worker.on('message', (message: FromParser) => {
			this.arrived.push(message);
			this.wake();
		});
		this.worker.on('error', (error: unknown) => this.fail(reasonOf(error)));
		this.worker.on('exit', () => this.fail(damagedBook()));
		for (let batch = 0; batch < AHEAD; batch += 1) this.ask();
	}

	private ask(): void {
		const next: ToParser = 'next';
		this.worker.postMessage(next);
	}

	private fail(failure: LeadflowError): void {
		this.failure ??= failure;
		this.wake();
	}

	/**
	 * The next message; another batch is asked for.
	 *
	 * @throws LeadflowError INVALID_INPUT what the parser failed with
	 */
	async next(): Promise<Exclude<FromParser, { kind: 'failed' }>> {
		while (this.arrived.length === 0) {
			if (this.failure) throw this.failure;
			await new Promise<void>((resolve) => (this.wake = resolve));
		}
		const [message] = this.arrived.splice(0, 1);
		if (message.kind === 'failed') {
			throw new LeadflowError(message.code, message.message, { hint: message.hint });
		}
		if (message.kind === 'rows') this.ask();
		return message;
	}

	async close(): Promise<void> {
		await this.worker.terminate();
	}
}

function reasonOf(error: unknown): LeadflowError {
	const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
	return code === 'ERR_WORKER_OUT_OF_MEMORY'
		? bookTooLarge('it does not fit into memory')
		: damagedBook(error);
}
