import type { Actor } from '../model/actor';
import type { Operation, StoreContext } from './context';
import { jobOf, type Job, type StoredIntent } from './jobs';
import { first, updateMany, write, type Step } from './step';

/** A job that this process works on until the lease is over. */
export interface ClaimedJob extends Job {
	/** As whom the chunks run. */
	actor: Actor;
	leaseOwner: string;
	leaseMs: number;
}

/** Where a job stands after a chunk. */
export interface JobProgress {
	cursor: unknown;
	/** Added by this chunk. */
	done: number;
	/** Added by this chunk. */
	failed: number;
	finished: boolean;
	/** Replaces the result so far. */
	result?: unknown;
}

/**
 * Takes a job to work on: an open one, or one whose worker let its lease run out. Of several
 * processes one gets it.
 *
 * @param owner names the process
 * @param leaseMs how long it is this process's between two chunks, in milliseconds
 * @param id only this job
 */
export function claimJob(
	kinds: readonly string[],
	owner: string,
	leaseMs: number,
	id?: string,
): Operation<ClaimedJob | undefined> {
	return function* (context) {
		if (kinds.length === 0) return undefined;
		let query = context.db
			.selectFrom('jobs')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('kind', 'in', kinds)
			.where((is) =>
				is.or([
					is('state', '=', 'open'),
					is.and([is('state', '=', 'running'), is('leased_until', '<=', context.now)]),
				]),
			)
			.orderBy('id')
			.limit(1);
		if (id !== undefined) query = query.where('id', '=', id);
		const row = yield* first(
			context.dialect === 'postgres' ? query.forUpdate().skipLocked() : query,
		);
		if (!row) return undefined;
		yield* write(
			context.db
				.updateTable('jobs')
				.set({
					state: 'running',
					lease_owner: owner,
					leased_until: context.now + leaseMs,
					updated_at: context.now,
				})
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', row.id),
		);
		const { actor } = row.intent as StoredIntent;
		return { ...jobOf(row), state: 'running', actor, leaseOwner: owner, leaseMs };
	};
}

/**
 * Reads the job again inside a chunk's transaction and holds it. Undefined when it is no longer this
 * process's: then the chunk must not be done.
 */
export function* holdJob(context: StoreContext, job: ClaimedJob): Step<ClaimedJob | undefined> {
	const query = context.db
		.selectFrom('jobs')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('id', '=', job.id)
		.where('state', '=', 'running')
		.where('lease_owner', '=', job.leaseOwner);
	const row = yield* first(context.dialect === 'postgres' ? query.forUpdate() : query);
	if (!row) return undefined;
	return { ...jobOf(row), actor: job.actor, leaseOwner: job.leaseOwner, leaseMs: job.leaseMs };
}

/**
 * Makes a job's lease last longer, for work outside a chunk.
 *
 * @returns false when it is no longer this process's, or somebody asked for it to be cancelled
 */
export function keepJob(job: ClaimedJob): Operation<boolean> {
	return function* (context) {
		const kept = yield* write(
			context.db
				.updateTable('jobs')
				.set({ leased_until: context.now + job.leaseMs })
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', job.id)
				.where('state', '=', 'running')
				.where('lease_owner', '=', job.leaseOwner)
				.where('cancel_requested', '=', 0),
		);
		return kept === 1;
	};
}

/** Moves a job on, in the transaction of the chunk that did the work. `job` is what `holdJob` returned. */
export function* advanceJob(
	context: StoreContext,
	job: ClaimedJob,
	progress: Omit<JobProgress, 'finished'>,
): Step<void> {
	yield* updateMany({
		table: 'jobs',
		key: ['workspace_id', 'id'],
		set: ['cursor', 'done', 'failed', 'result', 'leased_until', 'updated_at'],
		rows: [
			[
				context.workspaceId,
				job.id,
				progress.cursor,
				job.done + progress.done,
				job.failed + progress.failed,
				progress.result ?? job.result,
				context.now + job.leaseMs,
				context.now,
			],
		],
	});
}

/** Ends a job. */
export function* finishJob(
	context: StoreContext,
	id: string,
	state: 'done' | 'failed' | 'cancelled',
	error?: string,
): Step<void> {
	yield* write(
		context.db
			.updateTable('jobs')
			.set({
				state,
				error: error ?? null,
				lease_owner: null,
				leased_until: null,
				updated_at: context.now,
			})
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', id),
	);
}

/** Puts a job down unfinished, for anyone to take up at once. */
export function releaseJob(job: ClaimedJob): Operation<void> {
	return function* (context) {
		yield* write(
			context.db
				.updateTable('jobs')
				.set({ state: 'open', lease_owner: null, leased_until: null, updated_at: context.now })
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', job.id)
				.where('state', '=', 'running')
				.where('lease_owner', '=', job.leaseOwner),
		);
	};
}
