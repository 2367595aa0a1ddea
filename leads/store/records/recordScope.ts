import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { StoreContext } from '../context';
import { aboutVisibleEntity } from '../entities';
import { visible } from '../permissions';
import { first, type Row, type Step } from '../step';
import { isOwned, type RecordDefinition } from './definition';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/**
 * The rows of a kind that the actor may read: their own and their team's; what happened to a record
 * they see, whoever did it; members and teams are open to all.
 */
export function readable(context: StoreContext, definition: AnyDefinition): RawBuilder<SqlBool> {
	const { table } = definition;
	if (!isOwned(table))
		return sql<SqlBool>`${sql.ref(`${table}.workspace_id`)} = ${context.workspaceId}`;
	const own = visible(context, table);
	const everything = context.actor.scope.kind === 'all';
	if (everything || (table !== 'activities' && table !== 'tasks')) return own;
	return sql<SqlBool>`${sql.ref(`${table}.workspace_id`)} = ${context.workspaceId}
		AND (${own} OR ${aboutVisibleEntity(context, table)})`;
}

/** The rows of a kind that the actor may change: activities and tasks of others they only see. */
function writable(context: StoreContext, definition: AnyDefinition): RawBuilder<SqlBool> {
	const { table } = definition;
	return isOwned(table) ? visible(context, table) : readable(context, definition);
}

/**
 * One row that the actor may read or, with `forWriting`, change, held against rivals.
 *
 * @throws LeadflowError NOT_FOUND: absent, deleted and hidden look the same
 */
export function* requireRow(
	context: StoreContext,
	definition: AnyDefinition,
	id: string,
	how: { forWriting?: boolean; evenDeleted?: boolean } = {},
): Step<Row> {
	const { kind, table } = definition;
	const key = id.toLowerCase();
	const condition = how.forWriting ? writable(context, definition) : readable(context, definition);
	const alive = how.evenDeleted ? sql`` : sql` AND deleted_at IS NULL`;
	const lock = how.forWriting && context.dialect === 'postgres' ? sql` FOR UPDATE` : sql``;
	const row = isId(key)
		? yield* first(
				sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${condition} AND id = ${key}${alive}${lock}`.compile(
					context.db,
				),
			)
		: undefined;
	if (row) return row;
	const readOnly = how.forWriting && isOwned(table) ? ', or it is not yours to change' : '';
	throw new LeadflowError('NOT_FOUND', `No ${kind} has this ID${readOnly}`, {
		field: 'id',
		hint: `Use the 'id' of one of the records that 'Get Many' lists.`,
	});
}
