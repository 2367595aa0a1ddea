import { z } from 'zod/v4';
import { inputObject, requiredText, text } from './schemaParts';
import { suppressionReasons } from './suppressionReasons';

/**
 * What a user may write of a suppression (禁止联系): an address that must not be written to, whoever it
 * belongs to. The store keeps a keyed hash of it only, so that erasing a person leaves the wish standing.
 */
export const suppressionInputSchema = inputObject('Suppression', {
	/** `email`, `phone`, `sms`, `whatsapp`, `wecom` or `any`. */
	channel: requiredText(60),
	/** `contact`, `marketing` … or `any`. */
	purpose: requiredText(100),
	/** The address or number, normalised by the caller: the same person must always come as the same text. */
	key: requiredText(254),
	reason: z.enum(suppressionReasons),
	/** Where it was learnt, such as a node's name. */
	source: text(200).optional(),
});

export type SuppressionInput = z.infer<typeof suppressionInputSchema>;
