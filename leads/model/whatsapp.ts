/**
 * What is known of the WhatsApp conversation with a person. Instants are epoch milliseconds; of two
 * states the later instant of each kind counts, because deliveries come out of order.
 */
export interface WhatsAppSighting {
	/** When the person last wrote: free-form messages are allowed for 24 hours after it. */
	lastInboundAt?: number;
	/** Until when nothing may be sent, learnt from a refused message. */
	retryAfter?: number;
	/** The latest refusal of a message to this person: Meta's error code. */
	lastError?: { code: number; title: string; at: number };
}

/** The same as it flows on the canvas, worked out for the moment of reading. */
export interface WhatsAppConversation {
	/** ISO 8601: after it only approved templates are delivered. Absent while the person never wrote. */
	windowClosesAt?: string;
	/** True when only an approved template may be sent now. */
	templateRequired: boolean;
	/** ISO 8601: nothing should be sent before; absent when there is nothing to wait for. */
	retryAfter?: string;
	lastError?: { code: number; title: string; at: string };
}

/** How long after a person's message a business may write freely (Meta's customer service window). */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** The conversation as it stands at an instant. */
export function whatsAppConversation(
	sighting: WhatsAppSighting,
	now: number,
): WhatsAppConversation {
	const closes =
		sighting.lastInboundAt === undefined ? undefined : sighting.lastInboundAt + SERVICE_WINDOW_MS;
	const { retryAfter, lastError } = sighting;
	return {
		...(closes === undefined ? {} : { windowClosesAt: new Date(closes).toISOString() }),
		templateRequired: closes === undefined || closes <= now,
		...(retryAfter !== undefined && retryAfter > now
			? { retryAfter: new Date(retryAfter).toISOString() }
			: {}),
		...(lastError ? { lastError: { ...lastError, at: new Date(lastError.at).toISOString() } } : {}),
	};
}

function later(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || (other !== undefined && other > one) ? other : one;
}

/** What two sightings together say, in whichever order they came. */
export function latestSighting(one: WhatsAppSighting, other: WhatsAppSighting): WhatsAppSighting {
	const lastInboundAt = later(one.lastInboundAt, other.lastInboundAt);
	const retryAfter = later(one.retryAfter, other.retryAfter);
	const errors = [one.lastError, other.lastError].filter((error) => error !== undefined);
	const lastError = errors.sort((a, b) => b.at - a.at).at(0);
	return {
		...(lastInboundAt === undefined ? {} : { lastInboundAt }),
		...(retryAfter === undefined ? {} : { retryAfter }),
		...(lastError ? { lastError } : {}),
	};
}
