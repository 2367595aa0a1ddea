import { hash, randomUUID } from 'node:crypto';
import { isId } from '../model/ids';
import type { ConsentGiven } from '../model/consent';
import type { CapturedLead, CustomValues, Lead, LeadFieldValues } from '../model/lead';
import type { LeadFieldName } from '../model/leadFields';
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
	/** Fields that nobody filled in: their value was found in a neighbouring cell. */
	inferred: ReadonlySet<string>;
	custom: CustomValues;
	region: { regionCode?: string; regionSource?: Lead['regionSource'] };
	/** Strongest first. */
	keys: StoredKey[];
	nameEvidence: string;
	/** What the person is called from now on, with the keys that come with it. */
	newIdentity?: { fields: LeadFieldValues; keys: StoredKey[] };
	/** The lead that the capture is about; whether it is there, the store knows. */
	leadId?: string;
	/** The member who is to own the lead if it is new; whether there is such a member, the store knows. */
	ownerId?: string;
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

/** Deeper JSON than this is nobody's data, and databases give up on it at depths of their own. */
const DEEPEST = 100;

/** The furthest instant of a JavaScript date. */
const LAST_INSTANT = 8_640_000_000_000_000;

/**
 * Two deliveries are one when they share the id that their channel gave them, or, where it gave
 * none, the whole payload within ten minutes: a second enquiry next week is a second enquiry. Keys
 * are hashes, because an id may be personal data (an address, a number) that erase does not reach.
 */
function idempotencyOf(
	captured: CapturedLead,
): Pick<PreparedCapture, 'idempotencyKey' | 'repeatWindowMs'> {
	const channel = captured.test ? `test.${captured.channel}` : captured.channel;
	const { externalId } = captured;
	const told = externalId ? externalId : JSON.stringify(captured.payload ?? captured.fields);
	const digest = hash('sha256', told, 'base64url');
	return externalId
		? { idempotencyKey: `${channel}:${digest}`, repeatWindowMs: Infinity }
		: { idempotencyKey: `${channel}#${digest}`, repeatWindowMs: REPEAT_WINDOW_MS };
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

function isDeeperThan(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth === 0) return true;
	return Object.values(value).some((member) => isDeeperThan(member, depth - 1));
}

function tidyConsent(consent: ConsentGiven): ConsentGiven {
	const { at, ...rest } = consent;
	return at === undefined || Number.isNaN(Date.parse(at)) ? rest : consent;
}

/** What travels beside the fields came over the canvas, where anything can become of it. */
function tidyEnvelope(captured: CapturedLead): CapturedLead {
	const { receivedAt, inboxId, tags, consents } = captured;
	const tidy = { ...captured };
	if (receivedAt !== undefined) {
		const fits = Number.isSafeInteger(receivedAt) && Math.abs(receivedAt) <= LAST_INSTANT;
		if (!fits) delete tidy.receivedAt;
	}
	if (inboxId !== undefined && !isId(inboxId)) delete tidy.inboxId;
	if (tags) tidy.tags = tags.filter((tag) => typeof tag === 'string' && tag !== '');
	if (consents) tidy.consents = consents.map(tidyConsent);
	return tidy;
}

/**
 * Normalises, checks and keys one captured lead. Asks no store and never throws: what cannot be read
 * is a problem of this lead alone.
 */
export function prepareCapture(captured: CapturedLead, options: CaptureOptions): PreparedCapture {
	const tidy = tidyEnvelope(captured);
	if (isDeeperThan(tidy.payload, DEEPEST) || isDeeperThan(tidy.custom, DEEPEST)) {
		return refused(tidy, 'tooDeep', `The data is nested more than ${DEEPEST} levels deep`);
	}
	try {
		return read(tidy, options);
	} catch {
		return refused(tidy, 'unreadable', 'The data holds something that is not JSON');
	}
}

function read(captured: CapturedLead, options: CaptureOptions): PreparedCapture {
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
	const leadId = captured.leadId?.toLowerCase();
	const ownerId = captured.ownerId?.toLowerCase();
	return {
		captured,
		fields,
		inferred: new Set<LeadFieldName>(
			notes.filter(({ code }) => code === 'filledFromCell').map(({ field }) => field),
		),
		custom,
		region: regionCode ? { regionCode, regionSource } : {},
		keys: storedKeysOf(fields, captured.test === true),
		nameEvidence: nameEvidence(fields.name ?? ''),
		...newIdentityOf(captured, options),
		...(leadId && isId(leadId) ? { leadId } : {}),
		...(ownerId && isId(ownerId) ? { ownerId } : {}),
		...idempotencyOf(captured),
		problems: captured.report ? [] : found.filter(({ rejects }) => rejects),
		notes: [
			...notes.map(({ field, code }) =>
				reason(code, `The ${field} was kept as it came (${code})`, field),
			),
			...found
				.filter(({ rejects, field }) => !rejects && !notes.some((note) => note.field === field))
				.map(({ field, code, message }) => reason(code, message, field)),
		],
		spam:
			options.onSpam === 'off' || captured.report
				? { score: 0, reasons: [] }
				: assessSpam(captured, fields),
	};
}

function newIdentityOf(
	{ report, newIdentity, test }: CapturedLead,
	{ defaultCountry }: CaptureOptions,
): Pick<PreparedCapture, 'newIdentity'> {
	if (!report || !newIdentity) return {};
	const { fields } = normalizeLead(newIdentity, { defaultCountry });
	return { newIdentity: { fields, keys: storedKeysOf(fields, test === true) } };
}

/** A capture of which nothing can be kept but that it came. */
function refused(captured: CapturedLead, code: string, message: string): PreparedCapture {
	const { channel, inboxId, test } = captured;
	return {
		captured: { fields: {}, channel, payload: null, ...(inboxId ? { inboxId } : {}), test },
		fields: {},
		inferred: new Set(),
		custom: {},
		region: {},
		keys: [],
		nameEvidence: '',
		idempotencyKey: `${channel}!${randomUUID()}`,
		repeatWindowMs: 0,
		problems: [{ code, message }],
		notes: [],
		spam: { score: 0, reasons: [] },
	};
}

/** The capture with a problem that only showed when it was to be stored. */
export function unstorable(prepared: PreparedCapture): PreparedCapture {
	return refused(prepared.captured, 'unstorable', 'The database cannot hold a value of this lead');
}

/** Whether a capture is so suspicious that the options keep it out. */
function isSpam(capture: PreparedCapture, { onSpam, spamThreshold }: CaptureOptions): boolean {
	return onSpam !== 'off' && capture.spam.score >= spamThreshold;
}

/** What becomes of a capture before anybody looks whom it is about: nothing stands in its way, or it is kept out. */
export function admission(
	capture: PreparedCapture,
	options: CaptureOptions,
): 'admitted' | 'flagged' | 'invalid' | 'spam' {
	if (capture.problems.length > 0) return 'invalid';
	if (!isSpam(capture, options)) return 'admitted';
	return options.onSpam === 'flag' ? 'flagged' : 'spam';
}

/** Whether a capture will not become a lead, whoever it is about. */
export function isTurnedAway(capture: PreparedCapture, options: CaptureOptions): boolean {
	const verdict = admission(capture, options);
	return verdict === 'invalid' || verdict === 'spam';
}
