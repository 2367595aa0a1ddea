import type { ConsentGiven } from '../../../leads/model/consent';
import type { CapturedLead, Touch } from '../../../leads/model/lead';
import {
	activityOf,
	identityOf,
	resubscriptionsOf,
	sightingOf,
	suppressionsOf,
	tagsOf,
} from './envelopeParts';

/** What a trigger of this package says about a delivery, beside the person's fields, under the key `capture`. */
export type CaptureEnvelope = Pick<
	CapturedLead,
	| 'channel'
	| 'externalId'
	| 'inboxId'
	| 'receivedAt'
	| 'payload'
	| 'test'
	| 'spamSignals'
	| 'consents'
	| 'firstTouch'
	| 'tags'
	| 'activity'
	| 'report'
	| 'suppressions'
	| 'resubscriptions'
	| 'newIdentity'
	| 'leadId'
	| 'whatsapp'
>;

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function consentsOf(value: unknown): ConsentGiven[] | undefined {
	if (!Array.isArray(value)) return undefined;
	return value.filter(
		(one): one is ConsentGiven =>
			one !== null &&
			typeof one === 'object' &&
			typeof one.purpose === 'string' &&
			typeof one.channel === 'string' &&
			typeof one.granted === 'boolean',
	);
}

function touchOf(value: unknown): Touch | undefined {
	if (value === null || typeof value !== 'object') return undefined;
	const { at, source, campaign, landingUrl, clickId } = value as Record<string, unknown>;
	if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof source !== 'string')
		return undefined;
	const parts = { campaign: text(campaign), landingUrl: text(landingUrl), clickId: text(clickId) };
	return {
		at,
		source,
		...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
	};
}

/**
 * Reads the envelope of an item. An item of another origin may hold anything under that key, so each
 * part is taken only in the form we give it.
 */
export function envelopeOf(value: unknown): Partial<CaptureEnvelope> {
	if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
	const envelope = value as Record<string, unknown>;
	const channel = text(envelope.channel);
	if (!channel) return {};
	const externalId = text(envelope.externalId);
	const inboxId = text(envelope.inboxId);
	const consents = consentsOf(envelope.consents);
	const firstTouch = touchOf(envelope.firstTouch);
	const activity = activityOf(envelope.activity);
	const suppressions = suppressionsOf(envelope.suppressions);
	const resubscriptions = resubscriptionsOf(envelope.resubscriptions);
	const newIdentity = identityOf(envelope.newIdentity);
	const leadId = text(envelope.leadId);
	const whatsapp = sightingOf(envelope.whatsapp);
	const tags = tagsOf(envelope.tags);
	return {
		channel: channel.slice(0, 60),
		...(externalId ? { externalId } : {}),
		...(inboxId && /^[0-9a-f-]{36}$/.test(inboxId) ? { inboxId } : {}),
		...(typeof envelope.receivedAt === 'number' ? { receivedAt: envelope.receivedAt } : {}),
		...(envelope.payload === undefined ? {} : { payload: envelope.payload }),
		...(envelope.test === true ? { test: true } : {}),
		...(Array.isArray(envelope.spamSignals)
			? { spamSignals: envelope.spamSignals.filter((one) => typeof one === 'string') }
			: {}),
		...(consents ? { consents } : {}),
		...(firstTouch ? { firstTouch } : {}),
		...(tags.length > 0 ? { tags } : {}),
		...(activity ? { activity } : {}),
		...(envelope.report === true ? { report: true } : {}),
		...(suppressions.length > 0 ? { suppressions } : {}),
		...(resubscriptions.length > 0 ? { resubscriptions } : {}),
		...(newIdentity ? { newIdentity } : {}),
		...(leadId ? { leadId } : {}),
		...(whatsapp ? { whatsapp } : {}),
	};
}
