import { probabilityOf } from '../../matching/score/explain';
import { LeadflowError } from '../../model/error';
import type { Lead } from '../../model/lead';
import type { Operation, StoreContext } from '../../store/context';
import { getJob } from '../../store/jobs';
import { survivorsOf } from '../../store/leads/mergedIds';
import { presentLeads } from '../../store/leads/presentLeads';
import { readLeads } from '../../store/leads/lockLeads';
import { pageLimit, type Page } from '../../store/paging';
import { canSee } from '../../store/permissions';
import type { Step } from '../../store/step';
import { FIND_ALL, type FoundCluster } from './findAllJob';
import { readStaged, type StagedCluster } from './stagedClusters';

/** A cluster with its leads as the actor may see them; those that live on, each once. */
export interface ShownCluster extends FoundCluster {
	leads: Lead[];
}

/**
 * What a search found, the surest first; kept for 30 days. Of leads that the actor may not see nothing
 * is told, and of those that were merged or deleted since, what lives on.
 *
 * @throws LeadflowError NOT_FOUND, INVALID_INPUT for a cursor that is none
 */
export function findAllClusters(
	jobId: string,
	page: { kind?: FoundCluster['kind']; limit?: number; after?: string } = {},
): Operation<Page<ShownCluster>> {
	return function* (context) {
		const job = yield* getJob(jobId)(context);
		if (job.kind !== FIND_ALL) {
			throw new LeadflowError('NOT_FOUND', 'The job with this ID is no search for duplicates', {
				field: 'jobId',
			});
		}
		const limit = pageLimit(page.limit);
		const after = page.after === undefined ? 0 : numberOf(page.after);
		const staged = yield* readStaged(context, job.id, { kind: page.kind, after, limit: limit + 1 });
		const shown = staged.slice(0, limit);
		const leads = yield* leadsOf(context, shown);
		const last = shown.at(-1);
		return {
			entries: shown.map((cluster) => shownCluster(cluster, leads)),
			...(staged.length > limit && last ? { nextCursor: String(last.number) } : {}),
		};
	};
}

function numberOf(cursor: string): number {
	if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
	throw new LeadflowError('INVALID_INPUT', 'The cursor does not belong to this list', {
		field: 'after',
		hint: "Use 'nextCursor' of the page before.",
	});
}

/** Id that was found → what the actor may see of the lead that lives on. */
function* leadsOf(
	context: StoreContext,
	clusters: readonly StagedCluster[],
): Step<Map<string, Lead>> {
	const ids = clusters.flatMap(({ leads }) => leads.map(({ id }) => id));
	const survivors = yield* survivorsOf(context, ids);
	const rows = (yield* readLeads(context, [...survivors.values()])).filter(
		(row) => row.deleted_at === null && canSee(context.actor, row),
	);
	const byId = new Map((yield* presentLeads(context, rows)).map((lead) => [lead.id, lead]));
	const leads = new Map<string, Lead>();
	for (const [id, survivor] of survivors) {
		const lead = byId.get(survivor);
		if (lead) leads.set(id, lead);
	}
	return leads;
}

function shownCluster(cluster: StagedCluster, leads: ReadonlyMap<string, Lead>): ShownCluster {
	const { number, kind, certain, outcome } = cluster;
	const seen = cluster.leads.map(({ id }) => id).filter((id) => leads.has(id));
	const alive = new Map(seen.flatMap((id) => leads.get(id) ?? []).map((lead) => [lead.id, lead]));
	return {
		number,
		kind,
		leadIds: seen,
		certain,
		pairs: cluster.pairs
			.filter(({ leftId, rightId }) => leads.has(leftId) && leads.has(rightId))
			.map((pair) => ({ ...pair, probability: probabilityOf(pair.bits) })),
		...(outcome === undefined ? {} : { outcome }),
		leads: [...alive.values()],
	};
}
