import { sql } from 'kysely';
import { LeadflowError } from '../../model/error';
import {
	isLike,
	likePattern,
	renderCondition,
	type Condition,
	type FieldCondition,
	type Operand,
} from '../conditions';
import type { StoreContext } from '../context';
import { jsonNumber, jsonText } from '../fragments';
import { fieldAccess, requireReadable } from '../permissions';
import { columnKind } from '../schema/tables';
import { columnFields, isOwned, type RecordDefinition } from './definition';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/** A condition on a field of the kind, on a custom field (`custom.x`), or on `id`, `createdAt`, `updatedAt`. */
export type RecordCondition = FieldCondition;

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

function columnOf(definition: AnyDefinition, field: string): string | undefined {
	const own = columnFields(definition).get(field);
	if (own !== undefined) return own === 'custom' ? undefined : own;
	if (!Object.hasOwn(systemColumns, field)) return undefined;
	return field === 'teamId' && !isOwned(definition.table) ? undefined : systemColumns[field];
}

function operandOf(context: StoreContext, definition: AnyDefinition, field: string): Operand {
	const { table, schema, kind } = definition;
	const column = columnOf(definition, field);
	if (column !== undefined) {
		return {
			kind: operandKinds[columnKind(table, column)],
			sql: sql.ref(`${table}.${column}`),
		};
	}
	const member = (of: string, key: string): Pick<Operand, 'sql' | 'number'> => ({
		sql: jsonText(context.dialect, `${table}.${of}`, key),
		number: jsonNumber(context.dialect, `${table}.${of}`, key),
	});
	const own = /^custom\.(.+)$/s.exec(field)?.[1];
	if (own !== undefined && columnFields(definition).get('custom') === 'custom') {
		return { kind: 'any', ...member('custom', own) };
	}
	if (Object.hasOwn(schema.shape, field)) {
		const { sql: text, number } = member('data', field);
		const numeric = schema.shape[field].safeParse(1).success;
		return numeric && number ? { kind: 'number', sql: number, text } : { kind: 'text', sql: text };
	}
	throw new LeadflowError(
		'INVALID_INPUT',
		`A record of kind '${kind}' has no field '${field.slice(0, 60)}' to look at`,
		{
			field,
			hint: "Use a field of the record, 'createdAt', 'updatedAt', or 'custom.' and the name of your own field.",
		},
	);
}

/** One condition as SQL. A field the actor may not read cannot be asked about. */
export function recordCondition(
	context: StoreContext,
	definition: AnyDefinition,
	condition: RecordCondition,
): Condition {
	if (isOwned(definition.table)) requireReadable(context.actor, condition.field);
	return renderCondition(operandOf(context, definition, condition.field), condition);
}

/** Text that stands in one of the columns by which the kind is searched, as far as the actor may read them. */
export function searchCondition(
	context: StoreContext,
	definition: AnyDefinition,
	search: string,
): Condition {
	const pattern = `%${likePattern('search', search.trim())}%`;
	const columns = definition.searched.filter((column) => {
		const access = isOwned(definition.table) ? fieldAccess(context.actor, column) : undefined;
		return access !== 'hidden' && access !== 'masked';
	});
	if (columns.length === 0) return sql`1 = 0`;
	const parts = columns.map((column) => isLike(sql.ref(`${definition.table}.${column}`), pattern));
	return sql`(${sql.join(parts, sql` OR `)})`;
}
