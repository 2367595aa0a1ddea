import { without } from '../../leads/model/without';
import { textAt } from '../shared/foreignJson';
import type { MessageContent } from './content';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import { calledName, type WhatsAppPerson } from './person';
import { senderEvent } from './senderEvent';
import { cardName, cardsOf, type ContactCard } from './sharedContacts';

/** Somebody whose card was shared: a lead of their own, who wrote nothing themselves. */
function cardEvent(
	context: EventContext,
	sender: WhatsAppPerson,
	message: unknown,
	{ card, index, fields, custom }: ContactCard,
	at: number,
): WhatsAppEvent {
	const id = textAt(message, 'id');
	const by = calledName(sender);
	const externalId = id === undefined ? undefined : `${id}:contact:${index}`;
	return eventOf('message', context, {}, at, {
		externalId,
		fields: { ...fields, sourceDetail: `Contact card shared by ${by}` },
		custom,
		activity: {
			direction: 'inbound',
			subject: 'Contact card by WhatsApp',
			body: `Shared by ${by}`,
			externalId,
			custom: { messageId: id, sharedBy: filled({ ...sender }) },
		},
		payload: { sharedBy: filled({ ...sender }), contact: card },
	});
}

/** A message with contact cards: its sender, then everybody whose card it holds, in order. */
export function contactEvents(
	context: EventContext,
	sender: WhatsAppPerson,
	message: unknown,
	at: number,
): WhatsAppEvent[] {
	const cards = cardsOf(message, sender);
	const own = cards.find((card) => card.own);
	const others = cards.filter((card) => !card.own);
	const names = others.map(cardName).join(', ');
	const body = others.length > 0 ? `[Contacts: ${names}]` : '[Own contact card]';
	const content: MessageContent = {
		kind: 'Contacts',
		body: cards.length > 0 ? body : undefined,
		// Who they are, the message itself says.
		fields: own && without(own.fields, 'whatsappBsuid'),
		custom: own?.custom,
	};
	const first = senderEvent(context, sender, message, content, at);
	return [first, ...others.map((card) => cardEvent(context, sender, message, card, at))];
}
