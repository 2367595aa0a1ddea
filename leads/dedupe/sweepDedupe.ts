import { setImmediate as nextTurn } from 'node:timers/promises';
import { runOpenJobs, type JobRun } from '../store/runJob';
import type { LeadStore } from '../store/store';
import { findAllHandler } from './findAll/findAllHandler';
import { pruneFoundClusters } from './findAll/stagedClusters';
import { trainHandler } from './train/trainHandler';

/**
 * Takes up searches and trainings that a process left behind when it died, and removes finds
 * that are too old to be looked at.
 *
 * @returns how many jobs were worked on
 */
export async function sweepDedupe(store: LeadStore, run: JobRun = {}): Promise<number> {
	const handlers = [findAllHandler(), trainHandler()];
	const count = await runOpenJobs(store, handlers, run);
	let pruned = 0;
	do {
		pruned = await store.run(pruneFoundClusters());
		await nextTurn();
	} while (pruned > 0);
	return count;
}
