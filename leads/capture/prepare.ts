import { hash } from 'node:crypto';
import type { CapturedLead, CustomValues, Lead, LeadFieldValues } from '../model/lead';
import { normalizeLead } from '../model/normalizeLead';
import { nameEvidence } from '../model/personName';
import { isLeadStatus, parseStatus } from '../model/status';
import { validateLead } from '../model/validateLead';
import type { DecisionReason } from '../model/decision';
import { storedKeysOf, type StoredKey } from '../store/leads/identities';
import type { CaptureOptions } from './options';
import { reason, type CaptureProblem } from './result';
import { assessSpam, type SpamAssessment } from './spam';

/** A captured lead made ready for the store: clean, checked, with the keys it is known by. */
export interface PreparedCapture {
	captured: CapturedLead;
	fields: LeadFieldValues;
	custom: CustomValues;
	region: { regionCode?: string; regionSource?: Lead['regionSource'] };
	/** Strongest first. */
	keys: StoredKey[];
	nameEvidence: string;
	idempotencyKey: string;
	/** Milliseconds for which a repeat of this delivery is no new enquiry; Infinity for a delivery with an id. */
	repeatWindowMs: number;
	/** Not empty: the lead is rejected. */
	problems: CaptureProblem[];
	/** What was noticed and let pass. */
	notes: DecisionReason[];
	spam: SpamAssessment;
}

/** A payload without an id of its own counts as the same delivery for ten minutes. */
const REPEAT_WINDOW_MS = 10 * 60 * 1000;

/**
 * Two deliveries are one when they share the id that their channel gave them, or, where it gave
 * none, the whole payload within ten minutes: a second enquiry next week is a second enquiry.
 */
function idempotencyOf(
	captured: CapturedLead,
): Pick<PreparedCapture, 'idempotencyKey' | 'repeatWindowMs'> {
	if (captured.externalId) {
		return {
			idempotencyKey: `${captured.channel}:${captured.externalId.slice(0, 200)}`,
			repeatWindowMs: Infinity,
		};
	}
	const digest = hash('sha256', JSON.stringify(captured.payload ?? captured.fields), 'base64url');
	return { idempotencyKey: `${captured.channel}#${digest}`, repeatWindowMs: REPEAT_WINDOW_MS };
}

/** A status in the words of the system the leads come from, as one of ours. */
function readStatus(
	status: LeadFieldValues['status'],
	options: CaptureOptions,
): LeadFieldValues['status'] {
	return typeof status === 'string'
		? (parseStatus(status, options.statusPreset) ?? status)
		: status;
}

/** Normalises, checks and keys one captured lead. Pure: it asks no store. */
export function prepareCapture(captured: CapturedLead, options: CaptureOptions): PreparedCapture {
	const raw = captured.fields.status
		? { ...captured.fields, status: readStatus(captured.fields.status, options) }
		: captured.fields;
	const { fields, unread, notes, regionCode, regionSource } = normalizeLead(raw, {
		defaultCountry: options.defaultCountry,
	});
	if (!fields.source) fields.source = options.source ?? captured.channel;
	if (fields.status && !isLeadStatus(fields.status)) {
		unread.status = fields.status;
		fields.status = 'new';
	}
	// What has no place in its field is kept beside the user's own fields, so that nothing is lost.
	const custom = { ...unread, ...captured.custom };
	const found = validateLead(fields, custom, {
		mode: options.validation,
		limits: options.limits,
		required: options.required,
	});
	return {
		captured,
		fields,
		custom,
		region: regionCode ? { regionCode, regionSource } : {},
		keys: storedKeysOf(fields, captured.test === true),
		nameEvidence: nameEvidence(fields.name ?? ''),
		...idempotencyOf(captured),
		problems: found.filter(({ rejects }) => rejects),
		notes: [
			...notes.map(({ field, code }) =>
				reason(code, `The ${field} was kept as it came (${code})`, field),
			),
			...found
				.filter(({ rejects, field }) => !rejects && !notes.some((note) => note.field === field))
				.map(({ field, code, message }) => reason(code, message, field)),
		],
		spam: options.onSpam === 'off' ? { score: 0, reasons: [] } : assessSpam(captured, fields),
	};
}
