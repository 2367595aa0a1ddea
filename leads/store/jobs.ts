import { actorName, type Actor } from '../model/actor';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { Operation, StoreContext } from './context';
import { isoText } from './instants';
import { cursorId, pageLimit, pageOf, type Page } from './paging';
import { requireWriter } from './permissions';
import type { RowOf } from './schema/tables';
import { first, insertMany, q, write } from './step';

/** `open`: waiting for somebody to work on it; `running`: somebody does, or died doing so. */
export type JobState = 'open' | 'running' | 'done' | 'failed' | 'cancelled';

/** A long operation: what is wanted, how far it has come. */
export interface Job {
	id: string;
	kind: string;
	state: JobState;
	/** What was asked for, as the kind defines it. */
	intent: unknown;
	/** Where the next chunk begins; null before the first. */
	cursor: unknown;
	done: number;
	failed: number;
	total?: number;
	result?: unknown;
	/** Why it failed. */
	error?: string;
	createdBy: string;
	cancelRequested: boolean;
	createdAt: string;
	updatedAt: string;
}

/** What the intent column holds: the request, and as whom it is carried out whoever works on it. */
export interface StoredIntent {
	request: unknown;
	actor: Actor;
}

/** A row as a job. */
export function jobOf(row: RowOf<'jobs'>): Job {
	return {
		id: row.id,
		kind: row.kind,
		state: row.state as JobState,
		intent: (row.intent as StoredIntent).request,
		cursor: row.cursor,
		done: row.done,
		failed: row.failed,
		...(row.total === null ? {} : { total: row.total }),
		...(row.result === null ? {} : { result: row.result }),
		...(row.error === null ? {} : { error: row.error }),
		createdBy: row.created_by,
		cancelRequested: row.cancel_requested === 1,
		createdAt: isoText(row.created_at),
		updatedAt: isoText(row.updated_at),
	};
}

/** Enters a long operation. It is carried out by `runJob`, as the actor who started it. */
export function startJob(job: {
	kind: string;
	intent: unknown;
	total?: number;
	cursor?: unknown;
	/** Where something had to have the ID before the job was there. */
	id?: string;
}): Operation<Job> {
	return function* (context) {
		requireWriter(context.actor);
		const id = job.id ?? context.newId();
		const intent: StoredIntent = { request: job.intent, actor: context.actor };
		yield* insertMany({
			table: 'jobs',
			columns: [
				'workspace_id',
				'id',
				'kind',
				'state',
				'intent',
				'cursor',
				'done',
				'failed',
				'total',
				'created_by',
				'cancel_requested',
				'created_at',
				'updated_at',
			],
			rows: [
				[
					context.workspaceId,
					id,
					job.kind,
					'open',
					intent,
					job.cursor,
					0,
					0,
					job.total,
					actorName(context.actor),
					false,
					context.now,
					context.now,
				],
			],
			onConflict: 'error',
		});
		return yield* getJob(id)(context);
	};
}

/** Jobs that the actor may see: all for those who see all leads, their own for everybody else. */
function jobsFor(context: StoreContext) {
	const query = context.db
		.selectFrom('jobs')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId);
	return context.actor.scope.kind === 'all'
		? query
		: query.where('created_by', '=', actorName(context.actor));
}

/**
 * One job with its progress.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getJob(id: string): Operation<Job> {
	return function* (context) {
		const key = id.toLowerCase();
		const row = isId(key) ? yield* first(jobsFor(context).where('id', '=', key)) : undefined;
		if (row) return jobOf(row);
		throw new LeadflowError('NOT_FOUND', 'No job has this ID, or it is not yours to see', {
			field: 'id',
			hint: "Use the 'id' of a job from 'Job: Get Many'.",
		});
	};
}

/** Jobs, newest first. */
export function findJobs(
	request: { states?: readonly JobState[]; kind?: string; limit?: number; after?: string } = {},
): Operation<Page<Job>> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		let query = jobsFor(context)
			.orderBy('id', 'desc')
			.limit(limit + 1);
		if (request.states?.length) query = query.where('state', 'in', request.states);
		if (request.kind) query = query.where('kind', '=', request.kind);
		if (request.after) query = query.where('id', '<', cursorId(request.after));
		return pageOf(yield* q(query), limit, jobOf);
	};
}

/**
 * Asks a job to stop. It stops after the chunk that is running; what is done stays done. A job that
 * ended already is left as it is.
 */
export function cancelJob(id: string): Operation<Job> {
	return function* (context) {
		requireWriter(context.actor);
		const job = yield* getJob(id)(context);
		const running = context.db
			.updateTable('jobs')
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', job.id);
		// One that nobody has begun is over at once.
		yield* write(
			running.where('state', '=', 'open').set({
				state: 'cancelled',
				cancel_requested: 1,
				updated_at: context.now,
			}),
		);
		yield* write(
			running.where('state', '=', 'running').set({ cancel_requested: 1, updated_at: context.now }),
		);
		return yield* getJob(job.id)(context);
	};
}
