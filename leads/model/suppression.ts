import { z } from 'zod/v4';
import { consentChannels } from './consent';
import { inputObject, instant, requiredText, text } from './schemaParts';

export const suppressionReasons = [
	'optOut',
	'bounce',
	'complaint',
	'erased',
	'legal',
	'manual',
] as const;

/**
 * What a user may write of a suppression (禁止联系): an address that must not be contacted, whoever it
 * belongs to. The store keeps a keyed hash of the address only, so that erased people stay erased.
 */
export const suppressionInputSchema = inputObject('Suppression', {
	channel: z.enum(consentChannels),
	/** E-mail address, phone number or channel id; normalised before it is hashed. */
	address: requiredText(254),
	reason: z.enum(suppressionReasons),
	/** Which list, campaign or law it comes from. */
	source: text(200).nullish(),
	/** When it ends; for ever when absent. */
	until: instant.nullish(),
});

export type SuppressionInput = z.infer<typeof suppressionInputSchema>;

/** A suppression as it is read: the address itself cannot be read back. */
export interface Suppression extends Omit<SuppressionInput, 'address'> {
	id: string;
	/** Keyed hash (HMAC-SHA-256) of the normalised address. */
	addressHash: string;
	createdAt: string;
}
