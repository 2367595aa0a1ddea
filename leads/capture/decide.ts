import type { DecisionReason } from '../model/decision';
import type { LeadMatch } from '../matching/matchLead';
import { plainKind } from '../store/leads/identities';
import { similarReason } from '../store/leads/similarReasons';
import { canSee } from '../store/permissions';
import type { CaptureRecord } from './captureRecord';
import type { Chunk, WorkingLead } from './chunk';
import { keyReason, sameLead, touch, tracesIn, type Case } from './decide/case';
import { create, ownerOf } from './decide/create';
import { meet } from './decide/meet';
import { addReport } from './decide/report';
import { addReview } from './decide/reviews';
import { admission, type PreparedCapture } from './prepare';
import { leadById, resolve } from './recognise';
import { reason, type CaptureOutcome } from './result';
import { resemblanceOf } from './similar';

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
