import { parsedExactJson } from '../../shared/exactJson';
import { membersOf, textAt } from '../../shared/foreignJson';
import { readXml } from './xml';

/*
 * A delivery is an envelope around an encrypted text. Older consoles send XML, newer ones offer JSON,
 * and the text inside is of the same kind. Content types are no guide, the first byte is.
 */

/** The members of an XML or JSON text; undefined where it is neither. */
export function readMembers(text: string): Record<string, unknown> | undefined {
	const trimmed = text.replace(/^[\s\ufeff]+/, '');
	const read = trimmed.startsWith('<')
		? readXml(trimmed)
		: trimmed.startsWith('{')
			? parsedExactJson(trimmed)
			: undefined;
	const members = membersOf(read);
	return Object.keys(members).length > 0 ? members : undefined;
}

/** The encrypted text of a delivery's body; undefined where there is none. */
export function encryptedIn(body: string): string | undefined {
	const members = readMembers(body);
	return textAt(members, 'Encrypt') ?? textAt(members, 'encrypt');
}
