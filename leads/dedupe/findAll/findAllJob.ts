import type { PartOfScore } from '../../matching/score/explain';
import type { DedupePreset } from '../../matching/presets/preset';
import type { Operation } from '../../store/context';
import { startJob, type Job } from '../../store/jobs';
import { countLeads } from '../../store/leads/findLeads';
import type { LeadQuery } from '../../store/leads/leadQuery';
import type { MergeRequest } from '../merge/mergeRequest';
import { thresholdsOf } from './thresholds';

/** Kind of the jobs that look for duplicates among all leads. */
export const FIND_ALL = 'leads.findDuplicates';

/**
 * Leads that one search takes at most, because it keeps them in memory: a million take some 3 GB, in
 * this process and in the thread that compares them.
 */
export const MOST_LEADS = 1_000_000;

/** The same for presets of rules, which look at the fields themselves. */
export const MOST_LEADS_BY_RULES = 200_000;

export interface FindAllRequest {
	/** Which leads; all by default. Test leads are looked through with `test` only, and among themselves. */
	query?: Omit<LeadQuery, 'includeTest' | 'view'>;
	test?: boolean;
	preset: DedupePreset;
	/**
	 * `report` only tells what it finds; `review` puts every pair up for review; `merge` merges what is
	 * certain and puts up the rest.
	 */
	apply: 'report' | 'review' | 'merge';
	/** Bits from which on two leads are certainly one. */
	certainAt?: number;
	/** Bits from which on two leads may be one. */
	reviewAt?: number;
	/** Leads of a cluster that is merged without asking; larger ones are put up. Default 50. */
	mostLeads?: number;
	/** How certain clusters are merged: all of `MergeRequest` but the leads. Default: into the oldest. */
	merge?: Omit<MergeRequest, 'ids'>;
	/** Name of the node, for decisions. */
	node: string;
}

/** What a search came to. */
export interface FindAllSummary {
	/** Leads looked through. */
	leads: number;
	/** Pairs compared. */
	candidatePairs: number;
	/** Groups of two or more leads that seem to be one person. */
	clusters: number;
	/** Leads beyond the first of each cluster. */
	duplicates: number;
	/** Pairs beside them that may be one person. */
	possiblePairs: number;
	/** Leads that were merged into another. */
	merged: number;
	/** Clusters that were certain and yet were left: changed meanwhile, too large, declared different. */
	notMerged: number;
	/** Pairs put up for review by this run. */
	reviewPairs: number;
	/** Kinds of keys that too many leads share to be looked at, with how many such keys. */
	cut: Array<{ key: string; blocks: number; leads: number }>;
	/** Seconds of the search itself. */
	seconds: number;
}

/** A group that a search found. */
export interface FoundCluster {
	/** Place among the finds of the job, from 1; the surest first. */
	number: number;
	/** `cluster`: seems to be one person; `possible`: two that may be one. */
	kind: 'cluster' | 'possible';
	leadIds: string[];
	/** Every lead of it is tied to the others by certain evidence. */
	certain: boolean;
	pairs: FoundPair[];
	/** What was done about it. */
	outcome?: 'merged' | 'review' | 'leftAlone';
}

export interface FoundPair {
	leftId: string;
	rightId: string;
	bits: number;
	probability: number;
	/** Why; absent for what is certain in a search of more than 20,000 leads. */
	parts?: PartOfScore[];
	/** Kind of the identity key that both have. */
	by?: string;
}

export const nothingFound: Readonly<FindAllSummary> = {
	leads: 0,
	candidatePairs: 0,
	clusters: 0,
	duplicates: 0,
	possiblePairs: 0,
	merged: 0,
	notMerged: 0,
	reviewPairs: 0,
	cut: [],
	seconds: 0,
};

/** What a search came to so far. */
export function findAllSummary(job: Job): FindAllSummary {
	return { ...nothingFound, ...(job.result as FindAllSummary | undefined) };
}

/**
 * Enters a search for duplicates among the leads that the actor may see. `total` of the job is how
 * many leads there are to look through, as far as is known now.
 *
 * @returns the job, to be carried out by `runFindAll`
 * @throws LeadflowError FORBIDDEN, INVALID_INPUT
 */
export function startFindAll(request: FindAllRequest): Operation<Job> {
	return function* (context) {
		thresholdsOf(request.preset, request);
		const total = yield* countLeads({ ...request.query, includeTest: request.test === true })(
			context,
		);
		return yield* startJob({ kind: FIND_ALL, intent: request, total })(context);
	};
}
