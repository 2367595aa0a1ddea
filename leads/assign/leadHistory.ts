import type { StoreContext } from '../store/context';
import { hasId } from '../store/fragments';
import type { OpenAssignment } from '../store/leads/endAssignments';
import { q, type Step } from '../store/step';
import type { RuleSet } from './ruleSet';

const HOUR = 60 * 60 * 1000;
const DEFAULT_COOL_DOWN_HOURS = 24;

/** Who had a lead lately and lost it, and who let its first touch go by. */
export interface LeadHistory {
	coolingDown: Set<string>;
	missedBy: Set<string>;
	/** Members whose clock for it ran out and still stands so. */
	missedNow: Set<string>;
	/** What nothing has ended of it. */
	open: OpenAssignment[];
}

function nothing(): LeadHistory {
	return { coolingDown: new Set(), missedBy: new Set(), missedNow: new Set(), open: [] };
}

/** What happened to leads as far as it keeps members from getting them again. */
export function* readHistories(
	context: StoreContext,
	ruleSet: RuleSet,
	leadIds: readonly string[],
): Step<(leadId: string) => LeadHistory> {
	const { coolDownHours = DEFAULT_COOL_DOWN_HOURS, poolCoolDownHours = {} } = ruleSet;
	const since = context.now - coolDownHours * HOUR;
	const isCoolingDown = (endedAt: number, poolId: string | null): boolean => {
		const hours = Math.max(coolDownHours, (poolId !== null && poolCoolDownHours[poolId]) || 0);
		return endedAt > context.now - hours * HOUR;
	};
	const rows =
		leadIds.length === 0
			? []
			: yield* q(
					context.db
						.selectFrom('assignments')
						.select([
							'id',
							'lead_id',
							'member_id',
							'pool_id',
							'touched_at',
							'breached_at',
							'ended_at',
						])
						.where('workspace_id', '=', context.workspaceId)
						.where(hasId(context.dialect, 'assignments.lead_id', leadIds)),
				);
	const histories = new Map<string, LeadHistory>();
	for (const row of rows) {
		const { id, lead_id, member_id, touched_at, breached_at, ended_at } = row;
		const history = histories.get(lead_id) ?? nothing();
		histories.set(lead_id, history);
		if (ended_at === null) history.open.push({ id, lead_id, member_id });
		if (member_id === null) continue;
		const missed = breached_at !== null && touched_at === null;
		if (missed && ended_at === null) history.missedNow.add(member_id);
		if (missed && (ended_at === null || breached_at > since)) history.missedBy.add(member_id);
		if (ended_at !== null && isCoolingDown(ended_at, row.pool_id)) {
			history.coolingDown.add(member_id);
		}
	}
	return (leadId) => histories.get(leadId) ?? nothing();
}
