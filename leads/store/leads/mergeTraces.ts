import type { StoreContext } from '../context';
import { q, write, type Step } from '../step';

/** What the list of merges tells of one merge to those who do not undo it; see `MergeSnapshot`. */
interface MergeTrace {
	/** Primary keys of the rows that moved, by table. */
	moved?: Readonly<Record<string, readonly string[][]>>;
}

/** Source records of leads that were merged into these: what those captures did was not done to these. */
export function* recordsMovedIn(
	context: StoreContext,
	leadIds: readonly string[],
): Step<Set<string>> {
	if (leadIds.length === 0) return new Set();
	const rows = yield* q(
		context.db
			.selectFrom('merges')
			.select('before')
			.where('workspace_id', '=', context.workspaceId)
			.where('survivor_id', 'in', leadIds)
			.where('undone_at', 'is', null)
			.where('before', 'is not', null),
	);
	return new Set(
		rows.flatMap(({ before }) => (before as MergeTrace).moved?.source_records?.flat() ?? []),
	);
}

const mergeEvents = ['lead.merged', 'lead.unmerged'];

/**
 * Removes what merges kept of these leads: themselves as they were, and the values that others got from
 * them, also where the merge was undone since.
 *
 * @returns rows that were emptied or removed, by table
 */
export function* eraseMergeTraces(
	context: StoreContext,
	leadIds: readonly string[],
): Step<{ merges: number; event_payloads: number }> {
	const { db, workspaceId } = context;
	const merges = yield* write(
		db
			.updateTable('merges')
			.set({ before: null })
			.where('workspace_id', '=', workspaceId)
			.where('before', 'is not', null)
			.where((is) => is.or([is('survivor_id', 'in', leadIds), is('loser_id', 'in', leadIds)])),
	);
	const relatives = yield* everMergedWith(context, leadIds);
	if (relatives.length === leadIds.length) return { merges, event_payloads: 0 };
	const event_payloads = yield* write(
		db
			.deleteFrom('event_payloads')
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', relatives)
			.where(
				'event_id',
				'in',
				db
					.selectFrom('events')
					.select('id')
					.where('workspace_id', '=', workspaceId)
					.where('entity_id', 'in', relatives)
					.where('type', 'in', mergeEvents),
			),
	);
	return { merges, event_payloads };
}

/** The leads that were ever merged with these, through any number of merges; these included. */
function* everMergedWith(context: StoreContext, leadIds: readonly string[]): Step<string[]> {
	const found = new Set(leadIds);
	for (let fresh = [...leadIds]; fresh.length > 0; ) {
		const rows = yield* q(
			context.db
				.selectFrom('merges')
				.select(['survivor_id', 'loser_id'])
				.where('workspace_id', '=', context.workspaceId)
				.where((is) => is.or([is('survivor_id', 'in', fresh), is('loser_id', 'in', fresh)])),
		);
		const named = new Set(rows.flatMap(({ survivor_id, loser_id }) => [survivor_id, loser_id]));
		fresh = [...named].filter((id) => !found.has(id));
		for (const id of fresh) found.add(id);
	}
	return [...found];
}
