import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { vetoOf } from '../../matching/duplicateSearch';
import { runInSlices } from '../../matching/runInSlices';
import { LeadflowError } from '../../model/error';
import type { StoreContext } from '../../store/context';
import type { Job } from '../../store/jobs';
import type { JobProgress } from '../../store/jobWork';
import { differentCouples } from '../../store/leads/knownPairs';
import { readActiveWeights } from '../../store/leads/matchWeights';
import { recountFrequencies } from '../../store/leads/matchUpkeep';
import { FEWEST_LEADS } from '../../store/leads/similarLeads';
import type { JobHandler } from '../../store/runJob';
import type { Step } from '../../store/step';
import type { LeadStore } from '../../store/store';
import { applyClusters } from './applyClusters';
import {
	FIND_ALL,
	findAllSummary,
	MOST_LEADS,
	MOST_LEADS_BY_RULES,
	type FindAllRequest,
	type FindAllSummary,
} from './findAllJob';
import { planClusters, type PlannedGroup } from './planClusters';
import { leadSchema, readLeadsFor, type ReadLeads } from './readLeads';
import { searchRecords } from './search';
import {
	dropBeyond,
	groupsOfSoMany,
	readStaged,
	setOutcomes,
	stagedCluster,
	stageClusters,
} from './stagedClusters';
import { thresholdsOf } from './thresholds';

/** Pairs staged in one transaction, with what speaks for each: a group of fifty has a thousand. */
const PAIRS_STAGED_AT_ONCE = { sqlite: 400, postgres: 2000 } as const;
/** Groups put up for review in one transaction; one that merges takes a tenth: a merge moves many rows. */
const APPLIED_AT_ONCE = { sqlite: 20, postgres: 100 } as const;
/** Of more leads, what is certain comes without its parts, which would hold n8n up; `explainLeads` tells them. */
const MANY = 20_000;
/** The default guard: larger clusters are not merged without asking. */
const MOST_MERGED = 50;

/** Where a search stands. Until all finds are staged they are those of one run, and another one searches again. */
type Cursor =
	| { phase: 'search'; run: string; staged: number }
	| { phase: 'apply'; after: number }
	/** The store learns how frequent names and companies are by now. */
	| { phase: 'count' };

function cursorOf(job: Job): Cursor {
	return (job.cursor as Cursor | null) ?? { phase: 'search', run: '', staged: 0 };
}

function requestOf(job: Job): FindAllRequest {
	return job.intent as FindAllRequest;
}

/** What was found, while it is being staged. */
interface Finds {
	leads: Pick<ReadLeads, 'ids' | 'versions'>;
	groups: PlannedGroup[];
	summary: FindAllSummary;
}

/** One search: reads and compares outside any transaction, then stages and applies what it found piece by piece. */
class FindAllRun {
	private readonly run = randomUUID();
	private finds?: Finds;
	/** The group whose merging was tried last. */
	private merging?: number;
	private readonly unmergeable = new Set<number>();

	async outside(store: LeadStore, job: Job, signal: AbortSignal): Promise<void> {
		const { phase } = cursorOf(job);
		if (phase === 'search' && !this.finds) await this.search(store, job, signal);
		// Counts are those of the whole store: a search over a part does not go to that length.
		if (phase === 'count' && !requestOf(job).query) await recountFrequencies(store, { signal });
	}

	private async search(store: LeadStore, job: Job, signal: AbortSignal): Promise<void> {
		const started = performance.now();
		const request = requestOf(job);
		const { preset } = request;
		const thresholds = thresholdsOf(preset, request);
		const withFields = preset !== 'leadflow';
		const most = withFields ? MOST_LEADS_BY_RULES : MOST_LEADS;
		const leads = await readLeadsFor(store, { ...request, most, withFields }, signal);
		const different = await declaredDifferent(store, leads.ids);
		const mostLeads = request.mostLeads ?? MOST_MERGED;
		const found = await searchRecords(
			{
				preset,
				cells: leads.cells,
				schema: leadSchema,
				fields: leads.fields,
				weights: await store.read(readActiveWeights),
				...thresholds,
				mostRecords: mostLeads,
				different,
				fewest: FEWEST_LEADS,
				explained: leads.ids.length > MANY ? thresholds.certainAt : Infinity,
			},
			signal,
		);
		const plan = { ...thresholds, mostLeads, vetoed: vetoOf(different) };
		const groups = await runInSlices(planClusters(found, leads.identityPairs, plan), { signal });
		const { ids, versions } = leads;
		const clusters = groups.filter(({ kind }) => kind === 'cluster');
		const summary: FindAllSummary = {
			...findAllSummary(job),
			leads: ids.length,
			candidatePairs: found.candidatePairs,
			clusters: clusters.length,
			duplicates: clusters.reduce((sum, { rows }) => sum + rows.length - 1, 0),
			possiblePairs: groups.length - clusters.length,
			cut: found.cut.map(({ rule, blocks, records }) => ({ key: rule, blocks, leads: records })),
			seconds: (performance.now() - started) / 1000,
		};
		this.finds = { leads: { ids, versions }, groups, summary };
	}

