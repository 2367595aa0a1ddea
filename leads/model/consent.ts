import { z } from 'zod/v4';
import { inputObject, instant, longText, requiredText, text } from './schemaParts';

/**
 * A permission that a person gave or withdrew (PIPL Art. 13–15, GDPR Art. 7), for one purpose and one
 * channel, with the proof of it. Consents are added, never changed.
 */
export const consentInputSchema = inputObject('Consent', {
	/** What for: `contact`, `marketing`, `sharing` … */
	purpose: requiredText(100),
	/** By which way: `email`, `phone`, `sms`, `whatsapp`, `wecom` or `any`. */
	channel: requiredText(60),
	granted: z.boolean(),
	/** Version or hash of the wording, and the wording as it was shown. */
	textVersion: text(128).optional(),
	text: longText.optional(),
	/** Where it was given: page address, form id, keyed hash of the IP address. */
	evidence: z.record(z.string(), z.unknown()).optional(),
	/** Default now. */
	at: instant.optional(),
});

export type ConsentGiven = z.infer<typeof consentInputSchema>;

/** A permission as it was given or withdrawn; what was once written is never changed. */
export interface Consent extends Omit<ConsentGiven, 'at'> {
	id: string;
	at: string;
}
