import type { LeadMatch } from '../../matching/matchLead';
import type { DecisionReason } from '../../model/decision';
import { plainKind } from '../../store/leads/identities';
import type { Resolution } from '../../store/leads/resolveIdentity';
import type { CaptureRecord } from '../captureRecord';
import { reason } from '../result';

/** Puts a lead up for a second look beside the one that the capture came to. */
export function addReview(
	record: CaptureRecord,
	kind: string,
	otherId: string,
	reasons: DecisionReason[],
	match?: LeadMatch<string>,
): void {
	if (record.leadId && otherId !== record.leadId) {
		const weighed = match && { bits: match.bits, parts: match.parts };
		record.reviews.push({ kind, leftId: otherId, rightId: record.leadId, reasons, ...weighed });
	}
}

/** A key met with two family names proves nothing any more: what it joined is proposed for a second look. */
export function reportContradictions(record: CaptureRecord, resolution: Resolution): void {
	for (const { by, holder } of resolution.contradicted) {
		const kind = plainKind(by.kind);
		const text = `The ${kind} is used by people of different family names and stops being identity`;
		const why = reason('sharedKey', text, kind);
		record.decision.reasons.push(why);
		if (holder.entityType === 'lead') addReview(record, 'sharedKey', holder.entityId, [why]);
	}
}
