import { isId } from '../../leads/model/ids';
import { elementsOf, memberAt, textAt } from '../shared/foreignJson';
import { partOf } from './changes';
import { eventOf, type EventContext, type WhatsAppEvent } from './event';
import { filled } from './filled';
import { instantOf } from './instants';
import { optOut } from './optOut';
import { isSomebody, personOf, type WhatsAppPerson } from './person';
import {
	describeError,
	saysMarketingStopped,
	sendErrorOf,
	sightingOf,
	type SendError,
} from './sendErrors';

/** What a refusal of a message to a person means for them. */
export function consequencesOf(error: SendError, person: WhatsAppPerson, at: number) {
	const evidence = { source: 'WhatsApp', error: error.code };
	return {
		whatsapp: sightingOf(error, at),
		...(saysMarketingStopped(error) ? optOut(person, 'marketing', false, at, evidence) : {}),
	};
}

const subjects: ReadonlyMap<string, string> = new Map([
	['sent', 'WhatsApp message sent'],
	['delivered', 'WhatsApp message delivered'],
	['read', 'WhatsApp message read'],
	['played', 'WhatsApp voice message played'],
	['failed', 'WhatsApp message failed'],
	['deleted', 'WhatsApp message deleted'],
	['warning', 'WhatsApp message shown with a warning'],
]);

/**
 * The status of a message that the business sent (`statuses[]`). Deliveries come twice and out of order:
 * each status of a message is one report, and of what they show of the conversation the latest counts.
 */
export function statusEvents(status: unknown, context: EventContext): WhatsAppEvent[] {
	const ids = personOf(
		memberAt(status, 'recipient_user_id'),
		memberAt(status, 'recipient_parent_user_id'),
		memberAt(status, 'parent_recipient_user_id'),
		memberAt(status, 'recipient_id'),
	);
	const person = context.contacts.complete(ids);
	const note = textAt(status, 'biz_opaque_callback_data');
	const leadId = note !== undefined && isId(note.toLowerCase()) ? note.toLowerCase() : undefined;
	const isKnown = isSomebody(person) || leadId !== undefined;
	const state = textAt(status, 'status')?.slice(0, 40);
	if (!isKnown || state === undefined) return [];
	const id = textAt(status, 'id');
	const at = instantOf(memberAt(status, 'timestamp'), context.now);
	const error = elementsOf(memberAt(status, 'errors')).map(sendErrorOf).find(Boolean);
	const event = eventOf('status', context, person, at, {
		externalId: id === undefined ? undefined : `${id}:${state}`,
		report: true,
		leadId,
		...(error ? consequencesOf(error, person, at) : {}),
		activity: {
			direction: 'outbound',
			subject: subjects.get(state) ?? `WhatsApp message: ${state}`,
			body: error && describeError(error),
			externalId: id === undefined ? undefined : `${id}:${state}`,
			custom: filled({
				messageId: id,
				status: state,
				error,
				origin: textAt(status, 'conversation', 'origin', 'type'),
				pricing: textAt(status, 'pricing', 'category'),
				callbackData: note?.slice(0, 512),
			}),
		},
		payload: partOf(context.change, 'statuses', [status]),
	});
	return [event];
}
