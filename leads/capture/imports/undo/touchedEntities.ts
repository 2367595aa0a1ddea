import { lowestIdAt } from '../../../model/ids';
import type { StoreContext } from '../../../store/context';
import { q, type Step } from '../../../store/step';

/** Lower than the id of any record. */
export const FIRST_ID = lowestIdAt(0);

/**
 * Ids of the leads, contacts and quarantined captures that an import made or changed, each once, in
 * the order of their ids.
 *
 * @param page.after the last id of the page before; {@link FIRST_ID} for the first page
 * @param page.undone those whose import was undone; default those where it stands
 */
export function* touchedEntities(
	context: StoreContext,
	importId: string,
	page: { after: string; limit: number; undone?: boolean },
): Step<string[]> {
	const rows = yield* q(
		context.db
			.selectFrom('source_records')
			.select('entity_id')
			.distinct()
			.where('workspace_id', '=', context.workspaceId)
			.where('import_id', '=', importId)
			.where('entity_id', '>', page.after)
			.where('outcome', '<>', 'rejected')
			.where('undone_at', page.undone ? 'is not' : 'is', null)
			.orderBy('entity_id')
			.limit(page.limit),
	);
	return rows.flatMap(({ entity_id }) => entity_id ?? []);
}
