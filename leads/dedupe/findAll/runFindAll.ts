import { cancelJob, type Job } from '../../store/jobs';
import { indexMatchKeys } from '../../store/leads/matchUpkeep';
import { runJob, type JobRun } from '../../store/runJob';
import type { LeadStore } from '../../store/store';
import { findAllHandler } from './findAllHandler';

export { findAllSummary } from './findAllJob';

/**
 * Carries a search for duplicates out to its end, whoever began it. `signal` cancels it: what was
 * merged or put up stays so.
 *
 * @returns the job as it ended; `findAllSummary` reads its result
 * @throws LeadflowError NOT_FOUND, or STORE_… when the store cannot be reached (it can be taken up again)
 */
export async function runFindAll(store: LeadStore, jobId: string, run: JobRun = {}): Promise<Job> {
	// What the search merges and puts up is met by later captures: they need the keys of every lead.
	await indexMatchKeys(store, { signal: run.signal });
	const job = await runJob(store, jobId, [findAllHandler()], run);
	if (job.state !== 'open' && job.state !== 'running') return job;
	return await store.run(cancelJob(job.id));
}
