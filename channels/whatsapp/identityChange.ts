import { memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import { instantOf } from './instants';
import { identityOf, isSomebody, personOf, type WhatsAppPerson } from './person';
import { preferenceEvent } from './preferences';

/** Tells a known person's lead what they are called from now on. */
function changeEvent(
	context: EventContext,
	before: WhatsAppPerson,
	now: WhatsAppPerson,
	at: number,
	{ id, body, payload }: { id?: string; body?: string; payload: unknown },
): WhatsAppEvent[] {
	const known = isSomebody(before) ? before : now;
	if (!isSomebody(known)) return [];
	const numberChanged = now.waId !== undefined && now.waId !== before.waId;
	const event = eventOf('identityChange', context, known, at, {
		externalId: id,
		report: true,
		newIdentity: identityOf(now),
		activity: {
			direction: 'inbound',
			subject: numberChanged ? 'New WhatsApp number' : 'New WhatsApp user ID',
			body: body ?? (numberChanged ? `+${now.waId}` : now.bsuid),
			externalId: id,
			custom: filled({ newNumber: now.waId && `+${now.waId}`, newUserId: now.bsuid }),
		},
		payload,
	});
	return [event];
}

/**
 * A system message (`messages[]` of type `system`): the person has a new number (`user_changed_number`)
 * or user id (`user_changed_user_id`), or stopped or resumed marketing messages
 * (`user_preference_changed`, the older form of `user_preferences`).
 *
 * @param sender who the message says it is from
 */
export function identityEvent(
	message: unknown,
	sender: WhatsAppPerson,
	at: number,
	context: EventContext,
): WhatsAppEvent[] {
	const system = memberAt(message, 'system');
	const id = textAt(message, 'id');
	const payload = partOf(context.change, 'messages', [message]);
	const wish = textAt(system, 'marketing');
	if (wish === 'stop' || wish === 'resume') {
		return preferenceEvent(context, sender, { wish, purpose: 'marketing', id, payload }, at);
	}
	const previous = personOf(
		memberAt(system, 'previous_user_id'),
		memberAt(system, 'previous_parent_user_id'),
	);
	const now = personOf(
		memberAt(system, 'user_id'),
		memberAt(system, 'parent_user_id'),
		memberAt(system, 'new_wa_id'),
		memberAt(system, 'wa_id'),
	);
	// Of a sender's ids only the number is surely the old one: the BSUID changes with it.
	const before = isSomebody(previous)
		? { ...filled({ waId: sender.waId }), ...previous }
		: { ...sender, bsuid: sender.bsuid === now.bsuid ? undefined : sender.bsuid };
	const body = textAt(system, 'body');
	return changeEvent(context, filled(before), now, at, { id, body, payload });
}

/**
 * A new business-scoped user id (`user_id_update[]`). Documented in early 2026 and then replaced by system
 * messages; providers in between still hand it on.
 */
export function userIdEvents(update: unknown, context: EventContext): WhatsAppEvent[] {
	const at = instantOf(memberAt(update, 'timestamp'), context.now);
	const number = memberAt(update, 'wa_id');
	const before = personOf(
		memberAt(update, 'user_id', 'previous') ?? memberAt(update, 'previous_user_id'),
		memberAt(update, 'parent_user_id', 'previous'),
		number,
	);
	const now = personOf(
		memberAt(update, 'user_id', 'current') ?? memberAt(update, 'user_id'),
		memberAt(update, 'parent_user_id', 'current'),
		number,
	);
	const told = now.bsuid ?? now.parentId;
	return changeEvent(context, before, now, at, {
		id: told === undefined ? undefined : `userId:${told}`,
		body: textAt(update, 'detail'),
		payload: partOf(context.change, 'user_id_update', [update]),
	});
}
