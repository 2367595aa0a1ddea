import { memberAt, textAt } from '../shared/foreignJson';
import { contactEvents } from './contactEvents';
import type { EventContext, WhatsAppEvent } from './event';
import { identityEvent } from './identityChange';
import { instantOf } from './instants';
import { contentOf } from './messageContent';
import { isSomebody, personOf } from './person';
import { reactionEvent } from './reactions';
import { senderEvent } from './senderEvent';

/** The events of one message to the business (`messages[]`). */
export function messageEvents(message: unknown, context: EventContext): WhatsAppEvent[] {
	const at = instantOf(memberAt(message, 'timestamp'), context.now);
	const type = textAt(message, 'type');
	const ids = personOf(
		memberAt(message, 'from_user_id'),
		memberAt(message, 'from_parent_user_id'),
		memberAt(message, 'from'),
	);
	if (type === 'system') return identityEvent(message, ids, at, context);
	const sender = context.contacts.complete(ids);
	if (!isSomebody(sender)) return [];
	const reaction = reactionEvent(message, sender, at, context);
	if (reaction) return [reaction];
	if (type === 'contacts') return contactEvents(context, sender, message, at);
	return [senderEvent(context, sender, message, contentOf(message), at)];
}
