import { compilePredicate } from '../../model/predicate';
import { reclaimDue, type ReclaimDue } from '../../model/protection';
import { systemActor } from '../../model/actor';
import type { ReclaimReason } from '../../model/pool';
import type { StoreContext } from '../../store/context';
import { moveProtection } from '../../store/leads/extendProtection';
import { isWorkedOn } from '../../store/leads/holding';
import { readHoldingFacts } from '../../store/leads/holdingFacts';
import { leadFromRow, type LeadRow } from '../../store/leads/leadRow';
import { protectionTimers } from '../../store/leads/protectionTimers';
import type { StoredPool } from '../../store/pools';
import type { Step } from '../../store/step';
import { setTimers } from '../../store/timers';
import { carryOut, type Move } from './move';
import type { PoolResult } from './result';

/** A lead that a condition of its pool keeps from being taken back is looked at again after so long. */
const LOOK_AGAIN_MS = 24 * 60 * 60 * 1000;

const texts: Readonly<Record<ReclaimReason, string>> = {
	protectionEnds: 'The protection of the owner is over',
	noFollowUp: 'The owner did not follow up in time',
	notWon: 'The lead was not won in time',
	noDeal: 'No deal was made of the lead in time',
};

interface Held {
	lead: LeadRow;
	pool: StoredPool;
}

/** The leads among some that somebody holds by the rules of a pool, and whose time by the clock is up. */
function dueOnes(
	context: StoreContext,
	leads: readonly LeadRow[],
	pools: ReadonlyMap<string, StoredPool>,
): Held[] {
	return leads.flatMap((lead) => {
		const pool = pools.get(lead.pool_id ?? '');
		if (!pool || lead.owner_id === null || !isWorkedOn(lead)) return [];
		const isDue = lead.protected_until !== null && lead.protected_until <= context.now;
		return isDue ? [{ lead, pool }] : [];
	});
}

/** Whether a condition of the pool keeps a lead with its owner (不回收条件). */
export function isExempt(context: StoreContext, { lead, pool }: Held): boolean {
	if (!pool.exemptWhen) return false;
	return compilePredicate(pool.exemptWhen)(leadFromRow(lead, context.now));
}

function backToPool(
	context: StoreContext,
	{ lead, pool }: Held,
	{ reason, at }: ReclaimDue,
	pools: ReadonlyMap<string, StoredPool>,
): Move {
	const target = pools.get(pool.reclaimToPoolId ?? '') ?? pool;
	return {
		asked: lead.id,
		before: lead,
		after: {
			...lead,
			owner_id: null,
			team_id: null,
			pool_id: target.id,
			returned_count: (lead.returned_count ?? 0) + 1,
		},
		outcome: 'reclaimed',
		reason: { code: reason, text: texts[reason] },
		payload: { reason, dueAt: new Date(at).toISOString() },
	};
}

/**
 * Takes leads back into their pools whose time is up by what really happened: follow-ups, deals and
 * the pool's rules of this moment. Of the others the clocks are set right. It is the company that
 * takes them, whoever's call it was that found them due.
 *
 * @param leads held against rivals
 * @returns what was taken, and every lead as it stands now, by id
 */
export function* takeBackDue(
	context: StoreContext,
	leads: readonly LeadRow[],
	pools: ReadonlyMap<string, StoredPool>,
	options: { node: string; dryRun?: boolean },
): Step<{ taken: PoolResult[]; now: Map<string, LeadRow> }> {
	const now = new Map(leads.map((lead) => [lead.id, lead]));
	const held = dueOnes(context, leads, pools);
	const facts = yield* readHoldingFacts(context, held);
	const moves: Move[] = [];
	for (const one of held) {
		const { lead, pool } = one;
		const known = facts.get(lead.id);
		const due = known && reclaimDue(pool, known);
		if (due && due.at <= context.now) {
			if (!isExempt(context, one)) moves.push(backToPool(context, one, due, pools));
			else if (!options.dryRun) yield* lookAgain(context, lead);
		} else if (!options.dryRun) {
			now.set(lead.id, yield* moveProtection(context, lead, due?.at ?? null));
		}
	}
	const company: StoreContext = { ...context, actor: systemActor };
	const { results, rows } = yield* carryOut(company, moves, options);
	for (const row of rows) now.set(row.id, row);
	return { taken: results, now };
}

function* lookAgain(context: StoreContext, lead: LeadRow): Step<void> {
	yield* setTimers(context, [
		{
			kind: protectionTimers.ends,
			entityType: 'lead',
			entityId: lead.id,
			dueAt: context.now + LOOK_AGAIN_MS,
		},
	]);
}
