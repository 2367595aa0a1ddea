import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'n8n-workflow';
import type { LeadStore } from '../../leads/store/store';

/** Captured deliveries are known as repeats for so long; Lead Capture itself knows them for good. */
const DELIVERIES_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What this process is sweeping, by store. */
const running = new Map<string, Promise<void>>();

async function sweep(store: LeadStore): Promise<void> {
	const [{ pruneInbox }, { sweepImports }, { indexMatchKeys }, { sweepDedupe }] = await Promise.all(
		[
			import('../../leads/store/inboxEntries'),
			import('../../leads/capture/imports/runImport'),
			import('../../leads/store/leads/matchUpkeep'),
			import('../../leads/dedupe/sweepDedupe'),
		],
	);
	const olderThan = store.now() - DELIVERIES_KEPT_MS;
	// n8n gets its turn after each of them: on SQLite a transaction is one piece of work.
	while ((await store.run(pruneInbox(olderThan))) > 0) await nextTurn();
	await sweepImports(store);
	await indexMatchKeys(store);
	await sweepDedupe(store);
}

/**
 * Looks after a store in the background: takes up imports and searches for duplicates whose process died, and removes what is no
 * longer needed. One sweep of a store at a time in a process; those of several processes share the
 * work.
 *
 * @returns when the sweep that is running has ended; never fails
 */
export async function sweepStore(store: LeadStore, logger: Logger): Promise<void> {
	if (store.actor.role === 'viewer') return;
	const key = `${store.engine.location}\n${store.workspaceId}`;
	const going =
		running.get(key) ??
		sweep(store)
			.catch((error: unknown) => {
				logger.warn('The lead store could not be swept; it is tried again later', { error });
			})
			.finally(() => running.delete(key));
	running.set(key, going);
	await going;
}
