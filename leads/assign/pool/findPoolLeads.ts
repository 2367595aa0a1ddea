import { systemActor } from '../../model/actor';
import type { Operation } from '../../store/context';
import { findLeads, type LeadPage, type LeadPageRequest } from '../../store/leads/findLeads';
import { protectionTimers } from '../../store/leads/protectionTimers';
import type { LeadStore } from '../../store/store';
import { nextDue } from '../../store/timers';
import { reclaimDue } from './reclaim';

export interface PoolPageRequest extends Omit<LeadPageRequest, 'view' | 'match'> {
	/** Only leads of this pool. */
	poolId?: string;
}

/**
 * A page of the leads that lie in the pools that the actor looks into, masked as the pools want it. It
 * takes them as the store has them: `findPoolLeads` takes back first what is due.
 */
export function poolLeads({ poolId, ...request }: PoolPageRequest): Operation<LeadPage> {
	const conditions = [...(request.conditions ?? [])];
	if (poolId !== undefined) conditions.push({ field: 'poolId', operator: 'equals', value: poolId });
	return findLeads({ ...request, view: 'pool', conditions });
}

/**
 * `poolLeads` after what is due was taken back, so that a pool shows what it should hold at this
 * moment, whether or not something sweeps.
 *
 * @param node name of the node or page, for the decisions
 */
export async function findPoolLeads(
	store: LeadStore,
	request: PoolPageRequest,
	node: string,
): Promise<LeadPage> {
	const due = await store.read(nextDue([protectionTimers.ends]));
	if (due !== undefined && due <= store.now()) {
		await store.as(systemActor).run(reclaimDue({}, node));
	}
	return await store.read(poolLeads(request));
}
