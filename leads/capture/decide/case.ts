import type { DecisionReason } from '../../model/decision';
import { plainKind, type StoredKey } from '../../store/leads/identities';
import { lastTouchOf, withValues } from '../../store/leads/leadRow';
import type { Resolution } from '../../store/leads/resolveIdentity';
import type { CaptureRecord, CaptureTraces } from '../captureRecord';
import type { Chunk, WorkingLead } from '../chunk';
import type { PreparedCapture } from '../prepare';
import { reason, type CaptureOutcome } from '../result';

/** One capture on its way to a decision. */
export interface Case {
	chunk: Chunk;
	capture: PreparedCapture;
	resolution: Resolution;
	record(outcome: CaptureOutcome, reasons: DecisionReason[]): CaptureRecord;
}

/** How a lead stands before a capture that will touch it. */
export function tracesIn(
	{ after }: WorkingLead,
	claimed: readonly StoredKey[] = [],
): CaptureTraces {
	return {
		lastTouch: lastTouchOf(after) ?? null,
		lastActivityAt: after.last_activity_at,
		...(claimed.length > 0 ? { claimed } : {}),
	};
}

export const sameLead = reason('sameLead', 'The item is this lead, as the store gave it out');

/** The person did something: the lead moves up in the lists. */
export function touch(one: Case, lead: WorkingLead): void {
	sight(one, lead);
	lead.touched = true;
	lead.after = { ...lead.after, last_activity_at: one.chunk.context.now };
}

/** What the delivery shows of the conversation counts, whoever may fill the lead's fields. */
export function sight({ capture }: Case, lead: WorkingLead): void {
	const { whatsapp } = capture.captured;
	if (!whatsapp) return;
	lead.touched = true;
	lead.after = withValues(lead.after, { whatsapp }).row;
}

export function keyReason(key: StoredKey): DecisionReason {
	const kind = plainKind(key.kind);
	return reason(`same.${kind}`, `A lead with the same ${kind} is in the store`, kind);
}
