import { extname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { LeadflowError } from '../model/error';
import {
	cellParts,
	type DuplicateSearch,
	type FoundInThread,
	type FoundPart,
	type ToThread,
} from './duplicateSearch';

/** Beside this file, from source as in the package. */
const WORKER_FILE = join(__dirname, `findDuplicates.worker${extname(__filename)}`);

/** A thread that answers each word with a part of what it found. */
class SearchThread {
	private readonly worker = new Worker(WORKER_FILE);
	private failure?: LeadflowError;
	private answered: (part: FoundPart) => void = () => undefined;
	private failed: (error: LeadflowError) => void = () => undefined;
	private readonly stop = (): void => this.fail(cancelled());

	constructor(private readonly signal: AbortSignal | undefined) {
		this.worker.on('message', (part: FoundPart) => this.answered(part));
		this.worker.once('error', (cause: unknown) => this.fail(ended(cause)));
		this.worker.once('exit', () => this.fail(ended(undefined)));
		signal?.addEventListener('abort', this.stop, { once: true });
		if (signal?.aborted) this.stop();
	}

	async ask(message: ToThread): Promise<FoundPart> {
		// Between two words n8n gets its turn.
		await nextTurn();
		return await new Promise<FoundPart>((resolve, reject) => {
			this.answered = resolve;
			this.failed = reject;
			if (this.failure) reject(this.failure);
			else this.worker.postMessage(message);
		});
	}

	async end(): Promise<void> {
		this.signal?.removeEventListener('abort', this.stop);
		await this.worker.terminate();
	}

	private fail(error: LeadflowError): void {
		this.failure ??= error;
		this.failed(this.failure);
	}
}

/**
 * `findDuplicates` in a thread of its own, so that a search over a whole store takes nothing from
 * n8n's event loop but the copying of cells and finds, some thousand at a time.
 *
 * @param signal ends the thread; the search then rejects with `CONFLICT`
 */
export async function findInThread(
	search: DuplicateSearch,
	signal?: AbortSignal,
): Promise<FoundInThread> {
	const thread = new SearchThread(signal);
	try {
		return await ask(thread, search);
	} finally {
		await thread.end();
	}
}

async function ask(
	thread: SearchThread,
	{ cells, ...search }: DuplicateSearch,
): Promise<FoundInThread> {
	for (const rows of cellParts(cells)) await thread.ask({ kind: 'cells', cells: rows });
	const { whole } = await thread.ask({ kind: 'search', search });
	if (!whole) throw ended(undefined);
	const found: FoundInThread = { ...whole, pairs: [], refused: [], explanations: [] };
	for (;;) {
		const { pairs, refused, explanations } = await thread.ask({ kind: 'next' });
		if (pairs) for (const pair of pairs) found.pairs.push(pair);
		else if (refused) for (const pair of refused) found.refused.push(pair);
		else if (explanations) for (const pair of explanations) found.explanations.push(pair);
		else return found;
	}
}

function cancelled(): LeadflowError {
	return new LeadflowError('CONFLICT', 'The search for duplicates was cancelled', {
		hint: 'Nothing was changed. Start it again when you like.',
	});
}

function ended(cause: unknown): LeadflowError {
	return new LeadflowError('INVALID_INPUT', 'The search for duplicates ended without a result', {
		hint: 'Too many records for the memory at hand are the usual reason: search a filtered part.',
		cause,
	});
}
