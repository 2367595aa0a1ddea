import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeadflowError } from '../model/error';
import type { CapturedLead } from '../model/lead';
import type { LeadStore } from '../store/store';
import { captureChunk } from './captureChunk';
import { defaultCaptureOptions, type CaptureOptions } from './options';
import { prepareCapture } from './prepare';
import type { CaptureResult } from './result';

/**
 * Leads per transaction. On SQLite a transaction blocks the event loop: 50 leads take about 10 ms.
 * On PostgreSQL only the preparation blocks it, and fewer round trips pay.
 */
const CHUNK = { sqlite: 50, postgres: 200 } as const;

export interface CaptureRun {
	/** Called after each transaction with the number of leads done so far. */
	onProgress?: (done: number) => void;
	/** Checked between transactions; what is committed stays. */
	signal?: AbortSignal;
}

/**
 * Captures leads into the store, many at a time. Results come in the order of the leads; one bad
 * lead never takes others with it.
 *
 * @throws LeadflowError when the store cannot be written, or INVALID_INPUT when cancelled
 */
export async function captureLeads(
	store: LeadStore,
	leads: readonly CapturedLead[],
	options: Partial<CaptureOptions> = {},
	run: CaptureRun = {},
): Promise<CaptureResult[]> {
	const settings: CaptureOptions = { ...defaultCaptureOptions, ...options };
	const size = CHUNK[store.engine.dialect];
	const results: CaptureResult[] = [];
	for (let start = 0; start < leads.length; start += size) {
		if (run.signal?.aborted) {
			throw new LeadflowError(
				'INVALID_INPUT',
				`Cancelled after ${results.length} of ${leads.length} leads`,
			);
		}
		const prepared = leads.slice(start, start + size).map((lead) => prepareCapture(lead, settings));
		results.push(...(await capturePrepared(store, prepared, settings)));
		run.onProgress?.(results.length);
		await nextTurn();
	}
	return results;
}

async function capturePrepared(
	store: LeadStore,
	prepared: Parameters<typeof captureChunk>[0],
	settings: CaptureOptions,
): Promise<CaptureResult[]> {
	if (!settings.dryRun) return await store.run(captureChunk(prepared, settings));
	return await rehearse(store, prepared, settings);
}

/** Undone on purpose: carries the results of a dry run out of the transaction that is rolled back. */
class Rehearsed extends Error {
	constructor(readonly results: CaptureResult[]) {
		super('Dry run');
	}
}

/** Does everything and takes it back, so that a dry run decides exactly as the real run would. */
async function rehearse(
	store: LeadStore,
	prepared: Parameters<typeof captureChunk>[0],
	settings: CaptureOptions,
): Promise<CaptureResult[]> {
	const outcome: unknown = await store
		.run<never>(function* (context) {
			throw new Rehearsed(yield* captureChunk(prepared, settings)(context));
		})
		.catch((thrown: unknown) => thrown);
	if (outcome instanceof Rehearsed) return outcome.results;
	throw outcome;
}
