import { isUtf8 } from 'node:buffer';

/** A property of a vCard, its value decoded but not yet unescaped. */
export interface CardProperty {
	/** `item1` of `item1.TEL`: ties a label to it. */
	group?: string;
	/** Upper case. */
	name: string;
	/** Lower case: `cell`, `work`, `pref`. Those of vCard 2.1 stand without `TYPE=`. */
	types: string[];
	/** Other parameters by upper case name. */
	parameters: ReadonlyMap<string, string>;
	value: string;
}

const ENCODINGS = /^(?:quoted-printable|base64|8bit|7bit|b)$/i;

/** Text parted at a separator that stands outside double quotes. */
function unquotedParts(text: string, separator: string): string[] {
	const parts: string[] = [];
	let start = 0;
	let inQuotes = false;
	for (let index = 0; index < text.length; index += 1) {
		if (text[index] === '"') inQuotes = !inQuotes;
		else if (text[index] === separator && !inQuotes) {
			parts.push(text.slice(start, index));
			start = index + 1;
		}
	}
	parts.push(text.slice(start));
	return parts;
}

/** Where the value begins: the first colon outside double quotes, or any first one if they do not close. */
function valueStart(line: string): number {
	let inQuotes = false;
	for (let index = 0; index < line.length; index += 1) {
		if (line[index] === '"') inQuotes = !inQuotes;
		else if (line[index] === ':' && !inQuotes) return index + 1;
	}
	return line.indexOf(':') + 1;
}

function decodeWith(bytes: Buffer, charset: string): string | undefined {
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		// No charset that anybody knows.
		return undefined;
	}
}

/** Bytes in the charset that the property names, else UTF-8, else what Chinese phones write. */
function textOfBytes(bytes: Buffer, charset: string | undefined): string {
	const named = charset === undefined ? undefined : decodeWith(bytes, charset);
	return named ?? new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes);
}

/** The value of a hexadecimal digit; NaN for anything else. */
function hexDigit(code: number): number {
	if (code >= 0x30 && code <= 0x39) return code - 0x30;
	const letter = code & ~0x20;
	return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : Number.NaN;
}

const EQUALS = 0x3d;

/** Quoted-printable text (RFC 2045 §6.7) as bytes; what is no escape stays as it is. */
function unquotedBytes(text: string): Buffer {
	const bytes = Buffer.from(text);
	let length = 0;
	for (let index = 0; index < bytes.length; index += 1) {
		const high = bytes[index] === EQUALS ? hexDigit(bytes[index + 1]) : Number.NaN;
		const value = high * 16 + hexDigit(bytes[index + 2]);
		const isEscape = !Number.isNaN(value);
		bytes[length] = isEscape ? value : bytes[index];
		length += 1;
		if (isEscape) index += 2;
	}
	return bytes.subarray(0, length);
}

/**
 * Reads one unfolded line of a vCard.
 *
 * @returns undefined for what is no property
 */
export function readProperty(line: string): CardProperty | undefined {
	const start = valueStart(line);
	if (start < 2) return undefined;
	const [qualifiedName, ...rest] = unquotedParts(line.slice(0, start - 1), ';');
	const match = /^\s*(?:([\w-]{1,60})\.)?([A-Za-z][\w-]{0,60})\s*$/.exec(qualifiedName);
	if (!match) return undefined;
	const types: string[] = [];
	const parameters = new Map<string, string>();
	for (const parameter of rest) {
		const equals = parameter.indexOf('=');
		const name = parameter.slice(0, Math.max(equals, 0)).trim().toUpperCase();
		const value = parameter
			.slice(equals + 1)
			.trim()
			.replace(/^"(.*)"$/, '$1');
		const isEncoding = name === '' && ENCODINGS.test(value);
		if (isEncoding) parameters.set('ENCODING', value);
		else if (name === '' || name === 'TYPE') {
			types.push(
				...value
					.toLowerCase()
					.split(',')
					.filter((type) => type !== ''),
			);
		} else parameters.set(name, value);
	}
	const raw = line.slice(start);
	const isQuoted = parameters.get('ENCODING')?.toLowerCase() === 'quoted-printable';
	return {
		...(match[1] === undefined ? {} : { group: match[1].toLowerCase() }),
		name: match[2].toUpperCase(),
		types,
		parameters,
		value: isQuoted ? textOfBytes(unquotedBytes(raw), parameters.get('CHARSET')) : raw,
	};
}

/** A value without its escapes: `\n`, `\,`, `\;`, `\:` and `\\` (RFC 6350 §3.4). */
export function unescaped(value: string): string {
	return value
		.replace(/\\([\s\S])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
		.trim();
}

/** The components of a structured value such as `N` or `ADR`, or the values of a list. */
export function components(value: string, separator: ';' | ',' = ';'): string[] {
	const parts: string[] = [];
	let part = '';
	for (let index = 0; index < value.length; index += 1) {
		const character = value[index];
		if (character === '\\') {
			part += value.slice(index, index + 2);
			index += 1;
		} else if (character === separator) {
			parts.push(unescaped(part));
			part = '';
		} else part += character;
	}
	parts.push(unescaped(part));
	return parts;
}
