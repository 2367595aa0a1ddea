import { reclaimDue } from '../../model/protection';
import type { StoreContext } from '../context';
import { readPools } from '../pools';
import { first, write, type Row, type Step } from '../step';
import { readHoldingFacts } from './holdingFacts';
import type { LeadRow } from './leadRow';
import { setProtectionTimers } from './protectionTimers';

/**
 * Moves the end of a lead's protection. As with its last activity, that is no change of the lead
 * itself: its version stays. Nothing happens where a rival moved it or took the lead meanwhile.
 */
export function* moveProtection(
	context: StoreContext,
	lead: LeadRow,
	until: number | null,
): Step<LeadRow> {
	if (until === lead.protected_until) return lead;
	const moved = yield* write(
		context.db
			.updateTable('leads')
			.set({ protected_until: until })
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', lead.id)
			.where('owner_id', '=', lead.owner_id)
			.where('protected_until', '=', lead.protected_until),
	);
	if (moved === 0) return lead;
	const after = { ...lead, protected_until: until };
	yield* setProtectionTimers(context, [after]);
	return after;
}

/**
 * A follow-up of the owner protects the lead for longer, by the terms of its pool. One that comes when
 * the lead is due already is too late.
 *
 * @param activity the row as it was written, about a lead
 */
export function* extendProtection(context: StoreContext, activity: Row): Step<void> {
	if (activity.owner_id === null || activity.owner_id === undefined) return;
	const lead = yield* first(
		context.db
			.selectFrom('leads')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', String(activity.entity_id))
			.where('protected_until', '>', context.now)
			.where('owner_id', '=', String(activity.owner_id)),
	);
	if (!lead) return;
	const pool = (yield* readPools(context)).get(lead.pool_id ?? '');
	if (!pool) return;
	const facts = (yield* readHoldingFacts(context, [{ lead, pool }])).get(lead.id);
	const due = facts && reclaimDue(pool, facts);
	if (due) yield* moveProtection(context, lead, due.at);
}
