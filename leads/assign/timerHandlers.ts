import type { TimerHandler } from '../store/sweepTimers';
import { creditBackHandler } from './creditBack';
import { touchMissedHandler, touchWarningHandler } from './touchTimers';

/**
 * What the clocks of assignments call for, for `sweepDueTimers`. What holds turns comes first: whoever
 * assigns holds them before the rows that the others write.
 */
export const assignmentTimerHandlers: readonly TimerHandler[] = [
	creditBackHandler,
	touchWarningHandler,
	touchMissedHandler,
];
