import { DatabaseSync } from 'node:sqlite';

/**
 * Who each lead of a store is about. Kept off the heap: a million entries there would have the
 * collector busy while the store is timed.
 */
export class KnownPeople {
	private readonly database = new DatabaseSync(':memory:');
	private readonly insert;
	private readonly select;

	constructor() {
		this.database.exec(
			'CREATE TABLE people (id TEXT, person TEXT, PRIMARY KEY (id, person)) WITHOUT ROWID',
		);
		this.insert = this.database.prepare('INSERT OR IGNORE INTO people VALUES (?, ?)');
		this.select = this.database.prepare('SELECT 1 FROM people WHERE id = ? AND person = ?');
	}

	/** A lead is about several people where they were taken for one. */
	remember(id: string, person: string): void {
		this.insert.run(id, person);
	}

	isAbout(id: string, person: string): boolean {
		return this.select.get(id, person) !== undefined;
	}
}
