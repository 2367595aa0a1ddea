import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { LeadflowError } from '../model/error';
import type { Operation, StoreContext } from './context';
import { getJob, type Job } from './jobs';
import {
	advanceJob,
	claimJob,
	finishJob,
	holdJob,
	keepJob,
	releaseJob,
	type ClaimedJob,
	type JobProgress,
} from './jobWork';
import type { LeadStore } from './store';
import type { Step } from './step';

/** How jobs of one kind are carried out. */
export interface JobHandler {
	kind: string;
	/**
	 * A piece of the work, in one transaction with the job's progress: either both are there or
	 * neither. It must stay short, because SQLite lets nobody else write meanwhile.
	 */
	chunk(context: StoreContext, job: Job): Step<JobProgress>;
	/**
	 * Work before a chunk that no transaction may wait for, such as a search in a thread. Meanwhile the
	 * job stays this process's. What it comes to is remembered by the handler itself, so that a process
	 * that takes the job up after a crash does it again.
	 *
	 * @param signal somebody cancelled the job, or it is to be put down: reject, with whatever error
	 */
	outside?(store: LeadStore, job: Job, signal: AbortSignal): Promise<void>;
	/**
	 * Asked after a chunk that failed and left nothing behind: whether it is worth another try, because
	 * the handler will go about it in another way. Without an answer the job fails.
	 */
	retries?(job: Job, error: unknown): boolean;
}

export interface JobRun {
	/** Called after each chunk. */
	onProgress?: (job: Job) => void;
	/** Puts the job down after the chunk that is running; another run goes on from there. */
	signal?: AbortSignal;
	/** How long a process may take for one chunk before others think it died, in milliseconds. */
	leaseMs?: number;
}

const LEASE_MS = 60_000;
const LOOK_AGAIN_MS = 250;
const MOST_BEAT_MS = 2000;

