/** Largest body that a form submission may have. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Most inputs that a submission may carry. */
export const MAX_INPUTS = 100;

/** Values by input name, as the client sent them: several where a name came several times. */
export type SubmittedValues = ReadonlyMap<string, readonly string[]>;

export type ReadValues =
	| { ok: true; values: SubmittedValues }
	| { ok: false; reason: 'tooLarge' | 'unreadable' };

function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
	if (Array.isArray(value))
		return value.flatMap((entry) => (Array.isArray(entry) ? [] : textsOf(entry)));
	return [];
}

/** A multipart body arrives as `{ data, files }`; files are no part of a form. */
function fieldsOf(body: object): object {
	const record = body as { data?: unknown; files?: unknown };
	const isMultipart = Object.keys(body).length === 2 && Object.hasOwn(body, 'files');
	return isMultipart && typeof record.data === 'object' && record.data !== null
		? record.data
		: body;
}

/**
 * Reads a parsed body (urlencoded, multipart or JSON) or query into a map, which no name such as
 * `__proto__` can harm. Nested objects are no form input and are left out.
 */
export function readSubmittedValues(body: unknown): ReadValues {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return { ok: false, reason: 'unreadable' };
	}
	const entries = Object.entries(fieldsOf(body));
	if (entries.length > MAX_INPUTS) return { ok: false, reason: 'tooLarge' };
	const values = new Map<string, string[]>();
	let size = 0;
	for (const [name, value] of entries) {
		const texts = textsOf(value);
		size += Buffer.byteLength(name) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
		if (texts.length > 0) values.set(name, texts);
	}
	return size > MAX_BODY_BYTES ? { ok: false, reason: 'tooLarge' } : { ok: true, values };
}

/** The first value under a name, or undefined. */
export function firstValue(values: SubmittedValues, name: string): string | undefined {
	return values.get(name)?.[0];
}
