import type { Decision, DecisionReason } from '../model/decision';
import type { Lead } from '../model/lead';

/** How a captured item ended: each ends as exactly one of these. */
export type CaptureOutcome = 'created' | 'updated' | 'attached' | 'rejected' | 'quarantined';

/** Why a row was turned away: the field and the reason, never the value. */
export interface CaptureProblem {
	field?: string;
	code: string;
	message: string;
	limit?: number;
	actual?: number;
}

export interface CaptureResult {
	outcome: CaptureOutcome;
	/** True when the same delivery was captured before: nothing was written this time. */
	repeated: boolean;
	/** The lead as the actor may see it; absent for rejected and quarantined items and for leads of others. */
	lead?: Lead;
	/** Id of the row in the quarantine. */
	quarantineId?: string;
	problems: CaptureProblem[];
	decision: Decision;
}

export function reason(code: string, text: string, field?: string): DecisionReason {
	return { code, text, ...(field ? { field } : {}) };
}
