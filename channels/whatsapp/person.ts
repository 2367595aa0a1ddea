import { normalizeChannelId } from '../../leads/model/channelIds';
import type { LeadFieldValues } from '../../leads/model/lead';
import { parsePhones } from '../../leads/model/phone';
import { memberAt, textAt, textOf } from '../shared/foreignJson';
import { filled } from './filled';

/** Somebody on WhatsApp, as far as a delivery tells. Of the ids either may be missing. */
export interface WhatsAppPerson {
	/** Business-scoped user id, verbatim: the one id that a user with a username always has. */
	bsuid?: string;
	/** The id that linked business portfolios share (`US.ENT.…`). */
	parentId?: string;
	/** Telephone number in international form, digits only. */
	waId?: string;
	/** Name of the profile, which the user chose. */
	name?: string;
	username?: string;
}

const DIGITS = /^\d{5,20}$/;
const PARENT = /^[A-Z]{2}\.ENT\./;

/**
 * Sorts ids by their form rather than by the member they stood in: while usernames are rolled out, a
 * BSUID is met where a number used to be.
 */
export function personOf(...ids: unknown[]): WhatsAppPerson {
	const person: WhatsAppPerson = {};
	for (const id of ids) {
		const text = textOf(id);
		if (text === undefined || text.length > 200) continue;
		const digits = text.replace(/^\+/, '');
		if (DIGITS.test(digits)) person.waId ??= digits;
		else if (PARENT.test(text)) person.parentId ??= normalizeChannelId('whatsappBsuid', text);
		else person.bsuid ??= normalizeChannelId('whatsappBsuid', text);
	}
	return filled(person);
}

/** Whether there is an id to know a person by. */
export function isSomebody({ bsuid, parentId, waId }: WhatsAppPerson): boolean {
	return (bsuid ?? parentId ?? waId) !== undefined;
}

/** The ids of a contact of a delivery (`contacts[]`, with a `profile`). */
export function personOfContact(contact: unknown): WhatsAppPerson {
	const ids = personOf(
		memberAt(contact, 'user_id'),
		memberAt(contact, 'parent_user_id'),
		memberAt(contact, 'wa_id'),
	);
	const name = textAt(contact, 'profile', 'name');
	const username = textAt(contact, 'profile', 'username');
	return filled({ ...ids, name, username });
}

/** The lead fields by which a person is known. */
export function identityOf({ bsuid, parentId, waId }: WhatsAppPerson): LeadFieldValues {
	return filled({
		whatsappBsuid: bsuid ?? parentId,
		mobile: waId === undefined ? undefined : `+${waId}`,
	});
}

/** A name for a person in a sentence. */
export function calledName({ name, username, waId, bsuid }: WhatsAppPerson): string {
	const called = name ?? username ?? (waId === undefined ? bsuid : `+${waId}`);
	return called === undefined ? 'somebody' : [...called.slice(0, 300)].slice(0, 100).join('');
}

/**
 * The addresses of a person as suppressions are kept: the BSUID verbatim, the number as E.164, which is
 * how a lead's `mobile` is stored.
 */
export function addressesOf({ bsuid, parentId, waId }: WhatsAppPerson): string[] {
	const [phone] = waId === undefined ? [] : parsePhones(`+${waId}`);
	const number = waId === undefined ? undefined : (phone?.e164 ?? `+${waId}`);
	return [bsuid, parentId, number].filter((address) => address !== undefined);
}
