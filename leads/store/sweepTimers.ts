import type { Operation, StoreContext } from './context';
import type { Step } from './step';
import { claimDueTimers, type Timer } from './timers';

/** What is done when timers of a kind are due. */
export interface TimerHandler {
	kind: string;
	/** In the transaction that takes the timers off: a crash puts them back. */
	due(context: StoreContext, timers: readonly Timer[]): Step<void>;
}

/** Timers taken in one transaction. On SQLite it blocks the event loop, and each may change a lead. */
export const TIMERS_AT_ONCE = { sqlite: 25, postgres: 100 } as const;

/**
 * Does what the due timers call for. Any number of processes may sweep: one gets each timer.
 *
 * @returns how many were due, at most a transaction's worth: call again until it is 0
 */
export function sweepDueTimers(handlers: readonly TimerHandler[]): Operation<number> {
	return function* (context) {
		const kinds = handlers.map(({ kind }) => kind);
		const due = yield* claimDueTimers(context, { kinds, limit: TIMERS_AT_ONCE[context.dialect] });
		for (const { kind, due: handle } of handlers) {
			const own = due.filter((timer) => timer.kind === kind);
			if (own.length > 0) yield* handle(context, own);
		}
		return due.length;
	};
}
