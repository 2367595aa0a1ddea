import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import type { StoreContext } from '../context';
import { jsonText } from '../fragments';
import type { LeadCondition } from '../leads/leadQuery';
import { fieldAccess, requireReadable } from '../permissions';
import { columnKind } from '../schema/tables';
import { columnFields, isOwned, type RecordDefinition } from './definition';

type AnyDefinition = RecordDefinition<unknown, unknown>;
type Condition = RawBuilder<SqlBool>;

/** A condition on a field of the kind, on a custom field (`custom.x`), or on `id`, `createdAt`, `updatedAt`. */
export type RecordCondition = LeadCondition;

interface Operand {
	/** What is compared. */
	sql: RawBuilder<unknown>;
	kind: 'text' | 'number' | 'instant' | 'flag' | 'id';
}

const systemColumns: Record<string, string> = {
	id: 'id',
	createdAt: 'created_at',
	updatedAt: 'updated_at',
	teamId: 'team_id',
};

const operandKinds: Record<string, Operand['kind']> = {
	text: 'text',
	integer: 'number',
	real: 'number',
	instant: 'instant',
	flag: 'flag',
	id: 'id',
};

function columnOperand({ table }: AnyDefinition, column: string): Operand {
	const kind = operandKinds[columnKind(table, column)];
	const reference = sql.ref(`${table}.${column}`);
	// UUID columns of PostgreSQL compare as text, so that a malformed id is no match instead of an error.
	return { kind, sql: kind === 'id' ? sql`CAST(${reference} AS TEXT)` : reference };
}

function operandOf(context: StoreContext, definition: AnyDefinition, field: string): Operand {
	const { table, schema } = definition;
	const column =
		columnFields(definition).get(field) ??
		(Object.hasOwn(systemColumns, field) && (field !== 'teamId' || isOwned(table))
			? systemColumns[field]
			: undefined);
	if (column && column !== 'custom') return columnOperand(definition, column);
	if (Object.hasOwn(schema.shape, field)) {
		const text = jsonText(context.dialect, `${table}.data`, field);
		const numeric = schema.shape[field].safeParse(1).success;
		return numeric
			? { kind: 'number', sql: sql`CAST(${text} AS DOUBLE PRECISION)` }
			: { kind: 'text', sql: text };
	}
	const own = /^custom\.(.+)$/s.exec(field)?.[1];
	if (own !== undefined && columnFields(definition).get('custom') === 'custom') {
		return { kind: 'text', sql: jsonText(context.dialect, `${table}.custom`, own) };
	}
	throw new LeadflowError('INVALID_INPUT', `A record of kind '${definition.kind}' has no field '${field.slice(0, 60)}' to look at`, {
		field,
		hint: "Use a field of the record, 'createdAt', 'updatedAt', or 'custom.' and the name of your own field.",
	});
}

function unfit(field: string, expected: string): LeadflowError {
	return new LeadflowError('INVALID_INPUT', `The condition on '${field}' needs ${expected}`, { field });
}

function comparable(field: string, { kind }: Operand, value: string | number | boolean): string | number {
	switch (kind) {
		case 'instant': {
			const instant = typeof value === 'number' ? value : Date.parse(String(value));
			if (!Number.isSafeInteger(instant)) throw unfit(field, 'a date such as 2026-03-01T09:00:00Z');
			return instant;
		}
		case 'number': {
			const number = Number(value);
			if (!Number.isFinite(number)) throw unfit(field, 'a number');
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

/** Letters A to Z in lower case, as `LOWER` does it on both engines; wildcards stand for themselves. */
function likePattern(value: string): string {
	return value
		.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
		.replace(/[\\%_]/g, '\\$&');
}

function like(operand: RawBuilder<unknown>, pattern: string): Condition {
	return sql<SqlBool>`LOWER(CAST(${operand} AS TEXT)) LIKE ${pattern} ESCAPE '\\'`;
}

/** One condition as SQL. A field the actor may not read cannot be asked about. */
export function recordCondition(
	context: StoreContext,
	definition: AnyDefinition,
	{ field, operator, value }: RecordCondition,
): Condition {
	if (isOwned(definition.table)) requireReadable(context.actor, field);
	const operand = operandOf(context, definition, field);
	const left = operand.sql;
	if (operator === 'isEmpty') return sql<SqlBool>`(${left} IS NULL OR CAST(${left} AS TEXT) = '')`;
	if (operator === 'isNotEmpty') {
		return sql<SqlBool>`(${left} IS NOT NULL AND CAST(${left} AS TEXT) <> '')`;
	}
	if (operator === 'in') {
		const list = Array.isArray(value) ? value : String(value ?? '').split(/[,，;；]/);
		const values = list.map((one) =>
			comparable(field, operand, typeof one === 'string' ? one.trim() : one),
		);
		return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${left} IN (${sql.join(values)})`;
	}
	if (value === undefined || value === null || typeof value === 'object') throw unfit(field, 'a value');
	if (operator === 'contains') return like(left, `%${likePattern(String(value))}%`);
	if (operator === 'startsWith') return like(left, `${likePattern(String(value))}%`);
	const right = comparable(field, operand, value);
	switch (operator) {
		case 'notEquals':
			return sql<SqlBool>`(${left} IS NULL OR ${left} <> ${right})`;
		case 'greaterThan':
			return sql<SqlBool>`${left} > ${right}`;
		case 'lessThan':
			return sql<SqlBool>`${left} < ${right}`;
		default:
			return sql<SqlBool>`${left} = ${right}`;
	}
}

/** Text that stands in one of the columns by which the kind is searched, as far as the actor may read them. */
export function searchCondition(
	context: StoreContext,
	definition: AnyDefinition,
	search: string,
): Condition {
	const pattern = `%${likePattern(search.trim())}%`;
	const columns = definition.searched.filter((column) => {
		const access = isOwned(definition.table) ? fieldAccess(context.actor, column) : undefined;
		return access !== 'hidden' && access !== 'masked';
	});
	if (columns.length === 0) return sql<SqlBool>`1 = 0`;
	const parts = columns.map((column) => like(sql.ref(`${definition.table}.${column}`), pattern));
	return sql<SqlBool>`(${sql.join(parts, sql` OR `)})`;
}
