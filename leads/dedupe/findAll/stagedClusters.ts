import { sql } from 'kysely';
import type { PartOfScore } from '../../matching/score/explain';
import { lowestIdAt } from '../../model/ids';
import type { Operation, StoreContext } from '../../store/context';
import { insertMany, q, updateMany, write, type Step } from '../../store/step';
import type { FoundCluster } from './findAllJob';
import type { PlannedGroup } from './planClusters';
import type { ReadLeads } from './readLeads';

export type Outcome = NonNullable<FoundCluster['outcome']>;

export interface StagedPair {
	leftId: string;
	rightId: string;
	bits: number;
	parts?: PartOfScore[];
	by?: string;
}

/** A group as it waits in the store: ids and evidence, no values of leads. */
export interface StagedCluster {
	/** Place among the finds of the job, from 1. */
	number: number;
	kind: FoundCluster['kind'];
	/** Each with the version that was looked at. */
	leads: Array<{ id: string; version: number }>;
	/** The surest first. */
	pairs: StagedPair[];
	certain: boolean;
	tooLarge: boolean;
	outcome?: Outcome;
}

type Data = Pick<StagedCluster, 'leads' | 'pairs' | 'certain' | 'tooLarge'>;

/** How long a search's finds can be looked at. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const DELETED_AT_ONCE = 500;

/** A group of rows as a group of leads. */
export function stagedCluster(
	group: PlannedGroup,
	number: number,
	{ ids, versions }: Pick<ReadLeads, 'ids' | 'versions'>,
): StagedCluster {
	return {
		number,
		kind: group.kind,
		leads: group.rows.map((row) => ({ id: ids[row], version: versions[row] })),
		pairs: group.pairs.map(({ left, right, bits, parts, by }) => ({
			leftId: ids[left],
			rightId: ids[right],
			bits,
			...(parts ? { parts } : {}),
			...(by === undefined ? {} : { by }),
		})),
		certain: group.certain,
		tooLarge: group.tooLarge,
	};
}

/** The next groups, as far as they have so many pairs together; one at least. */
export function groupsOfSoMany(
	groups: readonly PlannedGroup[],
	from: number,
	mostPairs: number,
): PlannedGroup[] {
	let pairs = 0;
	let end = from;
	while (end < groups.length) {
		pairs += groups[end].pairs.length;
		if (pairs > mostPairs && end > from) break;
		end += 1;
	}
	return groups.slice(from, end);
}

/** Writes groups; what an earlier try left under their numbers is replaced. */
export function* stageClusters(
	context: StoreContext,
	jobId: string,
	clusters: readonly StagedCluster[],
): Step<void> {
	yield* insertMany({
		table: 'found_clusters',
		columns: ['workspace_id', 'job_id', 'number', 'kind', 'data', 'outcome'],
		rows: clusters.map(({ number, kind, leads, pairs, certain, tooLarge }) => {
			const data: Data = { leads, pairs, certain, tooLarge };
			return [context.workspaceId, jobId, number, kind, data, null];
		}),
		onConflict: {
			key: ['workspace_id', 'job_id', 'number'],
			set: ['kind', 'data', 'outcome'],
		},
	});
}

/** Removes what an earlier try left beyond the last group. */
export function* dropBeyond(context: StoreContext, jobId: string, last: number): Step<void> {
	yield* write(
		context.db
			.deleteFrom('found_clusters')
			.where('workspace_id', '=', context.workspaceId)
			.where('job_id', '=', jobId)
			.where('number', '>', last),
	);
}

/** Groups of a job in order, after a number. */
export function* readStaged(
	context: StoreContext,
	jobId: string,
	page: { after: number; limit: number; kind?: FoundCluster['kind'] },
): Step<StagedCluster[]> {
	let query = context.db
		.selectFrom('found_clusters')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('job_id', '=', jobId)
		.where('number', '>', page.after)
		.orderBy('number')
		.limit(page.limit);
	if (page.kind) query = query.where('kind', '=', page.kind);
	return (yield* q(query)).map(({ number, kind, data, outcome }) => ({
		...(data as Data),
		number,
		kind: kind as FoundCluster['kind'],
		...(outcome === null ? {} : { outcome: outcome as Outcome }),
	}));
}

/** Says what was done about groups. */
export function* setOutcomes(
	context: StoreContext,
	jobId: string,
	outcomes: ReadonlyArray<{ number: number; outcome: Outcome }>,
): Step<void> {
	yield* updateMany({
		table: 'found_clusters',
		key: ['workspace_id', 'job_id', 'number'],
		set: ['outcome'],
		rows: outcomes.map(({ number, outcome }) => [context.workspaceId, jobId, number, outcome]),
	});
}

/** Removes finds that are older than 30 days, some of them. @returns how many */
export function pruneFoundClusters(): Operation<number> {
	return function* (context) {
		const old = lowestIdAt(context.now - KEPT_MS);
		return yield* write(
			sql`DELETE FROM found_clusters WHERE workspace_id = ${context.workspaceId}
				AND (job_id, number) IN (SELECT job_id, number FROM found_clusters
					WHERE workspace_id = ${context.workspaceId} AND job_id < ${old}
					ORDER BY job_id, number LIMIT ${sql.lit(DELETED_AT_ONCE)})`.compile(context.db),
		);
	};
}
