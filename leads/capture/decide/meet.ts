import type { DecisionReason } from '../../model/decision';
import { plainKind } from '../../store/leads/identities';
import { withValues } from '../../store/leads/leadRow';
import type { CaptureRecord } from '../captureRecord';
import type { WorkingLead } from '../chunk';
import { reason } from '../result';
import { tagsOf, touchOf, valuesForKnown } from '../values';
import { keyReason, touch, tracesIn, type Case } from './case';
import { create } from './create';
import { addReview, reportContradictions } from './reviews';

/** A person met again. */
export function meet(one: Case, lead: WorkingLead, by: DecisionReason): CaptureRecord {
	const { chunk, capture, resolution, record } = one;
	const { onDuplicate } = chunk.options;
	if (onDuplicate === 'reject') {
		const duplicate = reason('duplicate', "'If Lead Exists' is set to reject");
		return { ...record('rejected', [by, duplicate]), leadId: lead.after.id };
	}
	if (onDuplicate === 'createAnyway') {
		const text = "'If Lead Exists' is set to create another lead; the key stays with the first";
		const made = create(one, [by, reason('createAnyway', text)]);
		addReview(made, 'duplicate', lead.after.id, [by]);
		return made;
	}
	const traces = tracesIn(lead, resolution.free);
	const { values, ignored } = valuesForKnown(chunk.context.actor, lead.after, capture, onDuplicate);
	const { row, changes } = withValues(lead.after, {
		...values,
		tags: tagsOf(capture, chunk.options),
		lastTouch: touchOf(chunk.context.actor, capture, chunk.context.now),
	});
	lead.after = row;
	touch(one, lead);
	chunk.claim(resolution.free, 'lead', row.id, capture.nameEvidence);
	const outcome = Object.keys(changes).length > 0 ? 'updated' : 'attached';
	const met: CaptureRecord = {
		...record(outcome, [by, ...ignored]),
		leadId: row.id,
		changes,
		traces,
	};
	for (const { by: rivalKey, holder } of resolution.rivals) {
		const kind = plainKind(rivalKey.kind);
		const text = `The ${kind} names another record; a review pair was opened`;
		met.decision.reasons.push(reason('conflictingKeys', text, kind));
		addReview(met, 'conflictingKeys', holder.entityId, [keyReason(rivalKey)]);
	}
	reportContradictions(met, resolution);
	return met;
}
