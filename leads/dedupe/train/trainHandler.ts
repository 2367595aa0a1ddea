import { LeadflowError } from '../../model/error';
import { actorName } from '../../model/actor';
import { findInThread } from '../../matching/findInThread';
import type { StoreContext } from '../../store/context';
import type { Job } from '../../store/jobs';
import type { JobProgress } from '../../store/jobWork';
import { keepWeights, type WeightsVersion } from '../../store/leads/matchWeights';
import { recordEvents } from '../../store/events';
import type { JobHandler } from '../../store/runJob';
import type { Step } from '../../store/step';
import type { LeadStore } from '../../store/store';
import { MOST_LEADS } from '../findAll/findAllJob';
import { leadSchema, readLeadsFor } from '../findAll/readLeads';

/** Kind of the jobs that learn weights from the leads of a store. */
export const TRAIN = 'leads.trainMatching';

/** With fewer leads, or fewer duplicates among them, chance would teach more than the leads do. */
export const FEWEST_TO_LEARN_FROM = { leads: 1000, matches: 50 } as const;

/** What a training came to, as the job's result. */
export interface TrainResult {
	version: number;
	leads: number;
	/** Pairs that were compared. */
	pairs: number;
	/** Pairs that seem to be one person. */
	matches: number;
	seconds: number;
}

/** The intent of the jobs. */
export interface TrainIntent {
	/** Name of the node, for the log. */
	node: string;
}

type Learned = Pick<WeightsVersion, 'weights' | 'leads' | 'pairs'> &
	Pick<TrainResult, 'matches' | 'seconds'>;

/** Odds of 4 to 1: counted as one person. */
const MATCH_BITS = 2;

export function tooThin(what: string, found: number, needed: number): LeadflowError {
	const [have, need] = [found, needed].map((count) => count.toLocaleString('en'));
	return new LeadflowError('CONFLICT', `Too few ${what} to learn from: ${have} of ${need}`, {
		hint: 'The shipped weights stay in use; they work without any training.',
	});
}

async function learn(store: LeadStore, signal: AbortSignal): Promise<Learned> {
	const started = performance.now();
	const leads = await readLeadsFor(store, { most: MOST_LEADS, withFields: false }, signal);
	const count = leads.ids.length;
	if (count < FEWEST_TO_LEARN_FROM.leads) {
		throw tooThin('leads', count, FEWEST_TO_LEARN_FROM.leads);
	}
	const found = await findInThread(
		{
			cells: leads.cells,
			schema: leadSchema,
			options: { joinAt: MATCH_BITS, reviewAt: MATCH_BITS },
			explained: -Infinity,
		},
		signal,
	);
	const matches = found.pairs.length;
	if (matches < FEWEST_TO_LEARN_FROM.matches) {
		throw tooThin('duplicates', matches, FEWEST_TO_LEARN_FROM.matches);
	}
	// Without the prior: how rare a match is follows from how many leads there are at the time.
	const { features } = found.weights;
	const seconds = (performance.now() - started) / 1000;
	return { weights: { features }, leads: count, pairs: found.candidatePairs, matches, seconds };
}

function* keep(context: StoreContext, job: Job, learned: Learned): Step<JobProgress> {
	const { weights, leads, pairs, matches, seconds } = learned;
	const { version } = yield* keepWeights(context, {
		weights,
		leads,
		pairs,
		trainedAt: context.now,
		trainedBy: actorName(context.actor),
	});
	const { node } = job.intent as TrainIntent;
	const text = `Learned from ${leads.toLocaleString('en')} leads what agreement is worth`;
	yield* recordEvents(context, [
		{
			entityType: 'job',
			entityId: job.id,
			version: 1,
			type: 'matching.trained',
			decision: { node, outcome: 'trained', reasons: [{ code: 'trained', text }] },
		},
	]);
	const result: TrainResult = { version, leads, pairs, matches, seconds };
	return { cursor: null, done: leads, failed: 0, finished: true, result };
}

/** How trainings are carried out, for `runJob`. */
export function trainHandler(): JobHandler {
	const learned = new Map<string, Learned>();
	return {
		kind: TRAIN,
		async outside(store, job, signal) {
			if (!learned.has(job.id)) learned.set(job.id, await learn(store, signal));
		},
		*chunk(context, job) {
			const known = learned.get(job.id);
			if (!known) throw new LeadflowError('CONFLICT', 'The training ended without a result');
			return yield* keep(context, job, known);
		},
	};
}
