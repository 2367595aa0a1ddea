import { plainKind } from '../../store/leads/identities';
import { withValues } from '../../store/leads/leadRow';
import { canSee } from '../../store/permissions';
import type { CaptureRecord } from '../captureRecord';
import type { WorkingLead } from '../chunk';
import { reason } from '../result';
import { keyReason, sameLead, sight, touch, type Case } from './case';

/**
 * What only tells of a person is added to whoever is known. It claims no keys and fills no fields: a
 * bounced address is no proof of anything.
 */
export function addReport(one: Case, named?: WorkingLead): CaptureRecord {
	const { chunk, capture, resolution, record } = one;
	const { target } = resolution;
	const lead = named ?? (target && chunk.leads.get(target.holder.entityId));
	const by = named ? sameLead : target && keyReason(target.by);
	if (lead && by) {
		const concealed = !canSee(chunk.context.actor, lead.after);
		const { changes, reviews } = rename(one, lead);
		if (capture.captured.activity?.direction === 'inbound') touch(one, lead);
		else sight(one, lead);
		return {
			...record('attached', [by]),
			changes,
			reviews,
			leadId: lead.after.id,
			...(concealed ? { concealed } : {}),
		};
	}
	if (target?.holder.entityType === 'contact') {
		const { entityId } = target.holder;
		const text = `The ${plainKind(target.by.kind)} is that of a contact; the report was added to it`;
		return {
			...record('attached', [reason('converted', text)]),
			contactId: entityId,
			contact: chunk.contacts.get(entityId),
		};
	}
	const text = 'This only tells of a person, and nobody in the store has their address or ID';
	return record('rejected', [reason('unknownPerson', text)]);
}

/** The channel says what the person is called from now on: the lead gets it and is recognised by it. */
function rename(
	{ chunk, capture: { newIdentity } }: Case,
	lead: WorkingLead,
): Pick<CaptureRecord, 'changes' | 'reviews'> {
	if (!newIdentity) return { changes: {}, reviews: [] };
	const { id } = lead.after;
	const taken = newIdentity.keys.flatMap((key) => {
		const holder = chunk.holderOf(key);
		if (!holder) chunk.claim([key], 'lead', id, '');
		const isRival = holder?.entityType === 'lead' && holder.entityId !== id;
		return isRival ? [{ key, leftId: holder.entityId }] : [];
	});
	const { row, changes } = withValues(lead.after, { fields: newIdentity.fields });
	lead.after = row;
	if (Object.keys(changes).length > 0) lead.touched = true;
	const reviews = taken.map(({ key, leftId }) => ({
		kind: 'conflictingKeys',
		leftId,
		rightId: id,
		reasons: [keyReason(key)],
	}));
	return { changes, reviews };
}
