import { memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import { contentOf } from './messageContent';
import type { WhatsAppPerson } from './person';

interface Reaction {
	subject: string;
	body?: string;
	details: Record<string, unknown>;
}

function callPermission(message: unknown): Reaction | undefined {
	const reply = memberAt(message, 'interactive', 'call_permission_reply');
	if (reply === undefined) return undefined;
	const response = textAt(reply, 'response') ?? 'unknown';
	return {
		subject: response === 'accept' ? 'Calls allowed by WhatsApp' : 'Calls declined by WhatsApp',
		details: { callPermission: reply },
	};
}

/** What is said about a message, and is none itself. */
function reactionOf(message: unknown): Reaction | undefined {
	switch (textAt(message, 'type')) {
		case 'reaction': {
			const emoji = textAt(message, 'reaction', 'emoji');
			const details = filled({ messageId: textAt(message, 'reaction', 'message_id') });
			return emoji === undefined
				? { subject: 'Reaction removed by WhatsApp', details }
				: { subject: 'Reaction by WhatsApp', body: emoji, details };
		}
		case 'edit': {
			const { text, body = text } = contentOf(memberAt(message, 'edit', 'message'));
			const messageId = textAt(message, 'edit', 'original_message_id');
			return { subject: 'Message edited by WhatsApp', body, details: filled({ messageId }) };
		}
		case 'revoke': {
			const messageId = textAt(message, 'revoke', 'original_message_id');
			return { subject: 'Message taken back by WhatsApp', details: filled({ messageId }) };
		}
		case 'request_welcome':
			return { subject: 'Chat opened by WhatsApp', details: {} };
		case 'interactive':
			return callPermission(message);
		default:
			return undefined;
	}
}

/**
 * A reaction, an edit, a message taken back, a chat opened, a call permission: shows in the timeline of
 * whoever is known and makes no lead. It is not counted as a message that opens the 24-hour window.
 */
export function reactionEvent(
	message: unknown,
	sender: WhatsAppPerson,
	at: number,
	context: EventContext,
): WhatsAppEvent | undefined {
	const reaction = reactionOf(message);
	if (!reaction) return undefined;
	const id = textAt(message, 'id');
	return eventOf('reaction', context, sender, at, {
		externalId: id,
		report: true,
		activity: {
			direction: 'inbound',
			subject: reaction.subject,
			body: reaction.body,
			externalId: id,
			custom: reaction.details,
		},
		payload: partOf(context.change, 'messages', [message]),
	});
}
