import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';

export const operators = [
	'equals',
	'notEquals',
	'contains',
	'startsWith',
	'in',
	'isEmpty',
	'isNotEmpty',
	'greaterThan',
	'lessThan',
] as const;

export type Operator = (typeof operators)[number];

/** A condition on one field, as people put it. */
export interface FieldCondition {
	field: string;
	operator: Operator;
	value?: string | number | boolean | readonly (string | number)[] | null;
}

export type Condition = RawBuilder<SqlBool>;

/** What a condition looks at: a column, or a member of a JSON column. */
export interface Operand {
	kind: 'text' | 'number' | 'instant' | 'id' | 'flag' | 'any';
	/** What is compared; of kind `any`, as text. */
	sql: RawBuilder<unknown>;
	/** The same as text, to look into; `sql` by default. */
	text?: RawBuilder<unknown>;
	/** Of kind `any`: the same as a number, null where it is none. */
	number?: RawBuilder<unknown>;
}

type Scalar = string | number | boolean;

/** Nobody looks for longer texts; SQLite refuses patterns above 50,000 bytes. */
const LONGEST_PATTERN = 1000;

const always = sql<SqlBool>`1 = 1`;
const never = sql<SqlBool>`1 = 0`;

function unfit(field: string, expected: string): LeadflowError {
	return new LeadflowError('INVALID_INPUT', `The condition on '${field}' needs ${expected}`, {
		field,
	});
}

function numberOf(value: Scalar): number | undefined {
	if (typeof value === 'string' && value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

function instantOf(value: Scalar): number | undefined {
	const instant = typeof value === 'number' ? Math.trunc(value) : Date.parse(String(value));
	return Number.isSafeInteger(instant) ? instant : undefined;
}

function comparable(field: string, kind: Operand['kind'], value: Scalar): string | number {
	switch (kind) {
		case 'instant': {
			const instant = instantOf(value);
			if (instant === undefined) throw unfit(field, 'a date such as 2026-03-01T09:00:00Z');
			return instant;
		}
		case 'number': {
			const number = numberOf(value);
			if (number === undefined) throw unfit(field, 'a number');
			return number;
		}
		case 'flag':
			return value === true || value === 'true' || value === 1 ? 1 : 0;
		case 'id':
			return String(value).toLowerCase();
		default:
			return String(value);
	}
}

/**
 * A pattern of LIKE in which the user's wildcards stand for themselves. Letters A to Z are in lower
 * case, as `LOWER` makes them on both engines; other letters must be typed as they are.
 */
export function likePattern(field: string, value: Scalar): string {
	const text = String(value);
	if (text.length > LONGEST_PATTERN) throw unfit(field, `at most ${LONGEST_PATTERN} characters`);
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).replace(/[\\%_]/g, '\\$&');
}

/** Whether a text is like a pattern of `likePattern`. */
export function isLike(text: RawBuilder<unknown>, pattern: string): Condition {
	return sql<SqlBool>`LOWER(CAST(${text} AS TEXT)) LIKE ${pattern} ESCAPE '\\'`;
}

function isOneOf(
	field: string,
	{ kind, sql: left }: Operand,
	values: readonly Scalar[],
): Condition {
	const wanted = values
		.map((value) => comparable(field, kind, typeof value === 'string' ? value.trim() : value))
		// No row has an id that is none; PostgreSQL would choke on it.
		.filter((value) => kind !== 'id' || isId(String(value)));
	if (wanted.length === 0) return never;
	return wanted.length === 1
		? sql<SqlBool>`${left} = ${wanted[0]}`
		: sql<SqlBool>`${left} IN (${sql.join(wanted)})`;
}

function isBeyond(field: string, operand: Operand, value: Scalar, than: '<' | '>'): Condition {
	const number = operand.kind === 'any' ? numberOf(value) : undefined;
	const sign = sql.raw(than);
	if (operand.number && number !== undefined) {
		return sql<SqlBool>`${operand.number} ${sign} ${number}`;
	}
	const left = operand.kind === 'id' ? sql`CAST(${operand.sql} AS TEXT)` : operand.sql;
	return sql<SqlBool>`${left} ${sign} ${comparable(field, operand.kind, value)}`;
}

/**
 * A condition as SQL, the same on both engines. An empty field equals nothing and is not equal to
 * everything; numbers among a user's own fields are compared as numbers.
 *
 * @throws LeadflowError INVALID_INPUT for a value that the operand cannot be compared with
 */
export function renderCondition(operand: Operand, condition: FieldCondition): Condition {
	const { field, operator, value } = condition;
	const text = operand.text ?? operand.sql;
	if (operator === 'isEmpty') return sql<SqlBool>`(${text} IS NULL OR CAST(${text} AS TEXT) = '')`;
	if (operator === 'isNotEmpty') {
		return sql<SqlBool>`(${text} IS NOT NULL AND CAST(${text} AS TEXT) <> '')`;
	}
	if (operator === 'in') {
		return isOneOf(
			field,
			operand,
			Array.isArray(value) ? value : String(value ?? '').split(/[,，;；]/),
		);
	}
	if (value === undefined || value === null || typeof value === 'object') {
		throw unfit(field, 'a value');
	}
	switch (operator) {
		case 'contains':
			return isLike(text, `%${likePattern(field, value)}%`);
		case 'startsWith':
			return isLike(text, `${likePattern(field, value)}%`);
		case 'greaterThan':
			return isBeyond(field, operand, value, '>');
		case 'lessThan':
			return isBeyond(field, operand, value, '<');
		case 'notEquals': {
			const equal = isOneOf(field, operand, [value]);
			return equal === never ? always : sql<SqlBool>`(${operand.sql} IS NULL OR NOT ${equal})`;
		}
		default:
			return isOneOf(field, operand, [value]);
	}
}
