import type { DecisionReason } from '../model/decision';
import type { LeadMatch } from '../matching/matchLead';
import type { Resolution } from '../store/leads/resolveIdentity';
import { plainKind, type StoredKey } from '../store/leads/identities';
import { blankLeadRow, lastTouchOf, withValues } from '../store/leads/leadRow';
import { similarReason } from '../store/leads/similarReasons';
import { canSee } from '../store/permissions';
import type { Chunk, WorkingLead } from './chunk';
import { admission, type PreparedCapture } from './prepare';
import type { CaptureRecord, CaptureTraces } from './captureRecord';
import { leadById, resolve } from './recognise';
import { resemblanceOf } from './similar';
import { reason, type CaptureOutcome } from './result';
import { tagsOf, touchOf, valuesForKnown, valuesForNew } from './values';

/** One capture on its way to a decision. */
interface Case {
	chunk: Chunk;
	capture: PreparedCapture;
	resolution: Resolution;
	record(outcome: CaptureOutcome, reasons: DecisionReason[]): CaptureRecord;
}

/** Decides one capture against the chunk's state and writes the decision into that state. */
export function decide(chunk: Chunk, capture: PreparedCapture, recordId: string): CaptureRecord {
	const { node } = chunk.options;
	const record = (outcome: CaptureOutcome, reasons: DecisionReason[]): CaptureRecord => ({
		recordId,
		capture,
		outcome,
		changes: {},
		reviews: [],
		decision: { node, outcome, reasons: [...reasons, ...capture.notes] },
	});
	const verdict = admission(capture, chunk.options);
	if (verdict === 'invalid') {
		return record(
			'rejected',
			capture.problems.map((problem) => reason(problem.code, problem.message, problem.field)),
		);
	}
	if (verdict === 'spam') {
		if (chunk.options.onSpam === 'reject') return record('rejected', capture.spam.reasons);
		const { reasons, ...owner } = ownerOf(chunk, capture);
		return { ...record('quarantined', [...capture.spam.reasons, ...reasons]), owner };
	}
	const known = leadById(chunk, capture);
	const resolution = resolve(chunk, capture, known);
	const one: Case = { chunk, capture, resolution, record };
	if (capture.captured.report) return addReport(one, known);
	for (const { by, holder } of resolution.contradicted) chunk.share(by, holder);
	const decided = known ? meet(one, known, sameLead) : decideAdmitted(one);
	if (verdict === 'flagged') decided.decision.reasons.push(...capture.spam.reasons);
	const shared = resolution.contradicted.map(({ by }) => by);
	if (shared.length > 0) decided.traces = { ...decided.traces, shared };
	return decided;
}

/** How a lead stands before a capture that will touch it. */
function tracesIn({ after }: WorkingLead, claimed: readonly StoredKey[] = []): CaptureTraces {
	return {
		lastTouch: lastTouchOf(after) ?? null,
		lastActivityAt: after.last_activity_at,
		...(claimed.length > 0 ? { claimed } : {}),
	};
}

const sameLead = reason('sameLead', 'The item is this lead, as the store gave it out');

function decideAdmitted(one: Case): CaptureRecord {
	const { chunk, capture, resolution, record } = one;
	const { target } = resolution;
	if (!target) return decideUnknown(one);
	const { entityId } = target.holder;
	const lead = chunk.leads.get(entityId);
	if (target.holder.entityType !== 'lead' || !lead) {
		chunk.claim(resolution.free, 'contact', entityId, capture.nameEvidence);
		const text = `The ${plainKind(target.by.kind)} is that of a contact; the enquiry was added to it`;
		return {
			...record('attached', [reason('converted', text)]),
			...(resolution.free.length > 0 ? { traces: { claimed: resolution.free } } : {}),
			contactId: entityId,
			contact: chunk.contacts.get(entityId),
		};
	}
	return meetOrPassOn(one, lead, keyReason(target.by));
}

/** A person met again; whose lead the actor may not see learns nothing of it. */
function meetOrPassOn(one: Case, lead: WorkingLead, by: DecisionReason): CaptureRecord {
	if (canSee(one.chunk.context.actor, lead.after)) return meet(one, lead, by);
	const traces = tracesIn(lead);
	touch(one, lead);
	const text = 'The person is known already; the enquiry was passed on to whoever looks after them';
	return {
		...one.record('attached', [reason('heldByAnother', text)]),
		traces,
		leadId: lead.after.id,
		concealed: true,
	};
}

/** A person whom no key names: new, unless they resemble somebody. */
function decideUnknown(one: Case): CaptureRecord {
	const { lead, reviews, reasons, notes } = resemblanceOf(one.chunk, one.capture);
	if (lead) {
		const met = meetOrPassOn(one, lead, reasons[0]);
		met.decision.reasons.push(...notes);
		return met;
	}
	const made = create(one, []);
	made.decision.reasons.push(...reviews.slice(0, 1).map(reviewReason), ...notes);
	for (const match of reviews) {
		const known = made.reviews.some(({ leftId }) => leftId === match.id);
		if (!known) addReview(made, 'duplicate', match.id, [similarReason(match)], match);
	}
	return made;
}

function reviewReason(match: LeadMatch<string>): DecisionReason {
	const { code, text } = similarReason(match);
	return reason(code, `${text}; a review pair was opened`);
}

/**
 * What only tells of a person is added to whoever is known. It claims no keys and fills no fields: a
 * bounced address is no proof of anything.
 */
function addReport(one: Case, named?: WorkingLead): CaptureRecord {
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

/** The person did something: the lead moves up in the lists. */
function touch(one: Case, lead: WorkingLead): void {
	sight(one, lead);
	lead.touched = true;
	lead.after = { ...lead.after, last_activity_at: one.chunk.context.now };
}

/** What the delivery shows of the conversation counts, whoever may fill the lead's fields. */
function sight({ capture }: Case, lead: WorkingLead): void {
	const { whatsapp } = capture.captured;
	if (!whatsapp) return;
	lead.touched = true;
	lead.after = withValues(lead.after, { whatsapp }).row;
}

function keyReason(key: StoredKey): DecisionReason {
	const kind = plainKind(key.kind);
	return reason(`same.${kind}`, `A lead with the same ${kind} is in the store`, kind);
}

/** A person met again. */
function meet(one: Case, lead: WorkingLead, by: DecisionReason): CaptureRecord {
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

/** A lead of a person whom no key names. */
function create(one: Case, reasons: DecisionReason[]): CaptureRecord {
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
function ownerOf(
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

function addReview(
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
function reportContradictions(record: CaptureRecord, resolution: Resolution): void {
	for (const { by, holder } of resolution.contradicted) {
		const kind = plainKind(by.kind);
		const text = `The ${kind} is used by people of different family names and stops being identity`;
		const why = reason('sharedKey', text, kind);
		record.decision.reasons.push(why);
		if (holder.entityType === 'lead') addReview(record, 'sharedKey', holder.entityId, [why]);
	}
}
