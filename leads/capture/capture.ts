import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeadflowError } from '../model/error';
import type { LeadProfile } from '../matching/leads/profile';
import type { CapturedLead } from '../model/lead';
import { keepCounts } from '../store/leads/matchUpkeep';
import type { LeadStore } from '../store/store';
import { TransactionPace } from '../store/transactionPace';
import { captureAndTell, type CapturedChunk } from './captureChunk';
import { defaultCaptureOptions, type CaptureOptions } from './options';
import { prepareCapture, unstorable, type PreparedCapture } from './prepare';
import { nothingRehearsed, rehearseChunk } from './rehearseChunk';
import type { CaptureResult } from './result';

/** Leads of one transaction on SQLite at most. */
const MOST_AT_ONCE = 60;

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
	const pace = new TransactionPace(store.engine.dialect, MOST_AT_ONCE);
	const rehearsed = nothingRehearsed();
	const made: LeadProfile[] = [];
	const results: CaptureResult[] = [];
	while (results.length < leads.length) {
		if (run.signal?.aborted) {
			throw new LeadflowError(
				'INVALID_INPUT',
				`Cancelled after ${results.length} of ${leads.length} leads`,
			);
		}
		pace.begin();
		const prepared = leads
			.slice(results.length, results.length + pace.next)
			.map((lead) => prepareCapture(lead, settings));
		const captured = settings.dryRun
			? await store.read(rehearseChunk(prepared, settings, rehearsed))
			: await captureAll(store, prepared, settings, made);
		pace.end(prepared.length);
		for (const result of captured) results.push(result);
		run.onProgress?.(results.length);
		await nextTurn();
	}
	await keepCounts(store, made);
	return results;
}

/**
 * Captures a chunk; when the database cannot hold a value of one of its leads, that lead is found by
 * halving and turned away alone.
 */
async function captureAll(
	store: LeadStore,
	prepared: readonly PreparedCapture[],
	settings: CaptureOptions,
	made: LeadProfile[],
): Promise<CaptureResult[]> {
	const attempt = await store.run(captureAndTell(prepared, settings)).then(
		(chunk) => ({ chunk }),
		(error: unknown) => ({ error }),
	);
	if ('chunk' in attempt) return counted(attempt.chunk, made);
	const { error } = attempt;
	if (!(error instanceof LeadflowError) || error.code !== 'INVALID_INPUT') throw error;
	if (prepared.length > 1) {
		const middle = Math.ceil(prepared.length / 2);
		return [
			...(await captureAll(store, prepared.slice(0, middle), settings, made)),
			...(await captureAll(store, prepared.slice(middle), settings, made)),
		];
	}
	return counted(await store.run(captureAndTell(prepared.map(unstorable), settings)), made);
}

function counted(chunk: CapturedChunk, made: LeadProfile[]): CaptureResult[] {
	for (const profile of chunk.made) made.push(profile);
	return chunk.results;
}
