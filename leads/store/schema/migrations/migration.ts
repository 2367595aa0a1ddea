export interface Migration {
	/** Sorts after every migration before it. */
	id: string;
	/** Portable DDL or DML, one statement each; each runs once, in order. */
	statements: readonly string[];
}
