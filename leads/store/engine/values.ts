import { LeadflowError } from '../../model/error';

/** U+0000 and lone surrogates: legal in JSON text, refused by PostgreSQL's jsonb. */
const unstorableEscape = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** Texts and member names of a JSON value, cleaned. */
function storable(value: unknown): unknown {
	if (typeof value === 'string') return cleanText(value);
	if (Array.isArray(value)) return value.map(storable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [cleanText(name), storable(member)]),
	);
}

/** Undefined for what JSON cannot hold: a BigInt, a circle. */
function stringified(value: unknown): string | undefined {
	try {
		return JSON.stringify(value ?? null) ?? 'null';
	} catch {
		return undefined;
	}
}

/**
 * JSON text that every engine accepts; characters that cannot be stored become U+FFFD.
 *
 * @throws LeadflowError INVALID_INPUT for what JSON cannot hold
 */
export function toJson(value: unknown): string {
	const text = stringified(value);
	if (text === undefined) {
		throw new LeadflowError('INVALID_INPUT', 'A value is no JSON: it holds a BigInt, or itself');
	}
	return unstorableEscape.test(text) ? JSON.stringify(storable(JSON.parse(text))) : text;
}

/** The text without characters that PostgreSQL cannot store: what cannot be stored becomes U+FFFD. */
export function cleanText(value: string): string {
	return value.replaceAll('\0', '\ufffd').toWellFormed();
}

/**
 * A value in the form its column takes, so that a slip ends in an error and not in a wrong row:
 * `undefined` is null, a text column takes text, numbers must be finite.
 *
 * @param kind the column's kind without `?`
 */
export function toColumn(kind: string, value: unknown): string | number | null {
	if (value === undefined || value === null) return null;
	if (kind === 'json') return toJson(value);
	if (typeof value === 'string') {
		if (kind === 'integer' || kind === 'real' || kind === 'instant' || kind === 'flag') {
			throw new LeadflowError(
				'INVALID_INPUT',
				`Text was given where a column holds a number (${kind})`,
			);
		}
		return value.includes('\u0000') || !value.isWellFormed() ? cleanText(value) : value;
	}
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (kind === 'text' || kind === 'id') return String(value);
		if (kind === 'real' || Number.isSafeInteger(value)) return value;
	}
	if (typeof value === 'boolean' && kind === 'flag') return value ? 1 : 0;
	throw new LeadflowError(
		'INVALID_INPUT',
		`A value of type ${typeof value} does not fit a column of kind ${kind}`,
	);
}

/** A value compared with in a query, in the form that every engine takes. */
export function toParameter(value: unknown): string | number | null {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string') return value.includes('\u0000') ? cleanText(value) : value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'boolean') return value ? 1 : 0;
	throw new LeadflowError(
		'INVALID_INPUT',
		`A value of type ${typeof value} cannot be a query parameter`,
	);
}

/** The value of a JSON column of an engine that keeps it as text. */
export function parseJsonColumn(text: unknown): unknown {
	return typeof text === 'string' ? JSON.parse(text) : text;
}
