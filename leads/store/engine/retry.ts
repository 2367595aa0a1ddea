import { setTimeout as wait } from 'node:timers/promises';
import { LeadflowError } from '../../model/error';

/** How long a transaction keeps trying before it gives up, in milliseconds. */
const PATIENCE_MS = 30_000;
/** Of rivals that each did their work in vain: they have to get out of each other's way. */
const LONGEST_PAUSE_MS = 200;
/**
 * Of those who only ask whether a file is free: that costs next to nothing, and while nobody asks it
 * lies idle. Eight processes that pause for up to 200 ms leave it idle two thirds of the time.
 */
const LONGEST_WAIT_MS = 16;

/** How one attempt ended: well, in a way that a new one may mend, or for good. */
export type Attempt<T> =
	| { value: T }
	/** `isWaiting`: nothing was done yet, because somebody else is at it. */
	| { retry: unknown; isWaiting?: boolean }
	| { failure: unknown };

/**
 * Repeats an attempt with jittered, growing pauses until it succeeds, so that rivals spread out
 * instead of meeting again. The event loop is free in between.
 *
 * @throws LeadflowError STORE_BUSY after 30 seconds
 */
export async function untilItHolds<T>(attempt: () => Attempt<T> | Promise<Attempt<T>>): Promise<T> {
	const deadline = performance.now() + PATIENCE_MS;
	let ceiling = 2;
	for (;;) {
		const outcome = await attempt();
		if ('value' in outcome) return outcome.value;
		if ('failure' in outcome) return await Promise.reject(outcome.failure);
		if (performance.now() > deadline) {
			throw new LeadflowError('STORE_BUSY', 'The lead store stayed busy for 30 seconds', {
				hint: 'Another process holds it in a long transaction. Try again, or move to PostgreSQL if this happens often.',
				cause: outcome.retry,
			});
		}
		await wait(Math.random() * ceiling);
		ceiling = Math.min(ceiling * 2, outcome.isWaiting ? LONGEST_WAIT_MS : LONGEST_PAUSE_MS);
	}
}
