import type { DecisionReason } from '../../model/decision';
import { blankLeadRow, withValues } from '../../store/leads/leadRow';
import type { CaptureRecord } from '../captureRecord';
import type { Chunk } from '../chunk';
import type { PreparedCapture } from '../prepare';
import { reason } from '../result';
import { tagsOf, touchOf, valuesForNew } from '../values';
import type { Case } from './case';
import { reportContradictions } from './reviews';

/** A lead of a person whom no key names. */
export function create(one: Case, reasons: DecisionReason[]): CaptureRecord {
	const { chunk, capture, resolution, record } = one;
	const { context } = chunk;
	const id = context.newId();
	const lastTouch = touchOf(context.actor, capture, context.now);
	const owner = ownerOf(chunk, capture);
	const { values, ignored } = valuesForNew(context.actor, capture);
	const { row, changes } = withValues(
		{
			...blankLeadRow(context.workspaceId, id, context.now),
			is_test: capture.captured.test ? 1 : 0,
			owner_id: owner.ownerId,
			team_id: owner.teamId,
			last_activity_at: context.now,
		},
		{
			...values,
			tags: tagsOf(capture, chunk.options),
			firstTouch: capture.captured.firstTouch ?? lastTouch,
			lastTouch,
			whatsapp: capture.captured.whatsapp,
		},
	);
	const why = reasons.length > 0 ? reasons : whyNew(one);
	chunk.leads.set(id, { after: row, touched: true });
	chunk.claim(resolution.free, 'lead', id, capture.nameEvidence);
	const made: CaptureRecord = {
		...record('created', [...why, ...owner.reasons, ...ignored]),
		leadId: id,
		changes,
	};
	reportContradictions(made, resolution);
	return made;
}

function whyNew({ chunk, capture, resolution }: Case): DecisionReason[] {
	if (resolution.free.some((key) => chunk.wasBinned(key))) {
		const text = 'The person was in the bin; this is a new lead that took over their keys';
		return [reason('binned', text)];
	}
	if (capture.keys.length === 0) {
		const text =
			'No key of a person (mobile, personal e-mail, channel ID) was given, so nobody could be recognised';
		return [reason('newPerson', text)];
	}
	const text =
		resolution.contradicted.length > 0
			? 'The keys belong to somebody of another family name'
			: 'Nobody in the store has these keys';
	return [reason('newPerson', text)];
}

/** Whose a new lead is: who was asked for, else the member who captures it. */
export function ownerOf(
	{ context: { actor }, members }: Chunk,
	{ captured, ownerId }: PreparedCapture,
): { ownerId: string | null; teamId: string | null; reasons: DecisionReason[] } {
	const asked = ownerId === undefined ? undefined : members.get(ownerId);
	if (ownerId !== undefined && asked) return { ownerId, teamId: asked.teamId, reasons: [] };
	const reasons = captured.ownerId
		? [reason('unknownOwner', 'The owner asked for is no active member of this store', 'ownerId')]
		: [];
	const { scope } = actor;
	if (scope.kind === 'all') return { ownerId: null, teamId: null, reasons };
	const own = members.get(scope.memberId)?.teamId ?? null;
	const teamId = own ?? (scope.kind === 'team' ? (scope.teamIds[0] ?? null) : null);
	return { ownerId: scope.memberId, teamId, reasons };
}
