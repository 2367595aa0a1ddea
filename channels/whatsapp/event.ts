import type { CapturedActivity, CapturedLead } from '../../leads/model/lead';
import type { ReadingContext } from '../shared/reading';
import type { Change } from './changes';
import type { ContactBook } from './contactBook';
import { filled } from './filled';
import { identityOf, type WhatsAppPerson } from './person';

/** What can happen between a business and a person on WhatsApp. */
export type EventKind =
	| 'message'
	/** A reaction to a message, a message edited or taken back, an answer to a call request. */
	| 'reaction'
	/** A status of a message that the business sent. */
	| 'status'
	/** Marketing messages stopped or resumed. */
	| 'preference'
	/** A new number, a new user id. */
	| 'identityChange'
	/** A message that a colleague wrote in the WhatsApp Business app. */
	| 'echo';

/** One event of a change, ready for capture. */
export interface WhatsAppEvent {
	kind: EventKind;
	captured: CapturedLead;
}

/** What every event of a change is read with. */
export interface EventContext extends ReadingContext {
	change: Change;
	contacts: ContactBook;
}

/** What an event brings, apart from what all events of the channel share. */
type Brought = Pick<CapturedLead, 'payload'> &
	Partial<Omit<CapturedLead, 'activity' | 'channel'>> & {
		activity: Omit<CapturedActivity, 'type' | 'at'>;
	};

/** The number of the business as it is kept with an activity, so that several numbers can be told apart. */
function ownNumber({ phoneNumberId, displayPhoneNumber }: Change): Record<string, unknown> {
	return filled({ phoneNumberId, displayPhoneNumber });
}

/** @param at epoch milliseconds: when it happened */
export function eventOf(
	kind: EventKind,
	{ change }: EventContext,
	person: WhatsAppPerson,
	at: number,
	{ activity, fields, ...brought }: Brought,
): WhatsAppEvent {
	const custom = { ...ownNumber(change), ...activity.custom };
	return {
		kind,
		captured: {
			channel: 'whatsapp',
			fields: { ...identityOf(person), ...fields },
			receivedAt: at,
			...filled(brought),
			payload: brought.payload,
			activity: {
				...filled(activity),
				type: 'whatsapp',
				subject: activity.subject,
				at,
				...(Object.keys(custom).length > 0 ? { custom } : {}),
			},
			...(change.sample ? { test: true } : {}),
		},
	};
}
