import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Operation, StoreContext } from '../../store/context';
import { startJob, type Job } from '../../store/jobs';
import { survivorsOf } from '../../store/leads/mergedIds';
import { lockLeads } from '../../store/leads/writeLeads';
import type { JobHandler } from '../../store/runJob';
import type { Step } from '../../store/step';
import { mergeLeads } from './mergeLeads';
import type { MergeRequest } from './mergeRequest';

/** Merging many clusters: each is merged, or told why not, by itself. */
export interface MergeManyRequest {
	clusters: ReadonlyArray<readonly string[]>;
	/** How each is merged. */
	merge: Omit<MergeRequest, 'ids' | 'masterId' | 'fieldChoices'>;
	/** Name of the node or page, for the decisions. */
	node: string;
}

export interface ClusterResult {
	/** Place of the cluster in the request, from 0. */
	index: number;
	outcome: 'merged' | 'alreadyMerged' | 'refused';
	survivorId?: string;
	mergedIds?: string[];
	/** Why it was refused. */
	code?: string;
	message?: string;
}

/** `job.result` of a job of the kind `leads.merge`. */
export interface MergeManyResult {
	merged: number;
	alreadyMerged: number;
	refused: number;
	/** Leads that were merged away. */
	leads: number;
	/** One for each of the first thousand clusters. */
	clusters: ClusterResult[];
}

/** Kind of the jobs that merge many clusters. */
export const MERGE_MANY = 'leads.merge';

/** Leads in one transaction: on SQLite it blocks the event loop. */
const LEADS_AT_ONCE = { sqlite: 40, postgres: 200 } as const;
const MOST_TOLD = 1000;

const nothingMerged: Readonly<MergeManyResult> = {
	merged: 0,
	alreadyMerged: 0,
	refused: 0,
	leads: 0,
	clusters: [],
};

/**
 * Enters the merging of many clusters, to be carried out by `runJob`.
 *
 * @throws LeadflowError INVALID_INPUT for a rule that needs a lead to be named, FORBIDDEN
 */
export function startMerges(request: MergeManyRequest): Operation<Job> {
	return function* (context) {
		if (request.merge.masterRule === 'manual') {
			throw new LeadflowError(
				'INVALID_INPUT',
				'Of many clusters, the lead that lives on is found by a rule',
				{ field: 'masterRule', hint: "Choose another rule, such as 'oldest'." },
			);
		}
		const { clusters } = request;
		return yield* startJob({ kind: MERGE_MANY, intent: request, total: clusters.length })(context);
	};
}

/** How jobs that merge leads are carried out, for `runJob`. */
export const mergeJobHandlers: readonly JobHandler[] = [
	{
		kind: MERGE_MANY,
		*chunk(context, job) {
			const { clusters, merge, node } = job.intent as MergeManyRequest;
			const from = (job.cursor as number | null) ?? 0;
			const upTo = endOfChunk(clusters, from, LEADS_AT_ONCE[context.dialect]);
			yield* holdAll(context, clusters.slice(from, upTo).flat());
			const result = structuredClone((job.result ?? nothingMerged) as MergeManyResult);
			let refused = 0;
			for (let index = from; index < upTo; index += 1) {
				const one = yield* mergeOne(context, { ...merge, ids: clusters[index] }, node);
				if (one.outcome === 'refused') refused += 1;
				result[one.outcome] += 1;
				result.leads += one.mergedIds?.length ?? 0;
				if (result.clusters.length < MOST_TOLD) result.clusters.push({ index, ...one });
			}
			return {
				cursor: upTo,
				done: upTo - from - refused,
				failed: refused,
				finished: upTo >= clusters.length,
				result,
			};
		},
	},
];

function endOfChunk(clusters: MergeManyRequest['clusters'], from: number, most: number): number {
	let leads = 0;
	let end = from;
	while (end < clusters.length && (end === from || leads + clusters[end].length <= most)) {
		leads += clusters[end].length;
		end += 1;
	}
	return end;
}

/** All leads of a chunk, before any of them is written, so that nobody waits in a circle. */
function* holdAll(context: StoreContext, ids: readonly string[]): Step<void> {
	const survivors = yield* survivorsOf(context, ids.map((id) => id.toLowerCase()).filter(isId));
	yield* lockLeads(context, [...survivors.values()]);
}

/** One cluster. What is refused is refused before anything of it is written. */
function* mergeOne(
	context: StoreContext,
	request: MergeRequest,
	node: string,
): Step<Omit<ClusterResult, 'index'>> {
	const attempt = yield* attempted(mergeLeads(request, node)(context));
	if ('refusal' in attempt) {
		const { code, message } = attempt.refusal;
		return { outcome: 'refused', code, message };
	}
	const { lead, mergedIds, alreadyMerged } = attempt.value;
	const outcome = alreadyMerged ? 'alreadyMerged' : 'merged';
	return { outcome, survivorId: lead.id, mergedIds };
}

/** A step's result, or the error for a person that it ended with; other errors go on. */
function* attempted<T>(step: Step<T>): Step<{ value: T } | { refusal: LeadflowError }> {
	let caught: unknown;
	try {
		return { value: yield* step };
	} catch (error) {
		caught = error;
	}
	if (caught instanceof LeadflowError) return { refusal: caught };
	throw caught;
}
