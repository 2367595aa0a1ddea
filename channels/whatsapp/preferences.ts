import { memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import { instantOf } from './instants';
import { optOut } from './optOut';
import { isSomebody, personOf, type WhatsAppPerson } from './person';

interface Preference {
	wish: 'stop' | 'resume';
	purpose: string;
	id?: string;
	detail?: string;
	payload: unknown;
}

/** A person stopped or resumed messages: a suppression of all their addresses, a consent that says so. */
export function preferenceEvent(
	context: EventContext,
	person: WhatsAppPerson,
	{ wish, purpose, id, detail, payload }: Preference,
	at: number,
): WhatsAppEvent[] {
	if (!isSomebody(person)) return [];
	const told = [person.bsuid ?? person.parentId ?? person.waId, purpose, wish, at].join(':');
	const evidence = filled({ source: 'WhatsApp', detail, messageId: id });
	const stopped = wish === 'stop';
	const event = eventOf('preference', context, person, at, {
		externalId: id ?? `preference:${told}`,
		report: true,
		...optOut(person, purpose, !stopped, at, evidence),
		activity: {
			direction: 'inbound',
			subject: stopped ? 'Marketing stopped by WhatsApp' : 'Marketing resumed by WhatsApp',
			body: detail,
			custom: { purpose, preference: wish },
		},
		payload,
	});
	return [event];
}

/** An entry of `user_preferences[]`. */
export function preferenceEvents(preference: unknown, context: EventContext): WhatsAppEvent[] {
	const wish = textAt(preference, 'value');
	if (wish !== 'stop' && wish !== 'resume') return [];
	const ids = personOf(
		memberAt(preference, 'user_id'),
		memberAt(preference, 'parent_user_id'),
		memberAt(preference, 'wa_id'),
	);
	const person = context.contacts.complete(ids);
	const at = instantOf(memberAt(preference, 'timestamp'), context.now);
	const category = textAt(preference, 'category')?.slice(0, 100) ?? 'marketing';
	const purpose = category.replace(/_messages$/, '') || 'marketing';
	const detail = textAt(preference, 'detail')?.slice(0, 1000).toWellFormed();
	const contact = context.contacts.of(ids);
	const contacts = contact === undefined ? [] : [contact];
	const payload = partOf(context.change, 'user_preferences', [preference], contacts);
	return preferenceEvent(context, person, { wish, purpose, detail, payload }, at);
}
