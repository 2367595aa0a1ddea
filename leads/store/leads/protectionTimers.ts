import { nextReminder } from '../../model/protection';
import type { StoreContext } from '../context';
import { readPools } from '../pools';
import type { Step } from '../step';
import { clearTimers, setTimers, type Timer } from '../timers';
import type { LeadChange, LeadRow } from './leadRow';

/** The clocks of a lead that somebody holds: it goes back to its pool; its owner is reminded of that. */
export const protectionTimers = { ends: 'protectionEnds', warning: 'protectionWarning' } as const;

const kinds = Object.values(protectionTimers);

/** When the clock of a lead rings; null where none runs. */
function rings(row: LeadRow | undefined): number | null {
	if (!row || row.owner_id === null || row.pool_id === null) return null;
	const gone = row.deleted_at ?? row.converted_at ?? row.merged_into;
	return gone === null ? row.protected_until : null;
}

/** Sets the clocks of leads whose protection begins or moves, and stops those of leads that have none. */
export function* keepProtectionTimers(
	context: StoreContext,
	changes: readonly LeadChange[],
): Step<void> {
	const running: LeadRow[] = [];
	const stopped: string[] = [];
	for (const { before, after } of changes) {
		const was = rings(before);
		const is = rings(after);
		// What was due and stayed, because a condition of the pool keeps it, is looked at again when it changes.
		if (is !== null && (is !== was || is <= context.now)) running.push(after);
		else if (is === null && was !== null) stopped.push(after.id);
	}
	yield* clearTimers(context, stopped, kinds);
	yield* setProtectionTimers(context, running);
}

/** Sets both clocks of leads by what their rows say. */
export function* setProtectionTimers(context: StoreContext, rows: readonly LeadRow[]): Step<void> {
	if (rows.length === 0) return;
	const pools = yield* readPools(context);
	const timers: Timer[] = [];
	const unwarned: string[] = [];
	for (const { id, pool_id, protected_until } of rows) {
		if (protected_until === null) continue;
		const pool = pools.get(pool_id ?? '');
		const warning = pool && nextReminder(pool, protected_until, context.now);
		const lead = { entityType: 'lead', entityId: id };
		timers.push({ ...lead, kind: protectionTimers.ends, dueAt: protected_until });
		if (warning === undefined) unwarned.push(id);
		else timers.push({ ...lead, kind: protectionTimers.warning, dueAt: warning });
	}
	yield* clearTimers(context, unwarned, [protectionTimers.warning]);
	yield* setTimers(context, timers);
}
