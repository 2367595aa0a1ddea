import {
	elementsOf,
	memberAt,
	membersOf,
	textAt,
	textOf,
} from '../../../channels/shared/foreignJson';
import { activityTypeNamed } from '../../../leads/model/activityTypes';
import { channelIdFields } from '../../../leads/model/channelIds';
import type { CapturedActivity, CapturedLead } from '../../../leads/model/lead';
import type { SuppressionInput } from '../../../leads/model/suppression';
import { suppressionReasonNamed } from '../../../leads/model/suppressionReasons';
import type { WhatsAppSighting } from '../../../leads/model/whatsapp';

/*
 * The parts of an envelope that triggers and formats of channels write. Items travel over the canvas,
 * where anything can become of them, so each part is taken only in the form we give it.
 */

function instantOf(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** How the delivery shows in the timeline. */
export function activityOf(value: unknown): CapturedActivity | undefined {
	const told = membersOf(value);
	const type = activityTypeNamed(told.type);
	const subject = textOf(told.subject);
	if (type === undefined || subject === undefined) return undefined;
	const body = textOf(told.body);
	const at = instantOf(told.at);
	const externalId = textOf(told.externalId);
	const custom = membersOf(told.custom);
	return {
		type,
		subject,
		...(told.direction === 'inbound' || told.direction === 'outbound'
			? { direction: told.direction }
			: {}),
		...(body === undefined ? {} : { body }),
		...(at === undefined ? {} : { at }),
		...(externalId === undefined ? {} : { externalId: externalId.slice(0, 250) }),
		...(Object.keys(custom).length === 0 ? {} : { custom }),
	};
}

type Address = Pick<SuppressionInput, 'channel' | 'purpose' | 'key'>;

function addressOf(value: unknown): Address | undefined {
	const [channel, purpose, key] = ['channel', 'purpose', 'key'].map((name) => textAt(value, name));
	if (!channel || !purpose || !key || key.length > 254) return undefined;
	return { channel: channel.slice(0, 60), purpose: purpose.slice(0, 100), key };
}

/** Addresses not to write to any more. */
export function suppressionsOf(value: unknown): SuppressionInput[] {
	return elementsOf(value).flatMap((one) => {
		const address = addressOf(one);
		const reason = suppressionReasonNamed(memberAt(one, 'reason'));
		const source = textAt(one, 'source')?.slice(0, 200);
		return address && reason ? [{ ...address, reason, ...(source ? { source } : {}) }] : [];
	});
}

/** Addresses that may be written to again. */
export function resubscriptionsOf(value: unknown): Address[] {
	return elementsOf(value).flatMap((one) => addressOf(one) ?? []);
}

/** What the person is called from now on. */
export function identityOf(value: unknown): CapturedLead['newIdentity'] {
	const told = membersOf(value);
	const fields = [...channelIdFields, 'mobile' as const, 'email' as const].flatMap((field) => {
		const text = textOf(told[field]);
		return text === undefined ? [] : [[field, text] as const];
	});
	return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** What the delivery shows of the WhatsApp conversation. */
export function sightingOf(value: unknown): WhatsAppSighting | undefined {
	const told = membersOf(value);
	const lastInboundAt = instantOf(told.lastInboundAt);
	const retryAfter = instantOf(told.retryAfter);
	const code = memberAt(told.lastError, 'code');
	const title = textOf(memberAt(told.lastError, 'title'));
	const at = instantOf(memberAt(told.lastError, 'at'));
	const sighting: WhatsAppSighting = {
		...(lastInboundAt === undefined ? {} : { lastInboundAt }),
		...(retryAfter === undefined ? {} : { retryAfter }),
		...(typeof code === 'number' && title !== undefined && at !== undefined
			? { lastError: { code, title: title.slice(0, 250), at } }
			: {}),
	};
	return Object.keys(sighting).length === 0 ? undefined : sighting;
}

/** Tags that the channel gave. */
export function tagsOf(value: unknown): NonNullable<CapturedLead['tags']> {
	return elementsOf(value).flatMap((tag) => textOf(tag) ?? []);
}
