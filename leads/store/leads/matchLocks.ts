import { sql } from 'kysely';
import type { LeadProfile } from '../../matching/leads/profile';
import { strongKeysOf } from '../../matching/matchLead';
import type { Operation, StoreContext } from '../context';
import { insertMany, write, type Step } from '../step';
import { hashedKey } from './matchKeys';

/** A lock row that nobody touched for so long is held by nobody: no transaction lasts as long. */
const LOCKS_KEPT_MS = 60 * 60 * 1000;

/**
 * Makes rivals queue who are about to capture one person in different spellings: whoever shares a
 * strong key (name and company core, a mailbox, a number …) waits here until the other transaction
 * ends, and then finds its lead. The first locks of a transaction, taken in one order by all. On
 * SQLite the transaction holds the whole file anyway.
 */
export function* lockStrongKeys(
	context: StoreContext,
	leads: Iterable<{ profile: LeadProfile; isTest: boolean }>,
): Step<void> {
	if (context.dialect === 'sqlite') return;
	const hashes = new Set<number>();
	for (const { profile, isTest } of leads) {
		for (const key of strongKeysOf(profile)) hashes.add(hashedKey(key, isTest).hash);
	}
	yield* insertMany({
		table: 'match_locks',
		columns: ['workspace_id', 'hash', 'at'],
		rows: [...hashes]
			.sort((one, other) => one - other)
			.map((hash) => [context.workspaceId, hash, context.now]),
		onConflict: { key: ['workspace_id', 'hash'], set: ['at'] },
	});
}

/** Removes lock rows that are out of use; those that somebody holds just now are left. */
export function pruneMatchLocks(): Operation<number> {
	return function* (context) {
		if (context.dialect === 'sqlite') return 0;
		return yield* write(
			sql`DELETE FROM match_locks WHERE workspace_id = ${context.workspaceId} AND hash IN (
				SELECT hash FROM match_locks WHERE workspace_id = ${context.workspaceId}
				AND at < ${context.now - LOCKS_KEPT_MS} FOR UPDATE SKIP LOCKED)`.compile(context.db),
		);
	};
}
