import { isId } from '../../leads/model/ids';
import type { CapturedLead } from '../../leads/model/lead';
import { elementsOf, memberAt, textAt, textOf } from '../shared/foreignJson';
import { ignored, type Reading, type ReadingContext } from '../shared/reading';
import { filled } from './filled';
import { identityOf, isSomebody, personOf, type WhatsAppPerson } from './person';
import { describeError, sendErrorOf, type SendError } from './sendErrors';
import { consequencesOf } from './statusEvents';

/** Where nodes and clients put the error of Meta's answer, the surest place first. */
const errorPaths: ReadonlyArray<readonly string[]> = [
	['error', 'errorResponse', 'body', 'error'],
	['error', 'errorResponse', 'error'],
	['error', 'context', 'data', 'error'],
	['error', 'response', 'body', 'error'],
	['error', 'response', 'data', 'error'],
	['error', 'error'],
	['body', 'error'],
	['data', 'error'],
	['error'],
];

/** Where an error is only told in words. */
const wordPaths: ReadonlyArray<readonly string[]> = [
	['error', 'message'],
	['error', 'description'],
	['error'],
	['message'],
];

/** `"code":131047`, with or without backslashes, in an answer that was put into a sentence. */
const CODE_IN_JSON = /"code\\{0,3}"\s{0,3}:\s{0,3}(\d{1,7})(?!\d)/;
const CODE_IN_WORDS = /\(#(\d{1,7})\)/;
const LONGEST_WORDS = 10_000;

/** What HTTP says of the answer as a whole is no code of Meta's. */
function isHttpStatus({ code }: SendError): boolean {
	return code >= 400 && code < 600;
}

function errorInWords(words: string): SendError | undefined {
	const text = words.slice(0, LONGEST_WORDS);
	const code = CODE_IN_WORDS.exec(text)?.[1] ?? CODE_IN_JSON.exec(text)?.[1];
	return code === undefined ? undefined : sendErrorOf({ code });
}

function errorIn(item: unknown): SendError | undefined {
	for (const path of errorPaths) {
		const error = sendErrorOf(memberAt(item, ...path));
		if (error && !isHttpStatus(error)) return error;
	}
	for (const path of wordPaths) {
		const words = textAt(item, ...path);
		const error = words === undefined ? undefined : errorInWords(words);
		if (error && !isHttpStatus(error)) return error;
	}
	return undefined;
}

/** A number as people write it, without what is between the digits. */
function dialled(value: unknown): string | undefined {
	return textOf(value)
		?.slice(0, 60)
		.replace(/[\s().-]/g, '');
}

/** Who the message was for: what Meta answered, else the fields of the lead that flowed along. */
function recipientOf(item: unknown, answer: unknown): WhatsAppPerson {
	const contact = elementsOf(memberAt(answer, 'contacts'))[0];
	return personOf(
		memberAt(contact, 'user_id'),
		memberAt(contact, 'wa_id'),
		memberAt(item, 'whatsappBsuid'),
		memberAt(item, 'recipient'),
		memberAt(item, 'user_id'),
		dialled(memberAt(item, 'mobile')),
		dialled(memberAt(item, 'recipientPhoneNumber')),
		dialled(memberAt(item, 'to')),
		dialled(memberAt(item, 'wa_id')),
		dialled(memberAt(item, 'phone')),
		dialled(memberAt(contact, 'input')),
	);
}

/** The lead that an item is or names. */
function leadIdOf(item: unknown): string | undefined {
	const isLead = typeof memberAt(item, 'version') === 'number';
	const id = (isLead ? textAt(item, 'id') : undefined) ?? textAt(item, 'leadId');
	return id !== undefined && isId(id.toLowerCase()) ? id.toLowerCase() : undefined;
}

/** Meta's answer to an accepted message: `{ messaging_product, contacts, messages: [{ id }] }`. */
function answerIn(item: unknown): unknown {
	return [item, memberAt(item, 'body'), memberAt(item, 'data')].find(
		(one) => textOf(memberAt(elementsOf(memberAt(one, 'messages'))[0], 'id')) !== undefined,
	);
}

/**
 * Reads what came of sending a message: an item of the error output or of the output of n8n's WhatsApp
 * node, or Meta's own answer in an HTTP Request item, with the fields of the lead beside it.
 *
 * An `error` may be an n8n error as it is: what Meta said is then found in its `errorResponse`.
 */
export function readSendResult(item: unknown, { now }: Pick<ReadingContext, 'now'>): Reading {
	const error = errorIn(item);
	const answer = error ? undefined : answerIn(item);
	if (!error && answer === undefined) {
		return ignored(
			'noSendResult',
			'The item has neither an error code of WhatsApp nor the ID of a message that was sent',
		);
	}
	const person = recipientOf(item, answer);
	const leadId = leadIdOf(item);
	if (!isSomebody(person) && leadId === undefined) {
		return ignored('noRecipient', 'The item does not say who the message was for');
	}
	const message = elementsOf(memberAt(answer, 'messages'))[0];
	const id = textAt(message, 'id');
	const externalId = id === undefined ? undefined : `${id}:accepted`;
	const captured: CapturedLead = {
		channel: 'whatsapp',
		fields: identityOf(person),
		report: true,
		receivedAt: now,
		...filled({ externalId, leadId }),
		...(error ? consequencesOf(error, person, now) : {}),
		activity: {
			type: 'whatsapp',
			direction: 'outbound',
			subject: error ? 'WhatsApp message refused' : 'WhatsApp message handed over',
			...(error ? { body: describeError(error) } : {}),
			...(externalId === undefined ? {} : { externalId }),
			at: now,
			custom: filled({ messageId: id, status: textAt(message, 'message_status'), error }),
		},
		payload: filled({ ...identityOf(person), leadId, error, answer }),
	};
	return { captured: [captured] };
}
