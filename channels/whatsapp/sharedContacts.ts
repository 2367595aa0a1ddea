import type { CapturedLead, CustomValues, LeadFieldValues } from '../../leads/model/lead';
import { elementsOf, memberAt, textAt } from '../shared/foreignJson';
import { filled } from './filled';
import { personOf, type WhatsAppPerson } from './person';

/** A contact card as it becomes a lead. */
export interface ContactCard {
	/** What arrived. */
	card: unknown;
	/** Its place in the message. */
	index: number;
	fields: LeadFieldValues;
	custom?: CustomValues;
	/** The card of the sender themselves, not of somebody they know. */
	own: boolean;
}

/** WhatsApp lets a user share 257 cards in a message. */
const MOST_CARDS = 300;
const MOST_NUMBERS = 20;
const MOBILE = /cell|mobile|iphone|handy|手机/i;

/** A number with its country where WhatsApp knows it: the card may hold it as it is dialled at home. */
function numberOf(phone: unknown): string | undefined {
	const { waId } = personOf(memberAt(phone, 'wa_id'));
	return waId === undefined ? textAt(phone, 'phone') : `+${waId}`;
}

/** A number on WhatsApp is a mobile number as a rule; a card says so of others. */
function isMobile(phone: unknown): boolean {
	const type = textAt(phone, 'type') ?? '';
	return textAt(phone, 'wa_id') !== undefined || MOBILE.test(type.slice(0, 40));
}

function numbersOf(card: unknown): Pick<LeadFieldValues, 'mobile' | 'phone'> & { more: string[] } {
	const phones = elementsOf(memberAt(card, 'phones')).slice(0, MOST_NUMBERS);
	const mobile = phones.find((phone) => isMobile(phone) && numberOf(phone) !== undefined);
	const others = phones.filter((phone) => phone !== mobile).map(numberOf);
	const [phone, ...more] = new Set(others.filter((number) => number !== undefined));
	return { mobile: numberOf(mobile), phone, more };
}

function nameOf(card: unknown): LeadFieldValues {
	const part = (name: string) => textAt(card, 'name', name);
	const firstName = [part('first_name'), part('middle_name')].filter(Boolean).join(' ');
	const lastName = part('last_name');
	return filled({
		name: part('formatted_name'),
		firstName: firstName || undefined,
		lastName,
		salutation: part('prefix'),
	});
}

function fieldsOf(card: unknown): { fields: LeadFieldValues; custom: CustomValues } {
	const { more, ...numbers } = numbersOf(card);
	const [email, secondaryEmail, ...moreEmails] = elementsOf(memberAt(card, 'emails'))
		.slice(0, MOST_NUMBERS)
		.map((one) => textAt(one, 'email'))
		.filter((one) => one !== undefined);
	const [address] = elementsOf(memberAt(card, 'addresses'));
	const [url] = elementsOf(memberAt(card, 'urls'));
	const fields = filled({
		...nameOf(card),
		company: textAt(card, 'org', 'company'),
		department: textAt(card, 'org', 'department'),
		title: textAt(card, 'org', 'title'),
		email,
		secondaryEmail,
		...numbers,
		street: textAt(address, 'street'),
		city: textAt(address, 'city'),
		state: textAt(address, 'state'),
		postalCode: textAt(address, 'zip'),
		country: textAt(address, 'country_code') ?? textAt(address, 'country'),
		website: textAt(url, 'url'),
		whatsappBsuid: personOf(memberAt(card, 'user_id')).bsuid,
	});
	const custom = filled({
		birthday: textAt(card, 'birthday'),
		otherPhones: more.length > 0 ? more : undefined,
		otherEmails: moreEmails.length > 0 ? moreEmails : undefined,
	});
	return { fields, custom };
}

/** Whether the sender shared their own card: asked for by us, or with an id of theirs in it. */
function isOwn(card: unknown, message: unknown, { bsuid, waId }: WhatsAppPerson): boolean {
	const origin = textAt(card, 'origin') ?? textAt(message, 'origin');
	if (origin === 'contact_request') return true;
	if (bsuid !== undefined && textAt(card, 'user_id') === bsuid) return true;
	const numbers = elementsOf(memberAt(card, 'phones')).slice(0, MOST_NUMBERS);
	return (
		waId !== undefined && numbers.some((one) => personOf(memberAt(one, 'wa_id')).waId === waId)
	);
}

/** The contact cards of a message of type `contacts`. Empty cards are left out. */
export function cardsOf(message: unknown, sender: WhatsAppPerson): ContactCard[] {
	return elementsOf(memberAt(message, 'contacts'))
		.slice(0, MOST_CARDS)
		.map((card, index): ContactCard => {
			const { fields, custom } = fieldsOf(card);
			const own = isOwn(card, message, sender);
			return { card, index, fields, ...(Object.keys(custom).length > 0 ? { custom } : {}), own };
		})
		.filter(({ fields }) => Object.keys(fields).length > 0);
}

/** What a card is called in the timeline of whoever shared it. */
export function cardName({ fields }: Pick<CapturedLead, 'fields'>): string {
	const parts = [fields.firstName, fields.lastName].filter(Boolean).join(' ');
	return fields.name ?? (parts || (fields.mobile ?? fields.phone ?? fields.email ?? 'unnamed'));
}
