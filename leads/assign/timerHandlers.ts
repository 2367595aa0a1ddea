import type { TimerHandler } from '../store/sweepTimers';
import { creditBackHandler } from './creditBack';
import { touchMissedHandler, touchWarningHandler } from './touchTimers';

/** What the clocks of assignments call for, for `sweepDueTimers`. */
export const assignmentTimerHandlers: readonly TimerHandler[] = [
	touchWarningHandler,
	touchMissedHandler,
	creditBackHandler,
];
