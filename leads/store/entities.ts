import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from './context';
import { LostRace } from './engine/engine';
import { findLeadRow } from './leads/getLead';
import { visible, type PoolReach } from './permissions';
import { first, type Step } from './step';

/** The records that activities, tasks, consents and timelines are about. */
export const entityTypes = ['lead', 'account', 'contact', 'deal'] as const;

export type EntityType = (typeof entityTypes)[number];

export interface EntityReference {
	entityType: EntityType;
	entityId: string;
}

const tableOf = { lead: 'leads', account: 'accounts', contact: 'contacts', deal: 'deals' } as const;

export interface EntityLookup {
	/** Records in the bin count, too. */
	evenDeleted?: boolean;
	/** `unmasked` for reads of what is told about a lead; default `own`, for what is written about it. */
	reach?: Exclude<PoolReach, 'masked'>;
	/**
	 * For a row that is to be written about it: a lead is not merged away until the transaction ends.
	 * `waits` for whoever holds it, which only a transaction may do that holds nothing yet.
	 */
	forWriting?: 'waits' | 'starts over';
}

/**
 * The id of a record if the actor may see it, or undefined: absent, deleted and hidden look the same.
 * The id of a merged lead leads to the one that lives on.
 */
export function* findVisibleEntity(
	context: StoreContext,
	{ entityType, entityId }: EntityReference,
	options: EntityLookup = {},
): Step<string | undefined> {
	if (entityType === 'lead') {
		const lead = yield* findLeadRow(context, entityId, options);
		if (lead && options.forWriting) yield* keepUnmerged(context, lead.id, options.forWriting);
		return lead?.id;
	}
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
 * Keeps a lead from being merged away until the transaction ends, so that what is written about it goes
 * with it.
 *
 * @throws LostRace
 */
function* keepUnmerged(
	context: StoreContext,
	leadId: string,
	how: 'waits' | 'starts over',
): Step<void> {
	if (context.dialect !== 'postgres') return;
	const query = context.db
		.selectFrom('leads')
		.select('id')
		.where('workspace_id', '=', context.workspaceId)
		.where('id', '=', leadId)
		.where('merged_into', 'is', null)
		// No share: while others change the row, PostgreSQL takes a share on each of its versions in turn,
		// and holds one while it waits for the next. Whoever holds that next one may wait for the first.
		.forNoKeyUpdate();
	const held = yield* first(how === 'waits' ? query : query.skipLocked());
	if (!held) throw new LostRace('leads');
}

/**
 * Like `findVisibleEntity`, for a record that must be there.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function* requireVisibleEntity(
	context: StoreContext,
	entity: EntityReference,
	options: EntityLookup = {},
): Step<string> {
	const id = yield* findVisibleEntity(context, entity, options);
	if (id !== undefined) return id;
	throw new LeadflowError(
		'NOT_FOUND',
		`No ${entity.entityType} has this ID, or it is not yours to see`,
		{ field: 'entityId', hint: `Use the 'id' of a ${entity.entityType} from Lead Store.` },
	);
}

/** The condition that a row of a table is about a record which the actor may see in full. */
export function aboutVisibleEntity(
	context: StoreContext,
	table: 'activities' | 'tasks',
): RawBuilder<SqlBool> {
	const type = sql.ref(`${table}.entity_type`);
	const id = sql.ref(`${table}.entity_id`);
	const each = entityTypes.map((entityType) => {
		const of = tableOf[entityType];
		return sql<SqlBool>`(${type} = ${entityType} AND EXISTS (SELECT 1 FROM ${sql.table(of)}
			WHERE ${sql.ref(`${of}.id`)} = ${id} AND ${visible(context, of, 'unmasked')}))`;
	});
	return sql<SqlBool>`(${sql.join(each, sql` OR `)})`;
}
