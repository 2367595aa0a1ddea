import type { ActivityType } from './activityTypes';
import type { ConsentGiven } from './consent';
import type { Decision } from './decision';
import type { LeadFieldName, leadFields } from './leadFields';
import type { PersonReference } from './personReference';
import type { SuppressionInput } from './suppression';
import type { WhatsAppConversation, WhatsAppSighting } from './whatsapp';

type ValueOf<Kind> = Kind extends 'integer' | 'number'
	? number
	: Kind extends 'boolean'
		? boolean
		: string;

/** Values of the standard fields. Instants are ISO 8601 UTC text, phones E.164 where they are valid. */
export type LeadFieldValues = {
	[Name in LeadFieldName]?: ValueOf<(typeof leadFields)[Name]['kind']> | null;
};

/** Values of the user's own fields: anything that JSON can hold. */
export type CustomValues = Record<string, unknown>;

/** Where and when a person was met: once for the first meeting, once for the latest. */
export interface Touch {
	at: string;
	source: string;
	campaign?: string;
	landingUrl?: string;
	clickId?: string;
}

/**
 * A lead as it flows over the canvas: flat, camelCase, instants as ISO 8601 UTC text.
 * Absent fields are left out, not null.
 */
export interface Lead extends LeadFieldValues {
	id: string;
	/** Grows by one with each change; an update that names a stale version is refused. */
	version: number;
	status: string;
	/** GB/T 2260 code or ISO 3166-2 code of the region, and where it was learnt. */
	regionCode?: string;
	regionSource?: 'form' | 'address' | 'creditCode' | 'phone';
	tags: string[];
	owner?: PersonReference;
	team?: PersonReference;
	/** The public pool (公海) that it lies in, or whose rules hold while somebody has it. */
	pool?: PersonReference;
	/** Since when it is the owner's. */
	ownedSince?: string;
	/** When it goes back to its pool unless the owner works on it. */
	protectedUntil?: string;
	/** Whose it was before. */
	previousOwner?: PersonReference;
	/** How often it went back to a pool; absent for never. */
	returnedCount?: number;
	accountId?: string;
	contactId?: string;
	score?: number;
	grade?: string;
	firstTouch?: Touch;
	lastTouch?: Touch;
	custom: CustomValues;
	/** True for what came in through a test URL or a manual run. */
	test: boolean;
	/** When a member first opened it; absent while unread. */
	readAt?: string;
	lastActivityAt?: string;
	convertedAt?: string;
	createdAt: string;
	updatedAt: string;
	deletedAt?: string;
	/** Set on a lead that was merged away: the id of the lead that lives on. */
	mergedInto?: string;
	/** The WhatsApp conversation; absent for people who were never met there. */
	whatsapp?: WhatsAppConversation;
	decision?: Decision;
}

/** How a delivery shows in the timeline of the person it came from. */
export interface CapturedActivity {
	type: ActivityType;
	direction?: 'inbound' | 'outbound';
	/** One line, such as `Message by WhatsApp`. */
	subject: string;
	/** What was said. */
	body?: string;
	/** Epoch milliseconds; default when it was received. */
	at?: number;
	/** Id of the message in its channel. */
	externalId?: string;
	/** Anything else worth keeping: JSON. */
	custom?: Record<string, unknown>;
}

/** What a channel hands to capture: a person's data as it arrived, and how it arrived. */
export interface CapturedLead {
	fields: LeadFieldValues;
	custom?: CustomValues;
	tags?: string[];
	consents?: ConsentGiven[];
	/** The first meeting with this person, where the channel remembers it. */
	firstTouch?: Touch;
	/** Channel that brought it, such as `form`, `wecom`, `import`, `json`. */
	channel: string;
	/** The id of the delivery in its channel: message id, form nonce. Without it the payload's hash serves for ten minutes. */
	externalId?: string;
	/** The lead that this is about, where the item came out of the store: it is met before any key is looked at. */
	leadId?: string;
	/** The inbox row that this capture completes. */
	inboxId?: string;
	/** Milliseconds; default the store's clock. */
	receivedAt?: number;
	/** What arrived, unchanged, for the source record. */
	payload: unknown;
	/** True for what came in through a test URL or a manual run. */
	test?: boolean;
	/** Member who gets the lead if it is new. */
	ownerId?: string;
	/** Signs of spam that the channel saw, such as `honeypot`. */
	spamSignals?: string[];
	/** How it shows in the timeline; default an enquiry. */
	activity?: CapturedActivity;
	/**
	 * True for what only tells of a person: a delivery status, a bounce, an automatic reply. It is added
	 * to the lead of that person, if there is one; it never makes a lead and never fills fields.
	 */
	report?: boolean;
	/** Addresses that must not be written to any more, learnt from this delivery. Keys are normalised. */
	suppressions?: SuppressionInput[];
	/** Suppressions that the person took back. Only `unsubscribed` ones can be: a bounced address stays bounced. */
	resubscriptions?: Array<Pick<SuppressionInput, 'channel' | 'purpose' | 'key'>>;
	/**
	 * With `report`: channel IDs and numbers that are the person's from now on, because the channel
	 * says so. The lead gets them, as values and as what it is recognised by.
	 */
	newIdentity?: LeadFieldValues;
	/** What the delivery shows of the WhatsApp conversation. */
	whatsapp?: WhatsAppSighting;
}
