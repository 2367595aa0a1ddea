import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread of `Checkpoints`: moves what is committed from the write-ahead log into the file, whenever asked. */
const { file }: { file: string } = workerData;
const database = new DatabaseSync(file, { timeout: 0 });

parentPort?.on('message', () => {
	try {
		database.exec('PRAGMA wal_checkpoint(PASSIVE)');
	} catch {
		// Another process is just recovering or copying the file: the next one will do.
	}
	parentPort?.postMessage('done');
});
