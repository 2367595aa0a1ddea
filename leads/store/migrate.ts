import { sql } from 'kysely';
import { LeadflowError } from '../model/error';
import type { StoreContext } from './context';
import { renderDdl } from './schema/ddl';
import { migrations } from './schema/migrations';
import { q, write, type Step } from './step';

/**
 * The layout that this code can work with. It grows only when older code could no longer run
 * against the schema; adding tables and columns does not count.
 */
const LAYOUT = 1;

const bootstrap = [
	'CREATE TABLE IF NOT EXISTS schema_lock (id {integer} NOT NULL PRIMARY KEY)',
	`CREATE TABLE IF NOT EXISTS schema_migrations (id {text} NOT NULL PRIMARY KEY, layout {integer} NOT NULL,
		applied_at {integer} NOT NULL)`,
	'INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING',
];

function* execute(context: StoreContext, statement: string): Step<void> {
	yield* write(sql.raw(renderDdl(statement, context.dialect)).compile(context.db));
}

/**
 * Makes the tables that the migrations themselves need. On PostgreSQL two first users may collide
 * here (`IF NOT EXISTS` is no lock); the caller tries again.
 */
export function* prepareMigrations(context: StoreContext): Step<void> {
	for (const statement of bootstrap) yield* execute(context, statement);
}

/** Ids of the migrations that the store has seen. */
export function* appliedMigrations(context: StoreContext): Step<string[]> {
	const rows = yield* q(
		sql<{
			id: string;
			layout: number;
		}>`SELECT id, layout FROM schema_migrations ORDER BY id`.compile(context.db),
	);
	if (rows.some((row) => row.layout > LAYOUT)) {
		throw new LeadflowError(
			'STORE_TOO_NEW',
			'The lead store was made by a newer version of n8n-nodes-leadflow',
			{ hint: 'Update the package on this n8n instance to the version of the other instances.' },
		);
	}
	return rows.map((row) => row.id);
}

/**
 * Applies what is missing, all in one transaction that holds the lock row: a rival waits, then finds
 * nothing to do; a migrator that dies leaves nothing behind.
 *
 * @returns ids of the migrations applied now
 */
export function* migrate(context: StoreContext): Step<string[]> {
	// An update, not FOR UPDATE: where transactions are serializable, the waiter must fail and start
	// over, because its snapshot is from before the winner's commit.
	yield* write(sql`UPDATE schema_lock SET id = 1 WHERE id = 1`.compile(context.db));
	const applied = new Set(yield* appliedMigrations(context));
	const missing = migrations.filter((migration) => !applied.has(migration.id));
	for (const migration of missing) {
		for (const statement of migration.statements) yield* execute(context, statement);
		yield* write(
			sql`INSERT INTO schema_migrations (id, layout, applied_at) VALUES (${migration.id}, ${LAYOUT}, ${context.now})`.compile(
				context.db,
			),
		);
	}
	return missing.map((migration) => migration.id);
}
