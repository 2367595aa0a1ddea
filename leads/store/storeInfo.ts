import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { StoreContext } from './context';
import { isHalfCopied } from './copyStore';
import { countInbox } from './inbox';
import { appliedMigrations } from './migrate';
import { requireWholeScope, visible } from './permissions';
import { findRefusals, type Refusal } from './refusals';
import { q, type Step } from './step';
import { nextDue } from './timers';
import type { LeadStore } from './store';

export interface StoreInfo {
	/** Product and version, such as `SQLite 3.53.4`. */
	engine: string;
	/** File or server, without credentials. */
	location: string;
	/** Of the whole database, other workspaces included. */
	sizeBytes: number;
	workspaceId: string;
	leads: { open: number; deleted: number; test: number };
	members: number;
	events: number;
	/** Deliveries received and not captured yet. */
	inboxOpen: number;
	/** Deliveries that were given up. */
	inboxFailed: number;
	/** Deliveries that triggers turned away, such as those with a bad signature. */
	refusedDeliveries: Refusal[];
	/** Captures that wait for a person's decision. */
	quarantined: number;
	/** Ids of the schema's migrations. */
	migrations: string[];
	/** What an administrator should know. */
	warning?: string;
}

/** Where a store lies, how big it is, and what is in it. */
export async function storeInfo(store: LeadStore): Promise<StoreInfo> {
	requireWholeScope(store.actor, 'Information about the store');
	const counts = await store.read(countEverything);
	const inbox = await store.read(countInbox());
	const warnings = [
		store.warning,
		(await isHalfCopied(store))
			? 'A copy or restore into this store was not brought to its end. Do it again.'
			: undefined,
		await lateClocks(store),
	].filter((text) => text !== undefined);
	return {
		engine: await store.engine.version(),
		location: store.engine.location,
		sizeBytes: await store.engine.size(),
		workspaceId: store.workspaceId,
		...counts,
		inboxOpen: inbox.open,
		inboxFailed: inbox.failed,
		refusedDeliveries: await store.read(findRefusals()),
		migrations: await store.read(appliedMigrations),
		...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}),
	};
}

/** Timers that nobody has looked at for so long are a sign that nothing sweeps them. */
const LATE_AFTER_MS = 10 * 60_000;

async function lateClocks(store: LeadStore): Promise<string | undefined> {
	const due = await store.read(nextDue());
	if (due === undefined || due > store.now() - LATE_AFTER_MS) return undefined;
	return 'Tasks or follow-ups are due and nothing tells so: publish a workflow with a Lead Trigger.';
}

function* count(
	context: StoreContext,
	table: RawBuilder<unknown>,
	condition: RawBuilder<SqlBool>,
): Step<number> {
	const [row] = yield* q(
		sql<{ count: number }>`SELECT COUNT(*) AS count FROM ${table} WHERE ${condition}`.compile(
			context.db,
		),
	);
	return row.count;
}

function* countEverything(
	context: StoreContext,
): Step<Pick<StoreInfo, 'leads' | 'members' | 'events' | 'quarantined'>> {
	const leads = sql.table('leads');
	const mine = visible(context, 'leads');
	const ours = sql<SqlBool>`workspace_id = ${context.workspaceId}`;
	const all = yield* count(context, leads, mine);
	// Each of the three has an index of its own; one scan over all leads is enough.
	const apart = yield* count(
		context,
		leads,
		sql<SqlBool>`${mine} AND (deleted_at IS NOT NULL OR merged_into IS NOT NULL OR is_test = 1)`,
	);
	return {
		leads: {
			open: all - apart,
			deleted: yield* count(context, leads, sql<SqlBool>`${mine} AND deleted_at IS NOT NULL`),
			test: yield* count(
				context,
				leads,
				sql<SqlBool>`${mine} AND is_test = 1 AND deleted_at IS NULL`,
			),
		},
		members: yield* count(
			context,
			sql.table('members'),
			sql<SqlBool>`${ours} AND deleted_at IS NULL`,
		),
		events: yield* count(context, sql.table('events'), ours),
		quarantined: yield* count(
			context,
			sql.table('quarantine'),
			sql<SqlBool>`${ours} AND state = 'open'`,
		),
	};
}
