import { hash } from 'node:crypto';
import { identityKeysOf, type IdentityKey } from '../model/identityKeys';
import type { CapturedLead, CustomValues, Lead, LeadFieldValues } from '../model/lead';
import { normalizeLead } from '../model/normalizeLead';
import { nameEvidence } from '../model/personName';
import { normalizeRegion } from '../model/region';
import { parseStatus } from '../model/status';
import { validateLead } from '../model/validateLead';
import type { DecisionReason } from '../model/decision';
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
	keys: IdentityKey[];
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
function idempotencyOf(captured: CapturedLead): Pick<PreparedCapture, 'idempotencyKey' | 'repeatWindowMs'> {
	if (captured.externalId) {
		return {
			idempotencyKey: `${captured.channel}:${captured.externalId.slice(0, 200)}`,
			repeatWindowMs: Infinity,
		};
	}
	const digest = hash('sha256', JSON.stringify(captured.payload ?? captured.fields), 'base64url');
	return { idempotencyKey: `${captured.channel}#${digest}`, repeatWindowMs: REPEAT_WINDOW_MS };
}

/** Normalises, checks and keys one captured lead. Pure: it asks no store. */
export function prepareCapture(captured: CapturedLead, options: CaptureOptions): PreparedCapture {
	const { fields, notes } = normalizeLead(captured.fields, { defaultCountry: options.defaultCountry });
	if (!fields.source) fields.source = options.source ?? captured.channel;
	const custom = captured.custom ?? {};
	const remarks = notes.map((note) =>
		reason(note.code, `'${note.field}' was kept as it came: ${note.code}`, note.field),
	);
	if (fields.status) {
		const status = parseStatus(fields.status, options.statusPreset);
		if (!status) remarks.push(reason('unknownStatus', "The status is not one of ours; the lead starts as 'new'", 'status'));
		fields.status = status ?? 'new';
	}
	const problems = validateLead(fields, custom, {
		mode: options.validation,
		limits: options.limits,
		required: options.required,
	});
	const region = fields.state || fields.city || fields.street ? normalizeRegion(fields) : {};
	return {
		captured,
		fields,
		custom,
		region: region.regionCode
			? { regionCode: region.regionCode, regionSource: region.source }
			: {},
		keys: identityKeysOf(fields),
		nameEvidence: nameEvidence(fields.name ?? ''),
		...idempotencyOf(captured),
		problems,
		notes: remarks,
		spam: options.onSpam === 'off' ? { score: 0, reasons: [] } : assessSpam(captured, fields),
	};
}
