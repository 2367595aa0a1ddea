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

/** A value in the form that engines bind. */
export type Bound = string | number | null;

function misfit(kind: string, value: unknown): LeadflowError {
	return new LeadflowError(
		'INVALID_INPUT',
		`A value of type ${typeof value} does not fit a column of kind ${kind}`,
	);
}

function textBinder(kind: string): (value: unknown) => Bound {
	return (value) => {
		if (typeof value === 'string') {
			return value.includes('\u0000') || !value.isWellFormed() ? cleanText(value) : value;
		}
		if (value === undefined || value === null) return null;
		if (typeof value === 'number' && Number.isFinite(value)) return String(value);
		throw misfit(kind, value);
	};
}

function numberBinder(kind: string, fits: (value: number) => boolean): (value: unknown) => Bound {
	return (value) => {
		if (value === undefined || value === null) return null;
		if (typeof value === 'number' && fits(value)) return value;
		throw misfit(kind, value);
	};
}

const wholeFlag = numberBinder('flag', Number.isSafeInteger);

const binders = new Map<string, (value: unknown) => Bound>([
	['id', textBinder('id')],
	['text', textBinder('text')],
	['integer', numberBinder('integer', Number.isSafeInteger)],
	['instant', numberBinder('instant', Number.isSafeInteger)],
	['real', numberBinder('real', Number.isFinite)],
	['flag', (value) => wholeFlag(typeof value === 'boolean' ? Number(value) : value)],
	['json', (value) => (value === undefined || value === null ? null : toJson(value))],
]);

/**
 * Brings values into the form that a column takes, so that a slip ends in an error and not in a
 * wrong row: `undefined` is null, a text column takes text, numbers must be finite.
 *
 * @param kind the column's kind without `?`
 */
export function columnBinder(kind: string): (value: unknown) => Bound {
	const binder = binders.get(kind);
	if (!binder) throw new LeadflowError('CONFIGURATION', `There are no columns of kind ${kind}`);
	return binder;
}

/** A value compared with in a query, in the form that every engine takes. */
export function toParameter(value: unknown): Bound {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string') return value.includes('\u0000') ? cleanText(value) : value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'boolean') return value ? 1 : 0;
	throw new LeadflowError(
		'INVALID_INPUT',
		`A value of type ${typeof value} cannot be a query parameter`,
	);
}

/** Looked for first, because a replacement takes twice as long where there is nothing to replace. */
const needsEscape = /["\\]/;

function quoted(text: string): string {
	return `"${needsEscape.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}

/** A list of values as one parameter of PostgreSQL: an array, whose length its planner knows. */
export function arrayLiteral(values: readonly Bound[]): string {
	let list = '';
	for (const value of values) {
		list += `,${value === null ? 'NULL' : typeof value === 'number' ? value : quoted(value)}`;
	}
	return `{${list.slice(1)}}`;
}

/** The value of a JSON column of an engine that keeps it as text. */
export function parseJsonColumn(text: unknown): unknown {
	return typeof text === 'string' ? JSON.parse(text) : text;
}
