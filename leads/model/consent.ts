import { z } from 'zod/v4';
import { id, inputObject, instant, longText, requiredText, text } from './schemaParts';

export const consentChannels = ['email', 'phone', 'sms', 'whatsapp', 'wecom', 'any'] as const;

/**
 * What a user may write of a consent: a permission given or withdrawn (PIPL Art. 13–15, GDPR
 * Art. 7), for one purpose and one channel, with its proof. Consents are added, never changed.
 */
export const consentInputSchema = inputObject('Consent', {
	leadId: id.nullish(),
	contactId: id.nullish(),
	/** `contact`, `marketing`, `sharing` … */
	purpose: requiredText(100),
	channel: z.enum(consentChannels),
	granted: z.boolean(),
	/** Version or hash of the wording, and the wording as it was shown. */
	textVersion: text(128).nullish(),
	text: longText.nullish(),
	/** Where it was given: page address, form id, keyed hash of the IP address. */
	evidence: z.record(z.string(), z.json()).optional(),
	/** Default now. */
	at: instant.optional(),
}).refine((consent) => Boolean(consent.leadId ?? consent.contactId), {
	error: 'A consent needs a lead or a contact',
});

export type ConsentInput = z.infer<typeof consentInputSchema>;

/** A consent as it is read. */
export interface Consent extends Omit<ConsentInput, 'at' | 'evidence'> {
	id: string;
	at: string;
	evidence: Record<string, unknown>;
	createdAt: string;
}