function hasEnded(job: Job): boolean {
	return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/**
 * Carries a job out to its end. If another process is at it, waits for that process to end it, or
 * takes it over once its lease ran out.
 *
 * @returns the job as it ended: done, failed or cancelled; unfinished only after `signal`
 * @throws LeadflowError NOT_FOUND, CONFIGURATION for a kind without a handler, STORE_… when the
 *   store cannot be reached (the job stays and can be taken up again)
 */
export async function runJob(
	store: LeadStore,
	jobId: string,
	handlers: readonly JobHandler[],
	run: JobRun = {},
): Promise<Job> {
	const { kind } = await store.read(getJob(jobId));
	const handler = handlers.find((one) => one.kind === kind);
	if (!handler) {
		throw new LeadflowError(
			'CONFIGURATION',
			`Nothing here knows how to carry out a job of kind '${kind}'`,
			{
				hint: 'The job was started by a newer version of n8n-nodes-leadflow. Update this instance.',
			},
		);
	}
	const owner = randomUUID();
	for (;;) {
		const job = await store.read(getJob(jobId));
		if (hasEnded(job) || run.signal?.aborted) return job;
		const claimed = await store.run(claimJob([kind], owner, run.leaseMs ?? LEASE_MS, job.id));
		if (claimed) await workOn(store.as(claimed.actor), claimed, handler, run);
		else await wait(LOOK_AGAIN_MS, undefined, { signal: run.signal }).catch(() => undefined);
	}
}

/**
 * Takes up the jobs that nobody works on, such as those of a process that died, one after another.
 *
 * @returns how many were worked on
 */
export async function runOpenJobs(
	store: LeadStore,
	handlers: readonly JobHandler[],
	run: JobRun = {},
): Promise<number> {
	const owner = randomUUID();
	const kinds = handlers.map(({ kind }) => kind);
	for (let count = 0; ; count += 1) {
		if (run.signal?.aborted) return count;
		const claimed = await store.run(claimJob(kinds, owner, run.leaseMs ?? LEASE_MS));
		const handler = handlers.find((one) => one.kind === claimed?.kind);
		if (!claimed || !handler) return count;
		await workOn(store.as(claimed.actor), claimed, handler, run);
	}
}

async function workOn(
	store: LeadStore,
	job: ClaimedJob,
	handler: JobHandler,
	run: JobRun,
): Promise<void> {
	let at: Job = job;
	for (;;) {
		if (run.signal?.aborted) return await store.run(releaseJob(job));
		const trouble = await workOutside(store, job, at, handler, run);
		if (run.signal?.aborted) continue;
		if (trouble) return await failed(store, job, trouble.error);
		const attempt = await store.run(chunkOf(job, handler)).then(
			(after) => ({ after }),
			(error: unknown) => ({ error }),
		);
		if ('error' in attempt) {
			if (handler.retries?.(job, attempt.error)) continue;
			return await failed(store, job, attempt.error);
		}
		const { after } = attempt;
		if (after) run.onProgress?.(after);
		if (!after || hasEnded(after)) return;
		at = after;
		await nextTurn();
	}
}

/**
 * What a handler does before a chunk, while the lease is kept up. Where it was broken off, the chunk
 * that follows finds out why.
 *
 * @returns what went wrong
 */
async function workOutside(
	store: LeadStore,
	job: ClaimedJob,
	at: Job,
	handler: JobHandler,
	run: JobRun,
): Promise<{ error: unknown } | undefined> {
	if (!handler.outside) return undefined;
	const stop = new AbortController();
	const putDown = () => stop.abort();
	run.signal?.addEventListener('abort', putDown, { once: true });
	const keepUp = async () => {
		if (!(await store.run(keepJob(job)))) stop.abort();
	};
	// A store that is busy or out of reach for a moment is asked again before the lease is over.
	const beat = setInterval(() => void keepUp().catch(() => undefined), beatOf(job.leaseMs));
	const trouble = await handler.outside(store, at, stop.signal).then(
		() => undefined,
		(error: unknown) => ({ error }),
	);
	clearInterval(beat);
	run.signal?.removeEventListener('abort', putDown);
	return stop.signal.aborted ? undefined : trouble;
}

/** How often a job in hand is looked after, in milliseconds: often enough to notice soon that it was cancelled. */
function beatOf(leaseMs: number): number {
	return Math.min(leaseMs / 4, MOST_BEAT_MS);
}

/** One chunk with its progress. Undefined when the job is no longer this process's. */
function chunkOf(job: ClaimedJob, handler: JobHandler): Operation<Job | undefined> {
	return function* (context) {
		const held = yield* holdJob(context, job);
		if (!held) return undefined;
		if (held.cancelRequested) {
			yield* finishJob(context, held.id, 'cancelled');
			return { ...held, state: 'cancelled' };
		}
		const progress = yield* handler.chunk(context, held);
		yield* advanceJob(context, held, progress);
		if (progress.finished) yield* finishJob(context, held.id, 'done');
		return {
			...held,
			state: progress.finished ? 'done' : 'running',
			cursor: progress.cursor,
			done: held.done + progress.done,
			failed: held.failed + progress.failed,
			...(progress.result === undefined ? {} : { result: progress.result }),
		};
	};
}

/** Ends the job for an error that another try would meet again; a store out of reach is no such error. */
async function failed(store: LeadStore, job: ClaimedJob, error: unknown): Promise<void> {
	const known = error instanceof LeadflowError;
	if (known && (error.code === 'STORE_BUSY' || error.code === 'STORE_UNAVAILABLE')) {
		return await Promise.reject(error);
	}
	// Messages of other errors may carry values of leads.
	const message = known
		? error.message
		: `Unexpected ${error instanceof Error ? error.name : 'error'}`;
	await store.run(function* (context) {
		if (yield* holdJob(context, job)) yield* finishJob(context, job.id, 'failed', message);
	});
}
