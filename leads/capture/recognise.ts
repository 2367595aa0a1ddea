import { canSee } from '../store/permissions';
import { resolveIdentity, type Resolution } from '../store/leads/resolveIdentity';
import type { Chunk, WorkingLead } from './chunk';
import type { PreparedCapture } from './prepare';

/**
 * The lead that a capture names by its id, or by the id of a lead that was merged into it, if it lives,
 * may be seen and is as much of a test.
 */
export function leadById(
	chunk: Chunk,
	{ leadId, captured }: PreparedCapture,
): WorkingLead | undefined {
	const livingId = chunk.livingIds.get(leadId ?? '');
	const lead = livingId === undefined ? undefined : chunk.leads.get(livingId);
	if (!lead || !canSee(chunk.context.actor, lead.after)) return undefined;
	const { deleted_at, merged_into, is_test } = lead.after;
	const lives = deleted_at === null && merged_into === null;
	return lives && (is_test === 1) === (captured.test === true) ? lead : undefined;
}

/** Whom the keys of a capture name, as the chunk stands now. */
export function resolve(chunk: Chunk, capture: PreparedCapture, known?: WorkingLead): Resolution {
	return resolveIdentity(capture.keys, capture.nameEvidence, chunk.holderOf, known?.after.id);
}
