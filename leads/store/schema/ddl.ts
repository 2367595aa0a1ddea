export type Dialect = 'sqlite' | 'postgres';

/** The five words of DDL that differ between the engines, as placeholders in the migrations. */
const words: Record<Dialect, Record<string, string>> = {
	sqlite: {
		'{id}': 'TEXT',
		'{text}': 'TEXT',
		'{integer}': 'INTEGER',
		'{real}': 'REAL',
		'{json}': 'TEXT',
		'{keyed}': ' WITHOUT ROWID',
	},
	postgres: {
		'{id}': 'uuid',
		// Byte order everywhere, so that sorts and prefix ranges are those of SQLite.
		'{text}': 'text COLLATE "C"',
		'{integer}': 'bigint',
		'{real}': 'double precision',
		'{json}': 'jsonb',
		'{keyed}': '',
	},
};

/** Turns a portable statement of a migration into the dialect's own. */
export function renderDdl(statement: string, dialect: Dialect): string {
	return statement.replace(/\{[a-z]+\}/g, (placeholder) => words[dialect][placeholder]);
}
