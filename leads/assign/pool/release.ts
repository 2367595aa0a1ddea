import type { Operation, StoreContext } from '../../store/context';
import { isWorkedOn } from '../../store/leads/holding';
import type { LeadRow } from '../../store/leads/leadRow';
import { requireWriter } from '../../store/permissions';
import { coveringPool, readPools, teamsOf, type StoredPool } from '../../store/pools';
import { requirePool } from '../../store/references';
import { q, type Step } from '../../store/step';
import { moveEach, type Judge } from './moveEach';
import { lockNamedLeads, mayMove, runsPool } from './namedLeads';
import type { PoolResult } from './result';

export interface ReleaseRequest {
	/** Why (退回原因), in the words of who gives it back. */
	reason?: string;
	/** Into which pool; default the lead's own, or the one that covers its owner. */
	poolId?: string;
	/** Tells what would be given back. */
	dryRun?: boolean;
}

export interface PutRequest {
	poolId: string;
	dryRun?: boolean;
}

function intoPool(lead: LeadRow, poolId: string): LeadRow {
	const returned = lead.owner_id === null ? lead.returned_count : (lead.returned_count ?? 0) + 1;
	return { ...lead, owner_id: null, team_id: null, pool_id: poolId, returned_count: returned };
}

/** The pool that covers each owner, for leads that have none of their own. */
function* poolsOfOwners(
	context: StoreContext,
	leads: readonly LeadRow[],
	pools: ReadonlyMap<string, StoredPool>,
): Step<ReadonlyMap<string, StoredPool>> {
	const covering = new Map<string, StoredPool>();
	const ids = [...new Set(leads.flatMap(({ owner_id }) => owner_id ?? []))];
	if (ids.length === 0) return covering;
	const members = yield* q(
		context.db
			.selectFrom('members')
			.select(['id', 'team_id', 'data'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids),
	);
	for (const member of members) {
		const pool = coveringPool(pools, { id: member.id, teamIds: teamsOf(member) });
		if (pool) covering.set(member.id, pool);
	}
	return covering;
}

/**
 * Gives leads back to their pool (退回). The lead keeps its history: whose it was, and how often it
 * came back. For who has it, for their manager and for administrators of its pool, who pull it back.
 *
 * @param ids at most 200
 * @param node name of the node or page, for the decisions
 * @returns one result an id, in order; the refused do not hold up the others
 * @throws LeadflowError INVALID_INPUT for an unknown pool
 */
export function releaseLeads(
	ids: readonly string[],
	request: ReleaseRequest,
	node: string,
): Operation<PoolResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const target =
			request.poolId === undefined
				? undefined
				: (yield* requirePool(context, request.poolId, 'poolId')).id;
		const named = yield* lockNamedLeads(context, ids);
		const pools = yield* readPools(context);
		const strays = [...named.values()].filter(({ pool_id }) => !pools.has(pool_id ?? ''));
		const covering = yield* poolsOfOwners(context, target === undefined ? strays : [], pools);
		const reason = request.reason?.trim() ?? '';
		const judge: Judge = (lead) => {
			if (!mayMove(context, lead, pools)) return 'notFound';
			if (!isWorkedOn(lead)) return 'converted';
			if (lead.owner_id === null) return 'notOwned';
			const own = pools.get(lead.pool_id ?? '') ?? covering.get(lead.owner_id);
			const pool = target === undefined ? own : pools.get(target);
			if (!pool) return 'noPool';
			if (reason === '' && (own ?? pool).returnReasonRequired) return 'reasonMissing';
			return {
				after: intoPool(lead, pool.id),
				outcome: 'released',
				reason: { code: 'released', text: 'Given back to the public pool' },
				...(reason === '' ? {} : { payload: { reason } }),
			};
		};
		return yield* moveEach(context, ids, named, judge, { node, dryRun: request.dryRun });
	};
}

/**
 * Puts leads into a pool (放入公海), whether somebody has them or nobody. For who may change the lead
 * and for administrators of that pool.
 *
 * @param ids at most 200
 * @param node name of the node or page, for the decisions
 * @throws LeadflowError INVALID_INPUT for an unknown pool
 */
export function putIntoPool(
	ids: readonly string[],
	request: PutRequest,
	node: string,
): Operation<PoolResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const { id: poolId } = yield* requirePool(context, request.poolId, 'poolId');
		const named = yield* lockNamedLeads(context, ids);
		const pools = yield* readPools(context);
		const judge: Judge = (lead) => {
			if (!mayMove(context, lead, pools)) return 'notFound';
			// Out of another pool only with a say in both.
			const lies = lead.owner_id === null && lead.pool_id !== null;
			if (lies && !runsPool(context, pools.get(poolId))) return 'notPermitted';
			if (!isWorkedOn(lead)) return 'converted';
			if (lead.owner_id === null && lead.pool_id === poolId) return 'alreadyInPool';
			// Giving back one's own lead by this way asks for the reason as well.
			const own = pools.get(lead.pool_id ?? '') ?? pools.get(poolId);
			const isOwn = lead.owner_id !== null && lead.owner_id === context.actor.memberId;
			if (isOwn && own?.returnReasonRequired && !runsPool(context, own)) return 'reasonMissing';
			return {
				after: intoPool(lead, poolId),
				outcome: 'pooled',
				reason: { code: 'pooled', text: 'Put into the public pool' },
			};
		};
		return yield* moveEach(context, ids, named, judge, { node, dryRun: request.dryRun });
	};
}
