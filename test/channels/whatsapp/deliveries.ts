import type { CapturedLead } from '../../../leads/model/lead';
import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';

/** When the tests take place: 2026-01-10T12:00:00Z. */
export const NOW = Date.UTC(2026, 0, 10, 12);
/** When their messages were written, an hour before, as Meta writes it. */
export const TIMESTAMP = String(NOW / 1000 - 3600);
export const AT = NOW - 3_600_000;

export const context = { now: NOW, defaultCountry: 'CN' };

export const BSUID = 'DE.13491208655302741918';
export const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

/** A person of made-up number, with and without what a username hides. */
export const contact = {
	profile: { name: 'Mike Example', username: 'mike.example' },
	wa_id: '4915123456789',
	user_id: BSUID,
};

export function valueWith(members: object) {
	return { messaging_product: 'whatsapp', metadata, contacts: [contact], ...members };
}

export function delivery(...changes: Array<{ field?: string; value: object }>) {
	return {
		object: 'whatsapp_business_account',
		entry: [
			{
				id: '102290129340398',
				changes: changes.map(({ field = 'messages', value }) => ({ field, value })),
			},
		],
	};
}

/** A message of a type, with the object of that type. */
export function message(type: string, part: unknown, more: object = {}): object {
	return {
		from: contact.wa_id,
		from_user_id: BSUID,
		id: `wamid.${type}`,
		timestamp: TIMESTAMP,
		type,
		[type]: part,
		...more,
	};
}

export function textMessage(body: string, more: object = {}): object {
	return message('text', { body }, more);
}

/** What is read out of one delivery of messages. */
export function readMessages(...messages: object[]): CapturedLead[] {
	return readWhatsApp(delivery({ value: valueWith({ messages }) }), context).captured;
}
