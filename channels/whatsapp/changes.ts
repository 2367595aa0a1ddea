import { parsedExactJson } from '../shared/exactJson';
import { elementsOf, memberAt, membersOf, textAt } from '../shared/foreignJson';

/** One change of a delivery (`entry[].changes[]`): what happened at one business number. */
export interface Change {
	/** The webhook field, such as `messages`. */
	field?: string;
	value: Readonly<Record<string, unknown>>;
	/** Which of the business's numbers it is about; absent for what concerns no number. */
	phoneNumberId?: string;
	/** That number as it is shown, digits without `+`. */
	displayPhoneNumber?: string;
	/** Sent with the `Test` button of Meta's app dashboard: made-up people. */
	sample: boolean;
}

/** Lists of a change's value that tell of people. */
export const eventLists = [
	'messages',
	'statuses',
	'message_echoes',
	'user_preferences',
	'user_id_update',
] as const;

/** What the dashboard sends as number and as account, the same for every app. */
const SAMPLE_PHONE_NUMBER_ID = '123456123';
const SAMPLE_ACCOUNT_ID = '0';

function changeOf(field: string | undefined, value: unknown, accountId?: string): Change {
	const phoneNumberId = textAt(value, 'metadata', 'phone_number_id');
	const displayPhoneNumber = textAt(value, 'metadata', 'display_phone_number');
	return {
		...(field === undefined ? {} : { field }),
		value: membersOf(value),
		...(phoneNumberId === undefined ? {} : { phoneNumberId }),
		...(displayPhoneNumber === undefined ? {} : { displayPhoneNumber }),
		sample: accountId === SAMPLE_ACCOUNT_ID && phoneNumberId === SAMPLE_PHONE_NUMBER_ID,
	};
}

function isDelivery(value: unknown): boolean {
	return Array.isArray(memberAt(value, 'entry'));
}

function isValue(value: unknown): boolean {
	return (
		memberAt(value, 'messaging_product') === 'whatsapp' ||
		eventLists.some((list) => Array.isArray(memberAt(value, list)))
	);
}

function deliveredChanges(delivery: unknown): Change[] {
	return elementsOf(memberAt(delivery, 'entry')).flatMap((entry) =>
		elementsOf(memberAt(entry, 'changes')).map((change) =>
			changeOf(textAt(change, 'field'), memberAt(change, 'value'), textAt(entry, 'id')),
		),
	);
}

/**
 * The changes of an item, in order: of a webhook body (`{ object, entry }`), of an item of n8n's Webhook
 * node that holds one under `body` (as JSON or as its text), of n8n's WhatsApp Trigger, which emits a
 * change's value with `field` beside it, or of a single change.
 *
 * Protocol: Meta, WhatsApp Business Platform, "Webhooks".
 */
export function changesOf(item: unknown): Change[] {
	if (isDelivery(item)) return deliveredChanges(item);
	const body = memberAt(item, 'body');
	const delivery = typeof body === 'string' ? parsedExactJson(body) : body;
	if (isDelivery(delivery)) return deliveredChanges(delivery);
	const value = memberAt(item, 'value');
	if (isValue(value)) return [changeOf(textAt(item, 'field'), value)];
	return isValue(item) ? [changeOf(textAt(item, 'field'), item)] : [];
}

/**
 * A change reduced to some of its events, in the form in which n8n's WhatsApp Trigger emits it, so that
 * the source record of each person holds what arrived about them and nothing about the others.
 */
export function partOf(
	{ field, value }: Change,
	list: (typeof eventLists)[number],
	events: readonly unknown[],
	contacts: readonly unknown[] = [],
): Record<string, unknown> {
	const { messaging_product, metadata } = value;
	return {
		...(messaging_product === undefined ? {} : { messaging_product }),
		...(metadata === undefined ? {} : { metadata }),
		...(contacts.length === 0 ? {} : { contacts }),
		[list]: events,
		...(field === undefined ? {} : { field }),
	};
}
