import { elementsOf } from '../shared/foreignJson';
import { ignored, type Reading, type ReadingContext } from '../shared/reading';
import { changesOf, eventLists, type Change } from './changes';
import { ContactBook } from './contactBook';
import { echoEvents } from './echoEvents';
import type { EventContext, WhatsAppEvent } from './event';
import { userIdEvents } from './identityChange';
import { messageEvents } from './messageEvents';
import { preferenceEvents } from './preferences';
import { statusEvents } from './statusEvents';

type ReadEvents = (event: unknown, context: EventContext) => WhatsAppEvent[];

const readers: Readonly<Record<(typeof eventLists)[number], ReadEvents>> = {
	messages: messageEvents,
	statuses: statusEvents,
	message_echoes: echoEvents,
	user_preferences: preferenceEvents,
	user_id_update: userIdEvents,
};

/** What happened in one change, in its order. Changes that tell of no person hold nothing. */
export function eventsOf(change: Change, context: ReadingContext): WhatsAppEvent[] {
	const contacts = new ContactBook(change.value.contacts);
	return eventLists.flatMap((list) =>
		elementsOf(change.value[list]).flatMap((event) =>
			readers[list](event, { ...context, change, contacts }),
		),
	);
}

/**
 * Reads WhatsApp Cloud API deliveries: webhook bodies, items of n8n's Webhook node that hold one, items
 * of n8n's WhatsApp Trigger. Messages become leads, several of an item in their order; statuses,
 * reactions, preferences and number changes become reports about people who are known.
 */
export function readWhatsApp(item: unknown, context: ReadingContext): Reading {
	const changes = changesOf(item);
	if (changes.length === 0) {
		return ignored('notWhatsApp', 'The item is no delivery of the WhatsApp Cloud API');
	}
	const events = changes.flatMap((change) => eventsOf(change, context));
	if (events.length > 0) return { captured: events.map(({ captured }) => captured) };
	return ignored('noPerson', 'The delivery tells of no person, only of the account or a number');
}
