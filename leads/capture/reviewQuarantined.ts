import type { Operation } from '../store/context';
import { decideQuarantined, holdQuarantined, type QuarantinedLead } from '../store/quarantine';
import { captureChunk } from './captureChunk';
import { defaultCaptureOptions, type CaptureOptions } from './options';
import { prepareCapture } from './prepare';
import { reason, type CaptureResult } from './result';

export interface Approval {
	note?: string;
	/** Name of the node or page, for the decision. */
	node: string;
	/** As the capture would have been made; whether it is spam has been decided by a person. */
	options?: Partial<Omit<CaptureOptions, 'onSpam' | 'dryRun' | 'node'>>;
}

/**
 * Turns a capture in quarantine into a lead, in one transaction with the decision: of two reviewers,
 * or of two clicks, one makes the lead. A capture whose data does not pass the checks stays in
 * quarantine; its result says `rejected` and why.
 *
 * @throws LeadflowError NOT_FOUND, FORBIDDEN, or CONFLICT when it was decided already
 */
export function approveQuarantined(id: string, approval: Approval): Operation<CaptureResult> {
	const { note, node } = approval;
	const options: CaptureOptions = {
		...defaultCaptureOptions,
		...approval.options,
		onSpam: 'off',
		dryRun: false,
		node,
	};
	return function* (context) {
		const captured = yield* holdQuarantined(context, id);
		// The delivery was dealt with when it was stopped; the row's id stands in for its own.
		const again = { ...captured, externalId: `quarantine:${id}`, inboxId: undefined };
		const prepared = prepareCapture(again, options);
		prepared.notes.push(reason('approved', 'A reviewer approved the capture'));
		const [result] = yield* captureChunk([prepared], options)(context);
		if (result.outcome === 'rejected') return result;
		const leadId = result.lead?.id;
		yield* decideQuarantined(context, id, {
			state: 'approved',
			...(note ? { note } : {}),
			...(leadId ? { leadId } : {}),
		});
		return result;
	};
}

/**
 * Keeps a capture in quarantine out for good; its data stays, so that the decision can be looked into.
 *
 * @throws LeadflowError NOT_FOUND, FORBIDDEN, or CONFLICT when it was decided already
 */
export function rejectQuarantined(
	id: string,
	{ note }: { note?: string } = {},
): Operation<QuarantinedLead> {
	return (context) =>
		decideQuarantined(context, id, { state: 'rejected', ...(note ? { note } : {}) });
}
