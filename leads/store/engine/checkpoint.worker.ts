import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread of `Checkpoints`: moves what is committed from the log into the file, whenever asked. */
const { file }: { file: string } = workerData;
/** How long others are waited for, in milliseconds: a writer of another process, a reader of an older state. */
const database = new DatabaseSync(file, { timeout: 100 });

/** @returns pages in the log */
function checkpoint(mode: 'PASSIVE' | 'RESTART'): number {
	try {
		return Number(database.prepare(`PRAGMA wal_checkpoint(${mode})`).get()?.log ?? 0);
	} catch {
		// Another process is just recovering or copying the file: the next one will do.
		return 0;
	}
}

parentPort?.on('message', (mode: 'PASSIVE' | 'RESTART') => {
	parentPort?.postMessage(checkpoint(mode));
});
