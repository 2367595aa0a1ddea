import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import { sortAnswers } from '../shared/answers';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, memberAt, textAt } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { chatActivity, chatIdAt, knownFields, saidText, visitorName } from './chatLead';

const CHANNEL = 'tawkTo';
const MOST_MESSAGES = 2000;

/** What all events have: who it was, in which chat, of which website. */
interface TawkEvent {
	body: unknown;
	at: number | undefined;
	/** tawk.to tells no visitor's id, only the chat's. */
	chatId: string | undefined;
	fields: LeadFieldValues;
	custom: Record<string, unknown>;
}

function eventOf(body: unknown, chatId: string | undefined, person: unknown): TawkEvent {
	const known = knownFields({
		name: visitorName(textAt(person, 'name')),
		email: textAt(person, 'email'),
		phone: textAt(person, 'phone'),
		chatContactId: chatId === undefined ? undefined : `tawk:${chatId}`,
		sourceDetail: textAt(body, 'property', 'name'),
		referrer: textAt(body, 'referrer')?.slice(0, 2000),
	});
	const answers = [
		// By the IP address, so no field: what the person says of it should fill that.
		{ label: 'visitorCity', value: textAt(person, 'city') },
		{ label: 'visitorCountry', value: textAt(person, 'country') },
	];
	return { body, chatId, at: instantOf(memberAt(body, 'time')), ...sortAnswers(answers, known) };
}

/**
 * The event's own id travels in a header (`X-Hook-Event-Id`) that is not signed; what is signed names
 * the event as well, and stays the same when tawk.to tries again.
 */
function idOf(event: string, { chatId, at }: TawkEvent, id = chatId): string {
	return `${event}:${id ?? ''}:${at ?? ''}`;
}

/** `{t: 'v'}` in transcripts, `{type: 'visitor'}` in the start of a chat. */
function isByVisitor(message: unknown): boolean {
	const type = textAt(message, 'sender', 't') ?? textAt(message, 'sender', 'type');
	return type === 'v' || type === 'visitor';
}

function readStart(body: unknown): Reading {
	const event = eventOf(body, chatIdAt(body, 'chatId'), memberAt(body, 'visitor'));
	if (event.chatId === undefined) return ignored('nobody', 'The chat has no id');
	const message = memberAt(body, 'message');
	const said = saidText(textAt(message, 'text') ?? textAt(message, 'msg'));
	const byVisitor = isByVisitor(message);
	const captured: CapturedLead = {
		fields: { ...event.fields, ...(byVisitor ? knownFields({ message: said }) : {}) },
		custom: event.custom,
		channel: CHANNEL,
		externalId: idOf('chat:start', event),
		payload: body,
		activity: chatActivity('Chat started on tawk.to', {
			direction: byVisitor ? 'inbound' : 'outbound',
			body: said,
			at: event.at,
			externalId: event.chatId,
		}),
		// Whom an agent spoke to has not asked for anything yet.
		...(byVisitor ? {} : { report: true }),
	};
	return { captured: [captured] };
}

function readEnd(body: unknown): Reading {
	const event = eventOf(body, chatIdAt(body, 'chatId'), memberAt(body, 'visitor'));
	if (event.chatId === undefined) return ignored('nobody', 'The chat has no id');
	const { fields, custom, at } = event;
	const activity = chatActivity('Chat ended on tawk.to', { at });
	const externalId = idOf('chat:end', event);
	const base = { fields, custom, channel: CHANNEL, externalId, payload: body, activity };
	return { captured: [{ ...base, report: true }] };
}

function spoken(message: unknown): string {
	const text = textAt(message, 'msg') ?? `[${textAt(message, 'type') ?? 'file'}]`;
	const name = textAt(message, 'sender', 'n') ?? (isByVisitor(message) ? 'Visitor' : 'Agent');
	return `${name}: ${text}`;
}

function readTranscript(body: unknown): Reading {
	const chat = memberAt(body, 'chat');
	const event = eventOf(body, chatIdAt(chat, 'id'), memberAt(chat, 'visitor'));
	if (event.chatId === undefined) return ignored('nobody', 'The chat has no id');
	const messages = elementsOf(memberAt(chat, 'messages')).slice(0, MOST_MESSAGES);
	const first = messages.find(isByVisitor);
	const captured: CapturedLead = {
		fields: { ...event.fields, ...knownFields({ message: saidText(textAt(first, 'msg')) }) },
		custom: event.custom,
		channel: CHANNEL,
		externalId: idOf('chat:transcript_created', event),
		payload: body,
		activity: chatActivity('Chat on tawk.to', {
			body: saidText(messages.map(spoken).join('\n') || undefined),
			at: event.at,
		}),
		...(first === undefined ? { report: true } : {}),
	};
	return { captured: [captured] };
}

/** An offline message: the form that tawk.to shows while no agent is there. */
function readTicket(body: unknown): Reading {
	const ticket = memberAt(body, 'ticket');
	const id = chatIdAt(ticket, 'id') ?? chatIdAt(ticket, 'humanId');
	if (id === undefined) return ignored('nobody', 'The ticket has no id');
	const event = eventOf(body, undefined, memberAt(body, 'requester'));
	const said = [textAt(ticket, 'subject'), textAt(ticket, 'message')];
	const text = saidText(said.filter((part) => part !== undefined).join('\n\n') || undefined);
	const captured: CapturedLead = {
		fields: { ...event.fields, ...knownFields({ message: text }) },
		custom: event.custom,
		channel: CHANNEL,
		externalId: idOf('ticket:create', event, id),
		payload: body,
		activity: chatActivity('Ticket on tawk.to', {
			direction: 'inbound',
			body: text,
			at: event.at,
			externalId: id,
		}),
	};
	return { captured: [captured] };
}

/**
 * Reads a webhook of tawk.to. Its events of one chat share the chat's id, so that start, end and
 * transcript come to one lead. Protocol: https://developer.tawk.to/webhooks
 */
export function readTawkTo(item: unknown): Reading {
	const body = sentBody(item);
	switch (textAt(body, 'event')) {
		case 'chat:start':
			return readStart(body);
		case 'chat:end':
			return readEnd(body);
		case 'chat:transcript_created':
			return readTranscript(body);
		case 'ticket:create':
			return readTicket(body);
		default:
			return ignored('otherEvent', 'The event tells of no chat and no ticket');
	}
}
