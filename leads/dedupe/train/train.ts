import { LeadflowError } from '../../model/error';
import type { Operation } from '../../store/context';
import { isoText } from '../../store/instants';
import { cancelJob, startJob, type Job } from '../../store/jobs';
import { countLeads } from '../../store/leads/findLeads';
import {
	chooseWeights,
	readStoredWeights,
	type StoredWeights,
	type WeightsVersion,
} from '../../store/leads/matchWeights';
import { requireAdmin } from '../../store/permissions';
import { runJob, type JobRun } from '../../store/runJob';
import type { LeadStore } from '../../store/store';
import {
	FEWEST_TO_LEARN_FROM,
	tooThin,
	TRAIN,
	trainHandler,
	type TrainIntent,
} from './trainHandler';

export { TRAIN, type TrainResult } from './trainHandler';

/** A version without the numbers themselves. */
export interface WeightsSummary extends Omit<WeightsVersion, 'weights' | 'trainedAt'> {
	/** ISO 8601. */
	trainedAt: string;
	active: boolean;
}

/**
 * Enters a job that learns from the leads of this store, without labels, what agreement is worth. What
 * it learns is used from then on by every check and search.
 *
 * @returns to be carried out by `runTraining`
 * @throws LeadflowError FORBIDDEN for anyone but system and administrators; CONFLICT for too few leads
 */
export function startTraining(node: string): Operation<Job> {
	return function* (context) {
		requireAdmin(context.actor, 'Training');
		const total = yield* countLeads({})(context);
		if (total < FEWEST_TO_LEARN_FROM.leads) {
			throw tooThin('leads', total, FEWEST_TO_LEARN_FROM.leads);
		}
		const intent: TrainIntent = { node };
		return yield* startJob({ kind: TRAIN, intent, total })(context);
	};
}

/**
 * Carries it out. `signal` cancels it, and nothing is learned.
 *
 * @returns the job as it ended; failed where there are too few duplicates to learn from
 */
export async function runTraining(store: LeadStore, jobId: string, run: JobRun = {}): Promise<Job> {
	const job = await runJob(store, jobId, [trainHandler()], run);
	if (job.state !== 'open' && job.state !== 'running') return job;
	return await store.run(cancelJob(job.id));
}

function summaries({ active, versions }: StoredWeights): WeightsSummary[] {
	return versions.map(({ version, trainedAt, trainedBy, leads, pairs }) => ({
		version,
		trainedAt: isoText(trainedAt),
		trainedBy,
		leads,
		pairs,
		active: version === active,
	}));
}

/** What is kept, newest first. Where none is active, the shipped weights are in use. */
export function findWeights(): Operation<WeightsSummary[]> {
	return function* (context) {
		return summaries(yield* readStoredWeights(context));
	};
}

/**
 * Uses an earlier version again.
 *
 * @throws LeadflowError NOT_FOUND, FORBIDDEN
 */
export function activateWeights(version: number): Operation<WeightsSummary[]> {
	return function* (context) {
		requireAdmin(context.actor, 'Changing the weights');
		const stored = yield* chooseWeights(context, version);
		if (stored) return summaries(stored);
		throw new LeadflowError('NOT_FOUND', `Weights of version ${version} are not kept`, {
			field: 'version',
			hint: 'The last five versions are kept.',
		});
	};
}

/**
 * Back to the shipped weights; what was learned is kept.
 *
 * @throws LeadflowError FORBIDDEN
 */
export function resetWeights(): Operation<WeightsSummary[]> {
	return function* (context) {
		requireAdmin(context.actor, 'Changing the weights');
		const stored = yield* chooseWeights(context, null);
		return stored ? summaries(stored) : [];
	};
}
