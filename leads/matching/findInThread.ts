import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LeadflowError } from '../model/error';
import type { DuplicateSearch, FoundInThread } from './duplicateSearch';

/** Beside this file, from source as in the package. */
const WORKER_FILE = join(__dirname, `findDuplicates.worker${extname(__filename)}`);

/**
 * `findDuplicates` in a thread of its own, so that a search over a whole store takes nothing from
 * n8n's event loop but the copying of the cells.
 *
 * @param signal ends the thread; the search then rejects with `CONFLICT`
 */
export async function findInThread(
	search: DuplicateSearch,
	signal?: AbortSignal,
): Promise<FoundInThread> {
	return await new Promise<FoundInThread>((resolve, reject) => {
		const worker = new Worker(WORKER_FILE, { workerData: search });
		const stop = (): void => {
			reject(
				new LeadflowError('CONFLICT', 'The search for duplicates was cancelled', {
					hint: 'Nothing was changed. Start it again when you like.',
				}),
			);
			void worker.terminate();
		};
		signal?.addEventListener('abort', stop, { once: true });
		if (signal?.aborted) stop();
		worker.once('message', (found: FoundInThread) => resolve(found));
		worker.once('error', (cause: unknown) => reject(failed(cause)));
		worker.once('exit', () => {
			signal?.removeEventListener('abort', stop);
			reject(failed(undefined));
		});
	});
}

function failed(cause: unknown): LeadflowError {
	return new LeadflowError('INVALID_INPUT', 'The search for duplicates ended without a result', {
		hint: 'Too many records for the memory at hand are the usual reason: search a filtered part.',
		cause,
	});
}
