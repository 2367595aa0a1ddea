import { setImmediate } from 'node:timers/promises';
import { LeadflowError } from '../model/error';

export interface SliceOptions {
	/** Milliseconds of work before others get their turn. Default 12. */
	sliceMs?: number;
	/** Ends the work early; the run then rejects with `CONFLICT`. */
	signal?: AbortSignal;
}

/**
 * Runs a long computation in slices, so that the event loop of n8n keeps turning: webhooks are
 * answered between two slices.
 */
export async function runInSlices<Result>(
	work: Generator<unknown, Result>,
	{ sliceMs = 12, signal }: SliceOptions = {},
): Promise<Result> {
	for (;;) {
		const end = performance.now() + sliceMs;
		do {
			const step = work.next();
			if (step.done) return step.value;
		} while (performance.now() < end);
		if (signal?.aborted) {
			throw new LeadflowError('CONFLICT', 'The search for duplicates was cancelled', {
				hint: 'Nothing was changed. Start it again when you like.',
			});
		}
		await setImmediate();
	}
}

/** Runs a computation to its end at once: in worker threads, tests and benches. */
export function runAtOnce<Result>(work: Generator<unknown, Result>): Result {
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}
