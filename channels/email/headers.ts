import { decodeWords } from 'postal-mime';
import { elementsOf, membersOf } from '../shared/foreignJson';
import { LONGEST_HEADER, type MailHeaders } from './mail';

/** More headers than any mail needs. */
const MOST_HEADERS = 500;
const HEADER_NAME = /^[!-9;-~]{1,100}$/;

/** Collects headers; a value is unfolded, decoded (RFC 2047) and cut. */
export class HeaderCollector {
	readonly headers = new Map<string, string[]>();
	#count = 0;

	add(name: string, value: string): void {
		const key = name.trim().toLowerCase();
		if (this.#count >= MOST_HEADERS || !HEADER_NAME.test(key)) return;
		this.#count += 1;
		const text = decodeHeader(value);
		const known = this.headers.get(key);
		if (known) known.push(text);
		else this.headers.set(key, [text]);
	}
}

/** A header's value on one line, encoded words decoded. */
export function decodeHeader(value: string): string {
	const line = value
		.slice(0, LONGEST_HEADER)
		.replace(/[\r\n]+[ \t]*/g, ' ')
		.trim();
	return line.includes('=?') ? decodeWords(line) : line;
}

/**
 * Headers as a record of names: values, or whole lines `Name: value` as mailparser's users keep them.
 */
export function headersFromRecord(record: unknown, collector = new HeaderCollector()): MailHeaders {
	for (const [name, value] of Object.entries(membersOf(record))) {
		for (const one of Array.isArray(value) ? value : [value]) {
			if (typeof one !== 'string') continue;
			const prefix = one.slice(0, name.length + 1).toLowerCase();
			collector.add(name, prefix === `${name.toLowerCase()}:` ? one.slice(name.length + 1) : one);
		}
	}
	return collector.headers;
}

/** Headers as a list of `{ name, value }`, as Gmail's and Microsoft's interfaces give them. */
export function headersFromList(list: unknown): MailHeaders {
	const collector = new HeaderCollector();
	for (const entry of elementsOf(list).slice(0, MOST_HEADERS)) {
		const { name, value } = membersOf(entry);
		if (typeof name === 'string' && typeof value === 'string') collector.add(name, value);
	}
	return collector.headers;
}

/** `Name: value` lines, continued by white space (RFC 5322 §2.2.3), up to the first empty line. */
export function headersFromText(text: string): MailHeaders {
	const collector = new HeaderCollector();
	let name = '';
	let value = '';
	for (const line of text.split(/\r?\n/, 2_000)) {
		if (line === '') break;
		if (/^[ \t]/.test(line)) {
			if (value.length < LONGEST_HEADER) value += ` ${line.trim()}`;
			continue;
		}
		if (name) collector.add(name, value);
		const colon = line.indexOf(':');
		name = colon > 0 ? line.slice(0, colon) : '';
		value = line.slice(colon + 1).trim();
	}
	if (name) collector.add(name, value);
	return collector.headers;
}

/** A header such as `multipart/report; report-type="delivery-status"`: what stands first, and its parameters. */
export function parameterised(value: string): { value: string; parameters: Map<string, string> } {
	const [first = '', ...rest] = value.split(';', 30);
	const parameters = new Map<string, string>();
	for (const part of rest) {
		const equals = part.indexOf('=');
		if (equals < 1) continue;
		const name = part.slice(0, equals).trim().toLowerCase();
		const text = part.slice(equals + 1).trim();
		parameters.set(name, text.replace(/^"|"$/g, ''));
	}
	return { value: first.trim().toLowerCase(), parameters };
}
