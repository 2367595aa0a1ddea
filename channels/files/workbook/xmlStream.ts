import type { Readable } from 'node:stream';
import type { SaxesTagPlain } from 'saxes';
import { damagedBook } from './book';

/** What is done with the XML of a part, tag by tag. Names come without their namespace prefix. */
export interface XmlHandlers {
	open?(name: string, tag: SaxesTagPlain): void;
	close?(name: string): void;
	text?(text: string): void;
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

/**
 * Parses a part of a workbook as it is unpacked, and hands control back after each piece, so that
 * what the handlers collected can be taken away.
 *
 * Entities that a document declares are not expanded, and nothing outside of it is fetched.
 *
 * @throws LeadflowError INVALID_INPUT for what is no XML, or is cut off
 */
export async function* parsedXml(
	source: Readable | AsyncIterable<string>,
	handlers: XmlHandlers,
): AsyncGenerator<void> {
	const { SaxesParser } = await import('saxes');
	const parser = new SaxesParser({ xmlns: false, position: false });
	const { open, close, text } = handlers;
	let failure: Error | undefined;
	parser.on('error', (error) => (failure ??= error));
	if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag));
	if (close) parser.on('closetag', ({ name }) => close(localName(name)));
	if (text) {
		parser.on('text', text);
		parser.on('cdata', text);
	}
	const decoder = new TextDecoder();
	for await (const piece of readable(source)) {
		parser.write(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
		if (failure) throw damagedBook(failure);
		yield;
	}
	parser.close();
	if (failure) throw damagedBook(failure);
	yield;
}

/** The pieces of a part; what goes wrong while unpacking is a damaged file. */
async function* readable(
	source: Readable | AsyncIterable<string>,
): AsyncGenerator<Buffer | string> {
	try {
		yield* source;
	} catch (error) {
		await Promise.reject(damagedBook(error));
	}
}

/** Parses a small part at once. */
export async function parseXml(text: string, handlers: XmlHandlers): Promise<void> {
	if (text === '') return;
	async function* whole() {
		yield text;
	}
	const steps = parsedXml(whole(), handlers);
	while (!(await steps.next()).done);
}

/** Text without the escapes of characters that XML cannot hold: `_x000D_` (ECMA-376, 22.9.2.19). */
export function unescapedText(text: string): string {
	if (!text.includes('_x')) return text;
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16)),
	);
}
