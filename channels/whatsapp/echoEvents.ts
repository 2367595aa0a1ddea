import { memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { instantOf } from './instants';
import { contentOf } from './messageContent';
import { isSomebody, personOf } from './person';

/**
 * A message that a colleague wrote in the WhatsApp Business app (`message_echoes[]` of
 * `smb_message_echoes`): shows in the timeline of whoever it was written to.
 */
export function echoEvents(echo: unknown, context: EventContext): WhatsAppEvent[] {
	const ids = personOf(
		memberAt(echo, 'to_user_id'),
		memberAt(echo, 'to_parent_user_id'),
		memberAt(echo, 'to'),
	);
	const person = context.contacts.complete(ids);
	if (!isSomebody(person)) return [];
	const id = textAt(echo, 'id');
	const at = instantOf(memberAt(echo, 'timestamp'), context.now);
	const { kind, text, body = text, details } = contentOf(echo);
	const event = eventOf('echo', context, person, at, {
		externalId: id,
		report: true,
		activity: {
			direction: 'outbound',
			subject: `${kind} from the WhatsApp Business app`,
			body,
			externalId: id,
			custom: details,
		},
		payload: partOf(context.change, 'message_echoes', [echo]),
	});
	return [event];
}
