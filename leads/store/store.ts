import type { Kysely } from 'kysely';
import { systemActor, type Actor } from '../model/actor';
import { LeadflowError } from '../model/error';
import { newId } from '../model/ids';
import { DEFAULT_WORKSPACE, type StoreConfig } from './config';
import { queryCompiler, type Operation, type StoreContext } from './context';
import type { Engine, TransactionOptions } from './engine/engine';
import { openEngine } from './engine/open';
import { appliedMigrations, migrate, prepareMigrations } from './migrate';
import { migrations } from './schema/migrations';
import type { Database } from './schema/tables';
import type { Step } from './step';

export interface StoreOptions {
	actor?: Actor;
	/** Epoch milliseconds; handed in so that time can be tested. */
	clock?: () => number;
}

/** Many reads that all see the same moment of a store. */
export interface StoreSnapshot {
	read<T>(operation: Operation<T>): Promise<T>;
	close(): Promise<void>;
}

/**
 * The lead store as one actor in one workspace sees it. Operations are values:
 * `await store.run(updateLead(id, changes))`.
 */
export class LeadStore {
	private readonly db: Kysely<Database>;

	constructor(
		readonly engine: Engine,
		readonly workspaceId: string,
		readonly actor: Actor,
		private readonly clock: () => number,
		/** What an admin should know about this store, such as a doubtful disk. */
		readonly warning?: string,
	) {
		this.db = queryCompiler(engine.dialect);
	}

	/** Runs an operation that may write, in one transaction. */
	async run<T>(operation: Operation<T>, options?: TransactionOptions): Promise<T> {
		return await this.engine.transaction(this.bind(operation), options);
	}

	/** Runs an operation that only reads. */
	async read<T>(operation: Operation<T>): Promise<T> {
		return await this.engine.read(this.bind(operation));
	}

	/** The store as it stands now, for many reads that belong together. Close it. */
	async snapshot(): Promise<StoreSnapshot> {
		const snapshot = await this.engine.snapshot();
		return {
			read: async (operation) => await snapshot.read(this.bind(operation)),
			close: async () => await snapshot.close(),
		};
	}

	/** The same store for another actor. */
	as(actor: Actor): LeadStore {
		return new LeadStore(this.engine, this.workspaceId, actor, this.clock, this.warning);
	}

	/** Epoch milliseconds by the store's clock. */
	now(): number {
		return this.clock();
	}

	async close(): Promise<void> {
		await this.engine.close();
	}

	private bind<T>(operation: Operation<T>): () => Step<T> {
		return () => {
			const now = this.clock();
			const context: StoreContext = {
				db: this.db,
				dialect: this.engine.dialect,
				workspaceId: this.workspaceId,
				actor: this.actor,
				now,
				newId: () => newId(now),
			};
			return operation(context);
		};
	}
}

/**
 * Opens a store and brings its schema up to date. Opening the same store again in one process
 * shares its connection.
 *
 * @throws LeadflowError STORE_UNAVAILABLE, STORE_TOO_NEW or CONFIGURATION
 */
export async function openStore(
	config: StoreConfig,
	options: StoreOptions = {},
): Promise<LeadStore> {
	const { engine, warning } = await openEngine(config, bringUpToDate);
	return new LeadStore(
		engine,
		config.workspaceId ?? DEFAULT_WORKSPACE,
		options.actor ?? systemActor,
		options.clock ?? Date.now,
		warning,
	);
}

async function bringUpToDate(engine: Engine): Promise<void> {
	const store = new LeadStore(engine, DEFAULT_WORKSPACE, systemActor, Date.now);
	const known = await store
		.read(appliedMigrations)
		// A store without the table is new; one that is out of reach or too new stays so.
		.catch((error) => (error instanceof LeadflowError ? Promise.reject(error) : undefined));
	if (known && migrations.every((migration) => known.includes(migration.id))) return;
	// Concurrent first users may collide on PostgreSQL's catalogue; the second look settles it.
	await store.run(prepareMigrations).catch(async () => await store.run(prepareMigrations));
	await store.run(migrate);
}
