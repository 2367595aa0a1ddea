import type { LeadFieldValues } from '../../leads/model/lead';
import { memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import type { MessageContent } from './content';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import type { WhatsAppPerson } from './person';
import { attributionOf } from './referral';

/** What a message stands in relation to: an earlier one, a group, a product, an advertisement. */
function surroundings(message: unknown): Record<string, unknown> {
	const forwarded = memberAt(message, 'context', 'forwarded') === true;
	return filled({
		messageType: textAt(message, 'type')?.slice(0, 60),
		replyTo: textAt(message, 'context', 'id'),
		forwarded: forwarded ? true : undefined,
		groupId: textAt(message, 'group_id'),
		referral: memberAt(message, 'referral'),
		referredProduct: memberAt(message, 'context', 'referred_product'),
	});
}

/** The lead fields of whoever wrote: what they filled in goes before what their profile says. */
function senderFields(
	{ change }: EventContext,
	sender: WhatsAppPerson,
	message: unknown,
	{ text, fields }: MessageContent,
): LeadFieldValues {
	const namedThemselves = Boolean(fields?.name ?? fields?.firstName ?? fields?.lastName);
	const number = change.displayPhoneNumber;
	// The BSUID begins with the country of a number that is not shown.
	const country = sender.waId === undefined ? sender.bsuid?.slice(0, 2) : undefined;
	return {
		...filled({
			name: namedThemselves ? undefined : sender.name,
			message: text,
			country,
			sourceDetail: number === undefined ? undefined : `WhatsApp ${number}`.slice(0, 100),
		}),
		...fields,
		...attributionOf(message),
	};
}

/** A number that somebody typed into a form, or put on their card, beside the one they write from. */
function withTypedNumber(fields: LeadFieldValues, { waId }: WhatsAppPerson): LeadFieldValues {
	const { mobile, ...rest } = fields;
	if (waId === undefined || !mobile) return fields;
	return rest.phone || mobile === `+${waId}` ? rest : { ...rest, phone: mobile };
}

/** A message as an event of whoever wrote it. */
export function senderEvent(
	context: EventContext,
	sender: WhatsAppPerson,
	message: unknown,
	content: MessageContent,
	at: number,
): WhatsAppEvent {
	const id = textAt(message, 'id');
	const inGroup = textAt(message, 'group_id') !== undefined;
	const { kind, text, body = text, details, custom } = content;
	const contact = context.contacts.of(sender);
	const typed = senderFields(context, sender, message, content);
	const profile = filled({
		whatsappUsername: sender.username,
		whatsappParentId: sender.bsuid === undefined ? undefined : sender.parentId,
		whatsappProfileName: typed.name === sender.name ? undefined : sender.name,
	});
	const allCustom = { ...custom, ...profile };
	return eventOf('message', context, sender, at, {
		externalId: id,
		fields: withTypedNumber(typed, sender),
		...(Object.keys(allCustom).length > 0 ? { custom: allCustom } : {}),
		// What is written in a group opens no window to its author.
		...(inGroup ? {} : { whatsapp: { lastInboundAt: at } }),
		activity: {
			direction: 'inbound',
			subject: `${kind} by WhatsApp`,
			body,
			externalId: id,
			custom: { ...surroundings(message), ...details },
		},
		payload: partOf(context.change, 'messages', [message], contact === undefined ? [] : [contact]),
	});
}
