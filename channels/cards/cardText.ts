import type { CapturedLead } from '../../leads/model/lead';
import { textAt, textOf } from '../shared/foreignJson';
import { ignored, type Reading, type ReadingContext } from '../shared/reading';
import { cardFields } from './cardFields';
import { readCardLink, type LinkedPerson } from './cardLinks';
import { bizcardFields, mailFormFields, mecardFields } from './shortCards';
import { readCards } from './vcard';

/** A QR code holds 4 KB; a card with a picture in a text field is larger. */
const MOST_CHARACTERS = 1024 * 1024;
const CARD = /BEGIN\s*:\s*VCARD/i;
const EMAIL = /^[^\s@:/]{1,64}@[^\s@:/]{1,190}\.[^\s@:/]{2,24}$/;
const PHONE = /^\+?[\d\s().-]{7,24}$/;
/** Secrets and settings that QR codes hold; they must not be kept. */
const NO_PERSON =
	/^(?:wifi|otpauth|otpauth-migration|lpa|bitcoin|ethereum|alipays?|wxp|data|javascript|file):/i;

/** The members of an item under which the text of a card is looked for. */
const TEXT_MEMBERS = ['text', 'cardText', 'qrText', 'qrCode', 'vcard', 'content', 'data'] as const;

function cardTextOf(item: unknown): string | undefined {
	if (typeof item === 'string') return textOf(item);
	for (const name of TEXT_MEMBERS) {
		const text = textAt(item, name);
		if (text !== undefined) return text;
	}
	return undefined;
}

function lead(person: LinkedPerson, payload: unknown, { now }: ReadingContext): CapturedLead {
	return {
		fields: person.fields,
		...(person.custom ? { custom: person.custom } : {}),
		channel: 'card',
		receivedAt: now,
		payload,
	};
}

function isSomebody({ fields, custom }: LinkedPerson): boolean {
	return Object.keys(fields).length > 0 || custom !== undefined;
}

/** Each card of a text, as text: what is captured of one card must not hold the others. */
function singleCards(text: string): string[] {
	return text.split(/(?=^[^\S\r\n]*BEGIN\s*:\s*VCARD)/im).filter((part) => CARD.test(part));
}

function ofCards(text: string, item: unknown, context: ReadingContext): Reading {
	// Some systems store the line breaks of a card as two characters.
	const lines = /[\r\n]/.test(text.trim()) ? text : text.replace(/\\r\\n|\\n/g, '\n');
	const parts = singleCards(lines);
	const captured = parts.flatMap((part) =>
		readCards(part)
			.map((card): LinkedPerson => ({ fields: cardFields(card) }))
			.filter(isSomebody)
			.map((person) => lead(person, parts.length === 1 ? item : part, context)),
	);
	return captured.length > 0
		? { captured }
		: ignored('emptyCard', 'The card holds no name, number or address.');
}

function personOf(text: string): LinkedPerson | undefined {
	if (/^MECARD\s*:/i.test(text)) return { fields: mecardFields(text) };
	if (/^BIZCARD\s*:/i.test(text)) return { fields: bizcardFields(text) };
	if (/^MATMSG\s*:/i.test(text)) return { fields: mailFormFields(text) };
	if (EMAIL.test(text)) return { fields: { email: text } };
	if (PHONE.test(text) && /\d{5}/.test(text.replace(/\D/g, ''))) return { fields: { phone: text } };
	return readCardLink(text);
}

/**
 * A `ReadItem` for the text of a business card or of the QR code on it: vCard 2.1 to 4.0 (several
 * at once, too), MECARD, BIZCARD, MATMSG, WeChat, WeCom and WhatsApp links, `mailto:`, `tel:`, `sms:`,
 * `smsto:`, `geo:`, a web address, or a bare e-mail address or phone number.
 *
 * The item is the text itself or an object with it as `text` (or `cardText`, `qrText`, `vcard` …).
 * A code of WeChat or WeCom names nobody; its link is kept in `custom.wechatLink` or
 * `custom.wecomLink`. Of a place, `custom.latitude` and `custom.longitude` are kept.
 */
export function readCardText(item: unknown, context: ReadingContext): Reading {
	const text = cardTextOf(item);
	if (text === undefined) return ignored('noText', 'The item holds no text of a card.');
	if (text.length > MOST_CHARACTERS) return ignored('tooLong', 'The text is too long for a card.');
	if (CARD.test(text)) return ofCards(text, item, context);
	if (NO_PERSON.test(text)) return ignored('notACard', 'The code is for no person.');
	const person = personOf(text);
	if (!person) return ignored('notACard', 'The text is no card and no link to a person.');
	return isSomebody(person)
		? { captured: [lead(person, item, context)] }
		: ignored('emptyCard', 'The card holds no name, number or address.');
}
