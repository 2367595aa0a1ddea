import { readEmail } from '../../../channels/email/readEmail';
import type { Reading, ReadingContext } from '../../../channels/shared/reading';

export const NOW = Date.UTC(2026, 9, 20, 8, 0, 0);
export const context: ReadingContext = { now: NOW, defaultCountry: 'CN' };

export const read = async (item: unknown, more: Partial<ReadingContext> = {}): Promise<Reading> =>
	await readEmail(item, { ...context, ...more });

/** The only thing that was read out of an item. */
export async function readOne(item: unknown, more: Partial<ReadingContext> = {}) {
	const reading = await read(item, more);
	expect(reading.captured).toHaveLength(1);
	return reading.captured[0];
}

interface Headers {
	from?: string;
	to?: string;
	subject?: string;
	date?: string;
	cc?: string;
	[name: string]: string | undefined;
}

const usual: Headers = {
	from: 'Jane Roe <jane.roe@example.org>',
	to: 'sales@example.com',
	subject: 'Enquiry',
	date: 'Tue, 20 Oct 2026 09:30:00 +0200',
};

/** As n8n's IMAP trigger gives it in the format Simple. */
export function simple(text: string, headers: Headers = {}, html = '') {
	const { from, to, cc, subject, date, ...metadata } = { ...usual, ...headers };
	const top = { from, to, subject, date, ...(cc ? { cc } : {}) };
	return { textHtml: html, textPlain: text, metadata, attributes: { uid: 7 }, ...top };
}

/** A message in the form in which it travels. */
export function message(body: string, headers: Headers = {}): string {
	const lines = Object.entries({ ...usual, 'message-id': '<m1@Mail.Example.ORG>', ...headers })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name.replace(/(^|-)[a-z]/g, (one) => one.toUpperCase())}: ${value}`);
	return `${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`;
}

export const raw = (body: string, headers: Headers = {}) => ({ raw: message(body, headers) });
