import {
	DummyDriver,
	Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
} from 'kysely';
import type { Actor } from '../model/actor';
import type { Dialect } from './schema/ddl';
import type { Database } from './schema/tables';
import type { Step } from './step';

/** Who asks, where, when: what every operation is given beside its own input. */
export interface StoreContext {
	/** Builds and compiles queries; never runs them. */
	readonly db: Kysely<Database>;
	readonly dialect: Dialect;
	readonly workspaceId: string;
	readonly actor: Actor;
	/** Epoch milliseconds, the same for the whole operation. */
	readonly now: number;
	newId(): string;
}

/** A store operation as a value: `store.run(updateLead(id, changes))`. */
export type Operation<T> = (context: StoreContext) => Step<T>;

/** Kysely as a compiler only: it types and renders SQL, the engine runs it. */
export function queryCompiler(dialect: Dialect): Kysely<Database> {
	return new Kysely<Database>({
		dialect:
			dialect === 'sqlite'
				? {
						createAdapter: () => new SqliteAdapter(),
						createDriver: () => new DummyDriver(),
						createIntrospector: (db) => new SqliteIntrospector(db),
						createQueryCompiler: () => new SqliteQueryCompiler(),
					}
				: {
						createAdapter: () => new PostgresAdapter(),
						createDriver: () => new DummyDriver(),
						createIntrospector: (db) => new PostgresIntrospector(db),
						createQueryCompiler: () => new PostgresQueryCompiler(),
					},
	});
}
