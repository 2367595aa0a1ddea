import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from './context';
import { findLeadRow } from './leads/getLead';
import { visible } from './permissions';
import { first, type Step } from './step';

/** The records that activities, tasks, consents and timelines are about. */
export const entityTypes = ['lead', 'account', 'contact', 'deal'] as const;

export type EntityType = (typeof entityTypes)[number];

export interface EntityReference {
	entityType: EntityType;
	entityId: string;
}

const tableOf = { lead: 'leads', account: 'accounts', contact: 'contacts', deal: 'deals' } as const;

/**
 * The id of a record if the actor may see it, or undefined: absent, deleted and hidden look the same.
 * The id of a merged lead leads to the one that lives on.
 */
export function* findVisibleEntity(
	context: StoreContext,
	{ entityType, entityId }: EntityReference,
	options: { evenDeleted?: boolean } = {},
): Step<string | undefined> {
	if (entityType === 'lead') return (yield* findLeadRow(context, entityId, options))?.id;
	const id = entityId.toLowerCase();
	if (!isId(id)) return undefined;
	const table = tableOf[entityType];
	const query = context.db
		.selectFrom(table)
		.select('id')
		.where(visible(context, table))
		.where('id', '=', id);
	const row = yield* first(options.evenDeleted ? query : query.where('deleted_at', 'is', null));
	return row?.id;
}

/**
 * Like `findVisibleEntity`, for a record that must be there.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function* requireVisibleEntity(
	context: StoreContext,
	entity: EntityReference,
	options: { evenDeleted?: boolean } = {},
): Step<string> {
	const id = yield* findVisibleEntity(context, entity, options);
	if (id !== undefined) return id;
	throw new LeadflowError(
		'NOT_FOUND',
		`No ${entity.entityType} has this ID, or it is not yours to see`,
		{ field: 'entityId', hint: `Use the 'id' of a ${entity.entityType} from Lead Store.` },
	);
}

/** The condition that a row of a table is about a record which the actor may see. */
export function aboutVisibleEntity(
	context: StoreContext,
	table: 'activities' | 'tasks',
): RawBuilder<SqlBool> {
	const type = sql.ref(`${table}.entity_type`);
	const id = sql.ref(`${table}.entity_id`);
	const each = entityTypes.map((entityType) => {
		const of = tableOf[entityType];
		return sql<SqlBool>`(${type} = ${entityType} AND EXISTS (SELECT 1 FROM ${sql.table(of)}
			WHERE ${sql.ref(`${of}.id`)} = ${id} AND ${visible(context, of)}))`;
	});
	return sql<SqlBool>`(${sql.join(each, sql` OR `)})`;
}
