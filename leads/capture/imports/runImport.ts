import { cancelJob, type Job } from '../../store/jobs';
import { runJob, runOpenJobs, type JobRun } from '../../store/runJob';
import type { LeadStore } from '../../store/store';
import { importHandler } from './importHandler';
import { pruneRejects } from './rejects';
import { dropAbandonedRows, dropStagedRows } from './stagedRows';
import { undoHandler } from './undo/undoHandler';

/** How imports and their undoing are carried out. */
const handlers = () => [importHandler(), undoHandler];

/**
 * Carries an import, or the undoing of one, out to its end, whoever began it. `signal` cancels it: what
 * is done stays done, what is not is not done later.
 *
 * @returns the job as it ended
 * @throws LeadflowError NOT_FOUND, or STORE_… when the store cannot be reached (it can be taken up again)
 */
export async function runImport(store: LeadStore, jobId: string, run: JobRun = {}): Promise<Job> {
	const job = await runJob(store, jobId, handlers(), run);
	const ended =
		job.state === 'open' || job.state === 'running' ? await store.run(cancelJob(job.id)) : job;
	if (ended.state === 'cancelled' || ended.state === 'failed') await dropStagedRows(store, job.id);
	return ended;
}

/**
 * Takes up imports that a process left behind when it died, and removes what ended imports left.
 *
 * @returns how many were worked on
 */
export async function sweepImports(store: LeadStore, run: JobRun = {}): Promise<number> {
	const count = await runOpenJobs(store, handlers(), run);
	await dropAbandonedRows(store);
	let pruned = 0;
	do pruned = await store.run(pruneRejects());
	while (pruned > 0);
	return count;
}
