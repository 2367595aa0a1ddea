import { headerOf, type WebhookRequest } from './signedRequest';
import { parsedExactJson } from './exactJson';

const MOST_FORM_FIELDS = 1000;

/** Senders in China still write GBK, and say so in the content type. */
function textOfBody(body: Buffer, contentType: string): string {
	const charset = /charset="?([\w-]{2,30})/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
	const encoding = /^gb/.test(charset) ? 'gb18030' : 'utf-8';
	return new TextDecoder(encoding).decode(body).trim();
}

function formFields(text: string): Record<string, string> {
	const fields = [...new URLSearchParams(text)].slice(0, MOST_FORM_FIELDS);
	return Object.fromEntries(fields);
}

/**
 * What a request carries: JSON, whatever its content type says, or the fields of a form.
 *
 * @returns undefined where it is neither
 */
export function sentData(request: WebhookRequest): unknown {
	const contentType = headerOf(request, 'content-type') ?? '';
	const text = textOfBody(request.body, contentType);
	if (/^[[{]/.test(text)) return parsedExactJson(text);
	if (text !== '' && /x-www-form-urlencoded/i.test(contentType)) return formFields(text);
	return undefined;
}