	*chunk(context: StoreContext, job: Job): Step<JobProgress> {
		const cursor = cursorOf(job);
		switch (cursor.phase) {
			case 'search':
				return yield* this.stage(context, job, cursor.run === this.run ? cursor.staged : 0);
			case 'apply':
				return yield* this.apply(context, job, cursor.after);
			case 'count':
				return { cursor, done: 0, failed: 0, finished: true };
		}
	}

	private *stage(context: StoreContext, job: Job, from: number): Step<JobProgress> {
		const { finds, run } = this;
		if (!finds) throw new LeadflowError('CONFLICT', 'The search ended without a result');
		const groups = groupsOfSoMany(finds.groups, from, PAIRS_STAGED_AT_ONCE[context.dialect]);
		yield* stageClusters(
			context,
			job.id,
			groups.map((group, index) => stagedCluster(group, from + index + 1, finds.leads)),
		);
		const staged = from + groups.length;
		const isThrough = staged >= finds.groups.length;
		if (isThrough) yield* dropBeyond(context, job.id, staged);
		const isDone = requestOf(job).apply === 'report' || staged === 0;
		const next: Cursor = isDone ? { phase: 'count' } : { phase: 'apply', after: 0 };
		return {
			cursor: isThrough ? next : { phase: 'search', run, staged },
			done: finds.summary.leads - job.done,
			failed: 0,
			finished: false,
			result: finds.summary,
		};
	}

	private *apply(context: StoreContext, job: Job, after: number): Step<JobProgress> {
		this.finds = undefined;
		const request = requestOf(job);
		const merge = request.apply === 'merge';
		const limit = APPLIED_AT_ONCE[context.dialect] / (merge ? 10 : 1);
		const clusters = yield* readStaged(context, job.id, { after, limit });
		this.merging = undefined;
		const applied = yield* applyClusters(context, clusters, {
			merge,
			certainAt: thresholdsOf(request.preset, request).certainAt,
			mostLeads: request.mostLeads ?? MOST_MERGED,
			howToMerge: request.merge ?? { masterRule: 'oldest' },
			node: request.node,
			isUnmergeable: (number) => this.unmergeable.has(number),
			merging: (number) => (this.merging = number),
		});
		yield* setOutcomes(context, job.id, applied.outcomes);
		const before = findAllSummary(job);
		const next: Cursor =
			clusters.length < limit
				? { phase: 'count' }
				: { phase: 'apply', after: clusters[clusters.length - 1].number };
		return {
			cursor: next,
			done: 0,
			failed: 0,
			finished: false,
			result: {
				...before,
				merged: before.merged + applied.merged,
				notMerged: before.notMerged + applied.notMerged,
				reviewPairs: before.reviewPairs + applied.reviewPairs,
			},
		};
	}

	/** A group that cannot be merged is left for review; the others go on. */
	retries(error: unknown): boolean {
		if (!(error instanceof LeadflowError) || this.merging === undefined) return false;
		if (error.code.startsWith('STORE_') || this.unmergeable.has(this.merging)) return false;
		this.unmergeable.add(this.merging);
		return true;
	}
}

/** What was ever declared to be different, as pairs of these rows. */
async function declaredDifferent(
	store: LeadStore,
	ids: readonly string[],
): Promise<Array<[left: number, right: number]>> {
	const rowOf = new Map(ids.map((id, row) => [id, row]));
	const pairs: Array<[number, number]> = [];
	let after: string | undefined;
	do {
		const page = await store.read((context) => differentCouples(context, after));
		for (const [left, right] of page.couples) {
			const [one, other] = [rowOf.get(left), rowOf.get(right)];
			if (one !== undefined && other !== undefined) pairs.push([one, other]);
		}
		after = page.next;
		await nextTurn();
	} while (after !== undefined);
	return pairs;
}

/** How searches for duplicates are carried out, for `runJob`. Remembers what it found for the jobs it is at. */
export function findAllHandler(): JobHandler {
	const runs = new Map<string, FindAllRun>();
	const runOf = (job: Job): FindAllRun => {
		const run = runs.get(job.id) ?? new FindAllRun();
		runs.set(job.id, run);
		return run;
	};
	return {
		kind: FIND_ALL,
		outside: async (store, job, signal) => await runOf(job).outside(store, job, signal),
		*chunk(context, job) {
			const progress = yield* runOf(job).chunk(context, job);
			if (progress.finished) runs.delete(job.id);
			return progress;
		},
		retries: (job, error) => runs.get(job.id)?.retries(error) ?? false,
	};
}
