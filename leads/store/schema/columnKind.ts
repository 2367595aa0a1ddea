/**
 * What a column holds. `?` marks a nullable column. Instants are epoch milliseconds; a flag is 0 or 1;
 * an id is a UUID (`uuid` on PostgreSQL, text on SQLite).
 */
export type ColumnKind =
	| 'id'
	| 'id?'
	| 'text'
	| 'text?'
	| 'integer'
	| 'integer?'
	| 'real?'
	| 'flag'
	| 'instant'
	| 'instant?'
	| 'json'
	| 'json?';

/** The type of a column's value. */
export type ColumnValue<Kind> = Kind extends 'id' | 'text'
	? string
	: Kind extends 'id?' | 'text?'
		? string | null
		: Kind extends 'integer' | 'instant'
			? number
			: Kind extends 'integer?' | 'real?' | 'instant?'
				? number | null
				: Kind extends 'flag'
					? 0 | 1
					: unknown;

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, ColumnKind>>;

/** Whom a row belongs to. */
export const owned = { owner_id: 'id?', team_id: 'id?' } as const;
/** When a row was made, changed and put into the bin. */
export const kept = {
	created_at: 'instant',
	updated_at: 'instant',
	deleted_at: 'instant?',
} as const;
