import { lowestIdAt } from '../../model/ids';
import type { StoreContext } from '../../store/context';
import { first, q, write, type Step } from '../../store/step';
import type { LeadStore } from '../../store/store';
import { unpackRows, type RowPack } from './packedRows';

/** Packs removed in one transaction. */
const AT_ONCE = 50;
/** Rows without a job after this time belong to a process that died while it read a file. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** A pack of rows that waits to be captured; undefined where there is none. */
export function* stagedPack(
	context: StoreContext,
	importId: string,
	number: number,
): Step<RowPack | undefined> {
	const row = yield* first(
		context.db
			.selectFrom('import_chunks')
			.select('rows')
			.where('workspace_id', '=', context.workspaceId)
			.where('import_id', '=', importId)
			.where('number', '=', number),
	);
	return row && unpackRows(row.rows);
}

/** Removes a pack, in the transaction that captured its rows. */
export function* removePack(context: StoreContext, importId: string, number: number): Step<void> {
	yield* write(
		context.db
			.deleteFrom('import_chunks')
			.where('workspace_id', '=', context.workspaceId)
			.where('import_id', '=', importId)
			.where('number', '=', number),
	);
}

/** Removes all rows that wait for an import which will not go on. */
export async function dropStagedRows(store: LeadStore, importId: string): Promise<void> {
	for (;;) {
		const removed = await store.run(function* (context) {
			const some = context.db
				.selectFrom('import_chunks')
				.select('number')
				.where('workspace_id', '=', context.workspaceId)
				.where('import_id', '=', importId)
				.orderBy('number')
				.limit(AT_ONCE);
			return yield* write(
				context.db
					.deleteFrom('import_chunks')
					.where('workspace_id', '=', context.workspaceId)
					.where('import_id', '=', importId)
					.where('number', 'in', some),
			);
		});
		if (removed < AT_ONCE) return;
	}
}

/**
 * Removes rows of imports that ended before their end, and of those that never began because their
 * process died.
 */
export async function dropAbandonedRows(store: LeadStore): Promise<void> {
	for (const importId of await store.read(abandonedImports)) await dropStagedRows(store, importId);
}

function* abandonedImports(context: StoreContext): Step<string[]> {
	const { db, workspaceId, now } = context;
	const abandoned: string[] = [];
	let after = lowestIdAt(0);
	for (;;) {
		const next = yield* first(
			db
				.selectFrom('import_chunks')
				.select('import_id')
				.where('workspace_id', '=', workspaceId)
				.where('import_id', '>', after)
				.orderBy('import_id')
				.limit(1),
		);
		if (!next) return abandoned;
		after = next.import_id;
		const [job] = yield* q(
			db
				.selectFrom('jobs')
				.select('state')
				.where('workspace_id', '=', workspaceId)
				.where('id', '=', after),
		);
		const goesOn = job
			? job.state === 'open' || job.state === 'running'
			: after >= lowestIdAt(now - ABANDONED_AFTER_MS);
		if (!goesOn) abandoned.push(after);
	}
}
