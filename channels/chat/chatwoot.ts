import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import { answersOf, sortAnswers } from '../shared/answers';
import { landingFields } from '../shared/campaign';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, memberAt, membersOf, textAt, textOf } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { chatActivity, chatIdAt, contentId, knownFields, saidText, visitorName } from './chatLead';

const CHANNEL = 'chatwoot';
const MOST_LABELS = 20;

/** `incoming` by name in webhooks, 0 in the messages inside a conversation. */
function isIncoming(message: unknown): boolean {
	const type = memberAt(message, 'message_type');
	return type === 'incoming' || type === 0;
}

interface Person {
	account: string;
	contact: string;
	fields: LeadFieldValues;
	custom: Record<string, unknown>;
}

/** Who a contact of Chatwoot is; undefined where it has no id to know it by. */
function personOf(contact: unknown, account: string, attributes: unknown = {}): Person | undefined {
	const id = chatIdAt(contact, 'id');
	if (id === undefined) return undefined;
	const additional = memberAt(contact, 'additional_attributes');
	const known = knownFields({
		name: visitorName(textAt(contact, 'name')),
		email: textAt(contact, 'email'),
		phone: textAt(contact, 'phone_number'),
		company: textAt(additional, 'company_name'),
		chatContactId: `${CHANNEL}:${account}:${id}`,
	});
	const answers = [
		// The pre-chat form and the website's script write here, and so may the visitor.
		...answersOf(membersOf(memberAt(contact, 'custom_attributes'))),
		...answersOf(membersOf(attributes)),
		{ label: 'chatIdentifier', value: textAt(contact, 'identifier') },
		// By the IP address, so no field: what the person says of it should fill that.
		{ label: 'visitorCity', value: textAt(additional, 'city') },
		{ label: 'visitorCountry', value: textAt(additional, 'country') },
	];
	return { account, contact: id, ...sortAnswers(answers, known) };
}

/** What an incoming message says of its conversation: where it began, and in which inbox. */
function conversationFields(conversation: unknown, inbox: unknown): LeadFieldValues {
	const additional = memberAt(conversation, 'additional_attributes');
	return {
		...landingFields(textAt(additional, 'referer')),
		...knownFields({
			language: textAt(additional, 'browser_language') ?? textAt(additional, 'browser', 'language'),
			sourceDetail: textAt(inbox, 'name'),
		}),
	};
}

function attachmentsOf(message: unknown): Record<string, unknown> | undefined {
	const files = elementsOf(memberAt(message, 'attachments')).slice(0, 20);
	const kept = files.map((file) => ({
		type: textAt(file, 'file_type') ?? 'file',
		url: textAt(file, 'data_url')?.slice(0, 2000) ?? '',
	}));
	return kept.length > 0 ? { attachments: kept } : undefined;
}

function readMessage(
	message: unknown,
	conversation: unknown,
	body: unknown,
	account: string,
): Reading {
	if (!isIncoming(message)) {
		return ignored('notIncoming', 'The message was not written by a visitor');
	}
	if (memberAt(message, 'private') === true) {
		return ignored('private', 'The message is a private note');
	}
	const sender = memberAt(message, 'sender') ?? memberAt(conversation, 'meta', 'sender');
	const person = personOf(sender, account, memberAt(conversation, 'custom_attributes'));
	const messageId = chatIdAt(message, 'id');
	if (person === undefined || messageId === undefined) {
		return ignored('nobody', 'The message names no contact');
	}
	const said = saidText(textAt(message, 'content'));
	const inbox = memberAt(body, 'inbox') ?? memberAt(message, 'inbox');
	const externalId = `message:${account}:${messageId}`;
	const labels = elementsOf(memberAt(conversation, 'labels')).map(textOf).slice(0, MOST_LABELS);
	const captured: CapturedLead = {
		fields: {
			...knownFields({ message: said }),
			...conversationFields(conversation, inbox),
			...person.fields,
		},
		custom: person.custom,
		tags: labels.filter((label) => label !== undefined),
		channel: CHANNEL,
		// Signed are time and body only: the message's own id holds against a replay under another
		// delivery id, and where an account and an inbox report the same message.
		externalId,
		payload: body,
		activity: chatActivity('Message by Chatwoot', {
			direction: 'inbound',
			body: said,
			at: instantOf(memberAt(message, 'created_at')),
			externalId,
			custom: attachmentsOf(message),
		}),
	};
	return { captured: [captured] };
}

/** A conversation is a lead by the visitor's message that it begins with. */
function readConversation(body: unknown, account: string): Reading {
	const message = elementsOf(memberAt(body, 'messages')).find(isIncoming);
	return message === undefined
		? ignored('noMessage', 'The conversation holds no message of a visitor')
		: readMessage(message, body, body, account);
}

function readContact(event: string, body: unknown, account: string): Reading {
	const person = personOf(body, account);
	if (person === undefined) return ignored('nobody', 'The contact has no id');
	const { email, phone } = person.fields;
	if (email === undefined && phone === undefined) {
		// Chatwoot makes a contact of everybody who opens the chat window.
		return ignored('noContactData', 'The contact has neither e-mail nor phone yet');
	}
	const id = contentId(event, account, person.contact, person.fields, person.custom);
	const captured: CapturedLead = {
		fields: person.fields,
		custom: person.custom,
		channel: CHANNEL,
		externalId: `${event}:${account}:${person.contact}:${id}`,
		payload: body,
		activity: chatActivity('Contact details by Chatwoot'),
	};
	return { captured: [captured] };
}

/** A conversation does not name its account everywhere, its messages do. */
function accountOf(body: unknown): string {
	const [message] = elementsOf(memberAt(body, 'messages'));
	return (
		chatIdAt(body, 'account', 'id') ??
		chatIdAt(body, 'account_id') ??
		chatIdAt(message, 'account_id') ??
		'0'
	);
}

/**
 * Reads a webhook of Chatwoot: visitors' messages, and contacts as soon as they can be reached. All
 * messages of a contact carry its `chatContactId`, so the first one makes a lead and later ones are
 * added to it. Shapes: `app/presenters/conversations/event_data_presenter.rb`, `Message#webhook_data`,
 * `Contact#webhook_data` of chatwoot/chatwoot.
 */
export function readChatwoot(item: unknown): Reading {
	const body = sentBody(item);
	const event = textAt(body, 'event');
	const account = accountOf(body);
	switch (event) {
		case 'message_created':
			return readMessage(body, memberAt(body, 'conversation'), body, account);
		case 'conversation_created':
			return readConversation(body, account);
		case 'contact_created':
		case 'contact_updated':
			return readContact(event, body, account);
		default:
			return ignored('otherEvent', 'The event tells of no message and no contact');
	}
}
