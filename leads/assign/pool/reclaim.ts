import type { Operation, StoreContext } from '../../store/context';
import { recordEvents } from '../../store/events';
import { moveProtection } from '../../store/leads/extendProtection';
import { isWorkedOn } from '../../store/leads/holding';
import { readHoldingFacts } from '../../store/leads/holdingFacts';
import { protectionTimers, setProtectionTimers } from '../../store/leads/protectionTimers';
import type { LeadRow } from '../../store/leads/leadRow';
import { requireWriter } from '../../store/permissions';
import { readPools } from '../../store/pools';
import { q, type Step } from '../../store/step';
import type { TimerHandler } from '../../store/sweepTimers';
import { claimDueTimers, setTimers, type Timer } from '../../store/timers';
import { reclaimDue as dueBy } from '../../model/protection';
import type { PoolResult } from './result';
import { isExempt, takeBackDue } from './takeBack';

/** Leads looked at in one sweep: 100 changes on SQLite take over 50 ms. */
const MOST_AT_ONCE = 50;
/** A lead that a rival holds at this moment is looked at again after so long. */
const SOON_MS = 1000;

export interface ReclaimRequest {
	/** Leads looked at, 1 to 200; default 50. */
	limit?: number;
	/** Tells what would be taken back. */
	dryRun?: boolean;
}

export interface ReclaimResult {
	reclaimed: PoolResult[];
	/** How many were due: call again until it is less than the limit. */
	due: number;
}

/**
 * The leads of timers. What a rival holds is left out and looked at again soon: who takes timers first
 * and leads second must not wait for those who take them the other way round.
 */
function* lockDue(
	context: StoreContext,
	timers: readonly Timer[],
	{ dryRun = false } = {},
): Step<LeadRow[]> {
	const ids = timers.map(({ entityId }) => entityId);
	if (ids.length === 0) return [];
	const query = context.db
		.selectFrom('leads')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('id', 'in', ids)
		.orderBy('id');
	const lock = context.dialect === 'postgres' && !dryRun;
	const rows = yield* q(lock ? query.forUpdate().skipLocked() : query);
	if (lock && rows.length < ids.length) {
		const found = new Set(rows.map(({ id }) => id));
		const left = timers.filter(({ entityId }) => !found.has(entityId));
		yield* setTimers(
			context,
			left.map((timer) => ({ ...timer, dueAt: context.now + SOON_MS })),
		);
	}
	return rows;
}

function* peekDueTimers(context: StoreContext, limit: number): Step<Timer[]> {
	const rows = yield* q(
		context.db
			.selectFrom('timers')
			.select(['kind', 'entity_type', 'entity_id', 'due_at'])
			.where('workspace_id', '=', context.workspaceId)
			.where('kind', '=', protectionTimers.ends)
			.where('due_at', '<=', context.now)
			.orderBy('due_at')
			.limit(limit),
	);
	return rows.map((row) => ({
		kind: row.kind,
		entityType: row.entity_type,
		entityId: row.entity_id,
		dueAt: row.due_at,
	}));
}

/**
 * Takes back the leads whose time is up (自动回收), a bounded number: of several sweepers one gets each.
 *
 * @param node name of the node or page, for the decisions
 */
export function reclaimDue(request: ReclaimRequest, node: string): Operation<ReclaimResult> {
	return function* (context) {
		requireWriter(context.actor);
		const { dryRun = false } = request;
		const limit = Math.min(Math.max(1, Math.trunc(request.limit ?? MOST_AT_ONCE)), 200);
		const timers = dryRun
			? yield* peekDueTimers(context, limit)
			: yield* claimDueTimers(context, { kinds: [protectionTimers.ends], limit });
		const reclaimed = yield* takeBackTimed(context, timers, { node, dryRun });
		return { reclaimed, due: timers.length };
	};
}

function* takeBackTimed(
	context: StoreContext,
	timers: readonly Timer[],
	options: { node: string; dryRun?: boolean },
): Step<PoolResult[]> {
	if (timers.length === 0) return [];
	const leads = yield* lockDue(context, timers, options);
	const { taken } = yield* takeBackDue(context, leads, yield* readPools(context), options);
	return taken;
}

/** Reminds the owners of what still is to be taken back, and sets the clock of the next reminder. */
function* warn(context: StoreContext, timers: readonly Timer[]): Step<void> {
	const pools = yield* readPools(context);
	const leads = yield* lockDue(context, timers);
	const held = leads.flatMap((lead) => {
		const pool = pools.get(lead.pool_id ?? '');
		const runs = lead.owner_id !== null && lead.protected_until !== null && isWorkedOn(lead);
		return pool && runs ? [{ lead, pool }] : [];
	});
	const facts = yield* readHoldingFacts(context, held);
	const rungAt = new Map(timers.map(({ entityId, dueAt }) => [entityId, dueAt]));
	const warned: LeadRow[] = [];
	for (const one of held) {
		const known = facts.get(one.lead.id);
		const due = known && dueBy(one.pool, known)?.at;
		const lead = yield* moveProtection(context, one.lead, due ?? null);
		if (lead.protected_until === null || lead.protected_until <= context.now) continue;
		// What was worked on since is due later, and so is the reminder.
		const isStill = lead.protected_until === one.lead.protected_until;
		if (isStill && !isExempt(context, one) && rungAt.has(lead.id)) warned.push(lead);
		if (isStill) yield* setProtectionTimers(context, [lead]);
	}
	yield* recordEvents(
		context,
		warned.map(({ id, version, protected_until, pool_id, owner_id }) => ({
			entityType: 'lead',
			entityId: id,
			version,
			type: 'lead.protectionWarning',
			payload: {
				protectedUntil: new Date(protected_until ?? 0).toISOString(),
				poolId: pool_id,
				ownerId: owner_id,
			},
		})),
	);
}

/** Takes leads back and reminds of it beforehand, for `sweepDueTimers`. */
export const poolTimerHandlers: readonly TimerHandler[] = [
	{
		kind: protectionTimers.ends,
		*due(context, timers) {
			yield* takeBackTimed(context, timers, { node: 'Pool' });
		},
	},
	{ kind: protectionTimers.warning, due: warn },
];
