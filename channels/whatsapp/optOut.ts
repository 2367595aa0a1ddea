import type { CapturedLead } from '../../leads/model/lead';
import { addressesOf, type WhatsAppPerson } from './person';

type OptOut = Pick<CapturedLead, 'suppressions' | 'resubscriptions' | 'consents'>;

/**
 * What follows from a person's word on messages for a purpose: no to all their addresses, or yes to
 * them again. Either way the consent says what was wished, and when.
 *
 * @param granted false when they stopped such messages, true when they take them again
 * @param at epoch milliseconds
 */
export function optOut(
	person: WhatsAppPerson,
	purpose: string,
	granted: boolean,
	at: number,
	evidence: Record<string, unknown>,
): OptOut {
	const addresses = addressesOf(person).map((key) => ({ channel: 'whatsapp', purpose, key }));
	return {
		...(granted
			? { resubscriptions: addresses }
			: {
					suppressions: addresses.map((address) => ({
						...address,
						reason: 'unsubscribed' as const,
						source: 'WhatsApp',
					})),
				}),
		consents: [{ purpose, channel: 'whatsapp', granted, evidence, at: new Date(at).toISOString() }],
	};
}
