import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from './context';
import { requireLeadRow } from './leads/getLead';
import { visible } from './permissions';
import { first, type Step } from './step';

/** The records that activities, tasks, consents and timelines are about. */
export const entityTypes = ['lead', 'account', 'contact', 'deal'] as const;

export type EntityType = (typeof entityTypes)[number];

export interface EntityReference {
	entityType: EntityType;
	entityId: string;
}

const tableOf = { account: 'accounts', contact: 'contacts', deal: 'deals' } as const;

export function isEntityType(text: string): text is EntityType {
	return (entityTypes as readonly string[]).includes(text);
}

/**
 * Checks that the actor may see the record that something refers to. The id of a merged lead leads to
 * the one that lives on.
 *
 * @returns the id of the record
 * @throws LeadflowError NOT_FOUND: absent, deleted and hidden look the same
 */
export function* requireVisibleEntity(
	context: StoreContext,
	{ entityType, entityId }: EntityReference,
): Step<string> {
	if (entityType === 'lead') return (yield* requireLeadRow(context, entityId)).id;
	const id = entityId.toLowerCase();
	const table = tableOf[entityType];
	const row = isId(id)
		? yield* first(
				context.db
					.selectFrom(table)
					.select('id')
					.where(visible(context, table))
					.where('id', '=', id)
					.where('deleted_at', 'is', null),
			)
		: undefined;
	if (row) return row.id;
	throw new LeadflowError('NOT_FOUND', `No ${entityType} has this ID, or it is not yours to see`, {
		field: 'entityId',
		hint: `Use the 'id' of a ${entityType} from Lead Store.`,
	});
}
