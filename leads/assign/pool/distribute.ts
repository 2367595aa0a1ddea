import { openStatuses } from '../../model/status';
import { systemActor } from '../../model/actor';
import { LeadflowError } from '../../model/error';
import type { StoreContext } from '../../store/context';
import { poolLeads } from './findPoolLeads';
import { readPools, type StoredPool } from '../../store/pools';
import type { LeadStore } from '../../store/store';
import { assignAll } from '../assignAll';
import type { AssignResult } from '../result';
import type { RuleSet } from '../ruleSet';

const DEFAULT_LIMIT = 50;
const HIGHEST_LIMIT = 200;

/** The cool-downs of the pools that bar for longer than this one: a change of the others is no new rule. */
function longerCoolDowns(pool: StoredPool, pools: Iterable<StoredPool>): Record<string, number> {
	const hoursOf = ({ previousOwnerCoolDownHours }: StoredPool) => previousOwnerCoolDownHours ?? 0;
	const longer = [...pools].filter((one) => hoursOf(one) > hoursOf(pool));
	return Object.fromEntries(longer.map((one) => [one.id, hoursOf(one)]));
}

/**
 * The rules by which an automatic pool (自动分配) gives its leads to its members: in turn, or by their
 * weights, within their shifts and limits and those of their pools. Whom nobody can take stays in the pool.
 */
export function ruleSetOfPool(pool: StoredPool, pools: Iterable<StoredPool>): RuleSet {
	return {
		name: `pool:${pool.id}`,
		rules: [
			{
				name: 'members',
				target: { poolId: pool.id },
				method: pool.autoMode === 'weighted' ? 'weighted' : 'roundRobin',
				onNoneAvailable: 'nextRule',
			},
		],
		zone: pool.timezone,
		calendar: { holidays: 'CN' },
		countStatuses: openStatuses,
		capWindow: 'calendar',
		holdLimits: true,
		returns: 'noCatchUp',
		coolDownHours: pool.previousOwnerCoolDownHours ?? 0,
		// Giving a lead back into another pool shortens nothing, as when claiming.
		poolCoolDownHours: longerCoolDowns(pool, pools),
	};
}

/** `random` (随机) deals the leads out in an order by chance, so that nobody knows whose turn brings which. */
function dealt(ids: readonly string[], pool: StoredPool): string[] {
	if (pool.autoMode !== 'random') return [...ids];
	return ids
		.map((id) => ({ id, by: Math.random() }))
		.sort((one, other) => one.by - other.by)
		.map(({ id }) => id);
}

/**
 * Gives out the leads that lie in automatic pools, the oldest first, in small transactions.
 *
 * @param request.limit leads of each pool at most, default 50
 * @param node name of the node or page, for the decisions
 * @throws LeadflowError FORBIDDEN for whoever does not act for the company
 */
export async function distributePools(
	store: LeadStore,
	request: { limit?: number; dryRun?: boolean },
	node: string,
): Promise<AssignResult[]> {
	const { role, scope } = store.actor;
	if (scope.kind !== 'all' || role === 'viewer') {
		throw new LeadflowError('FORBIDDEN', 'Giving out the leads of a pool needs an administrator', {
			hint: "Choose a 'Leadflow Store API' credential with the role Administrator.",
		});
	}
	const pools = await store.read((context: StoreContext) => readPools(context));
	const results: AssignResult[] = [];
	for (const pool of pools.values()) {
		if (pool.assignMode !== 'automatic') continue;
		const { leads } = await store.as(systemActor).read(
			poolLeads({
				poolId: pool.id,
				limit: Math.min(request.limit ?? DEFAULT_LIMIT, HIGHEST_LIMIT),
				sort: { by: 'createdAt', direction: 'ascending' },
			}),
		);
		const ids = dealt(
			leads.map(({ id }) => id),
			pool,
		);
		if (ids.length === 0) continue;
		const options = { node, dryRun: request.dryRun === true };
		results.push(...(await assignAll(store, ids, ruleSetOfPool(pool, pools.values()), options)));
	}
	return results;
}
