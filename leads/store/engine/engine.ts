import type { Dialect } from '../schema/ddl';
import type { Step } from '../step';

export interface TransactionOptions {
	/** Waits until the disk has the commit (SQLite `synchronous=FULL`); PostgreSQL always does. */
	durable?: boolean;
}

/** Many reads that all see the same moment. Must be closed. */
export interface Snapshot {
	read<T>(operation: () => Step<T>): Promise<T>;
	close(): Promise<void>;
}

/** What a store needs of a database: it drives operations and owns the connection. */
export interface Engine {
	readonly dialect: Dialect;
	/** Drives a writing operation in one transaction; runs it again when a rival won. */
	transaction<T>(operation: () => Step<T>, options?: TransactionOptions): Promise<T>;
	/** Drives a reading operation outside a transaction. */
	read<T>(operation: () => Step<T>): Promise<T>;
	/** The database as it stands now, for many reads that belong together; writers are not held up. */
	snapshot(): Promise<Snapshot>;
	/** Writes a copy of the whole database into a new file, where the engine can do that by itself. */
	copyTo?(file: string): Promise<void>;
	/** Bytes on disk. */
	size(): Promise<number>;
	/** Path or server of the database, without credentials. */
	readonly location: string;
	/** Product name and version, such as `SQLite 3.53.4`. */
	version(): Promise<string>;
	close(): Promise<void>;
}

/** Thrown inside an operation that lost a race it can win by starting over. */
export class LostRace extends Error {
	constructor(what: string) {
		super(`Lost a race on ${what}`);
		this.name = 'LostRace';
	}
}
