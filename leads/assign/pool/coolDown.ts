import type { StoreContext } from '../../store/context';
import { q, type Step } from '../../store/step';

const HOUR = 60 * 60 * 1000;

/** When each of some leads was last taken or given away by each of those who had it. Epoch milliseconds. */
export type Departures = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Who had leads within the last hours and has them no more (前负责人).
 *
 * @param memberId only this member
 */
export function* readDepartures(
	context: StoreContext,
	leadIds: readonly string[],
	hours: number,
	memberId?: string,
): Step<Departures> {
	const departures = new Map<string, Map<string, number>>();
	if (leadIds.length === 0 || hours <= 0) return departures;
	let query = context.db
		.selectFrom('assignments')
		.select(['lead_id', 'member_id', 'ended_at'])
		.where('workspace_id', '=', context.workspaceId)
		.where('lead_id', 'in', [...new Set(leadIds)])
		.where('member_id', 'is not', null)
		.where('ended_at', '>', context.now - hours * HOUR);
	if (memberId !== undefined) query = query.where('member_id', '=', memberId);
	for (const { lead_id, member_id, ended_at } of yield* q(query)) {
		if (member_id === null || ended_at === null) continue;
		const ofLead = departures.get(lead_id) ?? new Map<string, number>();
		ofLead.set(member_id, Math.max(ended_at, ofLead.get(member_id) ?? 0));
		departures.set(lead_id, ofLead);
	}
	return departures;
}

/** Whether somebody had a lead so lately that they may not have it again yet. */
export function isCoolingDown(
	departures: Departures,
	leadId: string,
	memberId: string,
	hours: number,
	now: number,
): boolean {
	const left = departures.get(leadId)?.get(memberId);
	return left !== undefined && now < left + hours * HOUR;
}
