import { addressParser } from 'postal-mime';
import { normalizeEmail } from '../../leads/model/email';
import { elementsOf, membersOf, textOf } from '../shared/foreignJson';
import { decodeHeader } from './headers';
import type { Mailbox } from './mail';

/** Recipients beyond these add nothing. */
const MOST_MAILBOXES = 100;
/** A header of addresses is cut here, at the last comma. */
const LONGEST_LIST = 8_000;

/** `"Wang, Wei"` → `Wang, Wei`; `'Wang Wei' via Sales` (Google Groups) → `Wang Wei`. */
function displayName(name: string): string {
	const via = /^(.{1,200}?) via .{1,100}$/i.exec(name);
	return (via ? via[1] : name).replace(/^["'“”‘’\s]+|["'“”‘’\s]+$/g, '').slice(0, 200);
}

/** A header's text such as `Wang Wei <wang@example.com>, sales@example.com`. */
export function mailboxesFromText(text: string): Mailbox[] {
	let list = text.slice(0, LONGEST_LIST);
	if (list.length < text.length) list = list.slice(0, Math.max(list.lastIndexOf(','), 0));
	return addressParser(list, { flatten: true })
		.slice(0, MOST_MAILBOXES)
		.flatMap((entry) => {
			const address = entry.address ?? '';
			const name = displayName(decodeHeader(entry.name));
			return address === '' && name === '' ? [] : [{ name, address: address.trim() }];
		});
}

/** `{ address, name }` as mailparser has it, `{ emailAddress: { address, name } }` as Microsoft has it. */
function mailboxFromObject(value: unknown): Mailbox[] {
	const members = membersOf(value);
	const entry = membersOf(members.emailAddress ?? members);
	const address = textOf(entry.address) ?? '';
	const name = displayName(decodeHeader(textOf(entry.name) ?? ''));
	return address === '' && name === '' ? [] : [{ name, address }];
}

/** A group (`Team: a@example.com, b@example.com;`) stands for its members. */
function mailboxesFromEntry(value: unknown): Mailbox[] {
	const group = elementsOf(membersOf(value).group).slice(0, MOST_MAILBOXES);
	return group.length > 0 ? group.flatMap(mailboxFromObject) : mailboxFromObject(value);
}

function mailboxesFromOne(value: unknown): Mailbox[] {
	if (typeof value === 'string') return mailboxesFromText(value);
	const entries = elementsOf(membersOf(value).value).slice(0, MOST_MAILBOXES);
	return entries.length > 0 ? entries.flatMap(mailboxesFromEntry) : mailboxesFromEntry(value);
}

/** Mailboxes in any of the forms in which triggers give them: text, list of texts, mailparser, Graph. */
export function mailboxesFrom(value: unknown): Mailbox[] {
	const all = Array.isArray(value) ? value.slice(0, MOST_MAILBOXES) : [value];
	return all.flatMap(mailboxesFromOne).slice(0, MOST_MAILBOXES);
}

/**
 * The one mailbox of a `From` header. A name with a comma that was decoded too early (`王, 伟 <…>`)
 * has come apart; what stands before the first address is all name.
 */
export function senderFrom(value: unknown): Mailbox | undefined {
	const all = mailboxesFrom(value);
	const index = all.findIndex(({ address }) => address !== '');
	if (index === -1) return undefined;
	const name = all
		.slice(0, index + 1)
		.map((one) => one.name)
		.filter(Boolean)
		.join(', ');
	return { name, address: all[index].address };
}

/** The address as it is compared: lower case, ASCII domain; '' for what is none. */
export function addressKey(address: string | undefined): string {
	return address === undefined ? '' : normalizeEmail(address).key;
}

/** Local part without `+tag`, as it is written; '' for what is no address. */
export function localPart(key: string): string {
	return key.slice(0, Math.max(key.lastIndexOf('@'), 0)).split('+')[0];
}

/** Domain of an address key. */
export function domainPart(key: string): string {
	return key.slice(key.lastIndexOf('@') + 1);
}
