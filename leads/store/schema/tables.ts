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

type ColumnValue<Kind> = Kind extends 'id' | 'text'
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

const owned = { owner_id: 'id?', team_id: 'id?' } as const;
const kept = { created_at: 'instant', updated_at: 'instant', deleted_at: 'instant?' } as const;

/**
 * The tables of the store as this version of the code reads and writes them. The migrations make
 * them; a test compares the two. `workspace_id` leads every key.
 */
export const tables = {
	leads: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		status: 'text',
		name: 'text?',
		company: 'text?',
		title: 'text?',
		email: 'text?',
		mobile: 'text?',
		phone: 'text?',
		country: 'text?',
		state: 'text?',
		city: 'text?',
		region_code: 'text?',
		source: 'text?',
		campaign: 'text?',
		rating: 'text?',
		score: 'real?',
		grade: 'text?',
		...owned,
		account_id: 'id?',
		contact_id: 'id?',
		is_test: 'flag',
		tags: 'json',
		custom: 'json',
		extra: 'json',
		read_at: 'instant?',
		next_follow_up_at: 'instant?',
		last_activity_at: 'instant?',
		converted_at: 'instant?',
		merged_into: 'id?',
		...kept,
	},
	identities: {
		workspace_id: 'text',
		kind: 'text',
		key: 'text',
		entity_type: 'text',
		entity_id: 'id',
		state: 'text',
		name_evidence: 'text',
		created_at: 'instant',
	},
	search_tokens: { workspace_id: 'text', token: 'text', lead_id: 'id' },
	source_records: {
		workspace_id: 'text',
		id: 'id',
		entity_type: 'text?',
		entity_id: 'id?',
		channel: 'text',
		outcome: 'text',
		inbox_id: 'id?',
		import_id: 'id?',
		payload: 'json?',
		changes: 'json',
		captured_at: 'instant',
		/** What it did beside the fields; see `CaptureTraces`. */
		beside: 'json?',
		undone_at: 'instant?',
	},
	idempotency: {
		workspace_id: 'text',
		key: 'text',
		source_record_id: 'id',
		created_at: 'instant',
		expires_at: 'instant',
	},
	events: {
		workspace_id: 'text',
		id: 'id',
		seq: 'integer?',
		entity_type: 'text',
		entity_id: 'id',
		entity_version: 'integer',
		type: 'text',
		at: 'instant',
		actor: 'text',
		source_record_id: 'id?',
		decision: 'json?',
	},
	event_payloads: { workspace_id: 'text', event_id: 'id', entity_id: 'id', payload: 'json' },
	inbox: {
		workspace_id: 'text',
		id: 'id',
		node_key: 'text',
		channel: 'text',
		external_id: 'text',
		payload: 'json?',
		received_at: 'instant',
		state: 'text',
		attempts: 'integer',
		leased_until: 'instant?',
		completed_at: 'instant?',
	},
	quarantine: {
		workspace_id: 'text',
		id: 'id',
		state: 'text',
		channel: 'text',
		captured: 'json?',
		reasons: 'json',
		received_at: 'instant',
		lead_id: 'id?',
		decided_at: 'instant?',
		decided_by: 'text?',
		note: 'text?',
		...owned,
	},
	review_pairs: {
		workspace_id: 'text',
		id: 'id',
		kind: 'text',
		left_id: 'id',
		right_id: 'id',
		state: 'text',
		reasons: 'json',
		created_at: 'instant',
		decided_at: 'instant?',
		decided_by: 'text?',
	},
	jobs: {
		workspace_id: 'text',
		id: 'id',
		kind: 'text',
		state: 'text',
		intent: 'json',
		cursor: 'json?',
		done: 'integer',
		failed: 'integer',
		total: 'integer?',
		result: 'json?',
		error: 'text?',
		created_by: 'text',
		cancel_requested: 'flag',
		lease_owner: 'text?',
		leased_until: 'instant?',
		created_at: 'instant',
		updated_at: 'instant',
	},
	timers: {
		workspace_id: 'text',
		id: 'id',
		kind: 'text',
		entity_type: 'text',
		entity_id: 'id',
		due_at: 'instant',
		payload: 'json?',
		created_at: 'instant',
	},
	leases: { workspace_id: 'text', name: 'text', owner: 'text', leased_until: 'instant' },
	members: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		email: 'text?',
		mobile: 'text?',
		wecom_user_id: 'text?',
		team_id: 'id?',
		role: 'text',
		active: 'flag',
		data: 'json',
		...kept,
	},
	teams: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		manager_id: 'id?',
		data: 'json',
		...kept,
	},
	accounts: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		domain: 'text?',
		credit_code: 'text?',
		...owned,
		data: 'json',
		custom: 'json',
		...kept,
	},
	contacts: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		email: 'text?',
		mobile: 'text?',
		account_id: 'id?',
		lead_id: 'id?',
		...owned,
		data: 'json',
		custom: 'json',
		...kept,
	},
	deals: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		stage: 'text',
		amount: 'real?',
		currency: 'text?',
		account_id: 'id?',
		contact_id: 'id?',
		lead_id: 'id?',
		...owned,
		data: 'json',
		custom: 'json',
		...kept,
	},
	activities: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		entity_type: 'text',
		entity_id: 'id',
		type: 'text',
		subject: 'text?',
		at: 'instant',
		...owned,
		data: 'json',
		...kept,
	},
	tasks: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		entity_type: 'text?',
		entity_id: 'id?',
		subject: 'text',
		status: 'text',
		due_at: 'instant?',
		...owned,
		data: 'json',
		...kept,
	},
	consents: {
		workspace_id: 'text',
		id: 'id',
		entity_type: 'text',
		entity_id: 'id',
		purpose: 'text',
		channel: 'text',
		granted: 'flag',
		at: 'instant',
		proof: 'json',
	},
	suppressions: {
		workspace_id: 'text',
		channel: 'text',
		purpose: 'text',
		key_hash: 'text',
		reason: 'text',
		at: 'instant',
		source: 'text?',
	},
	forms: {
		workspace_id: 'text',
		node_key: 'text',
		form_id: 'text',
		title: 'text',
		url: 'text',
		active: 'flag',
		definition: 'json',
		updated_at: 'instant',
	},
	desk_links: {
		workspace_id: 'text',
		id: 'id',
		member_id: 'id?',
		role: 'text',
		expires_at: 'instant',
		revoked_at: 'instant?',
		created_at: 'instant',
		created_by: 'text',
	},
	meta: { workspace_id: 'text', key: 'text', value: 'json' },
	cursors: { workspace_id: 'text', name: 'text', value: 'json', updated_at: 'instant' },
	refusals: {
		workspace_id: 'text',
		node_key: 'text',
		reason: 'text',
		count: 'integer',
		last_at: 'instant',
	},
	import_chunks: { workspace_id: 'text', import_id: 'id', number: 'integer', rows: 'text' },
	import_rejects: {
		workspace_id: 'text',
		import_id: 'id',
		/** Place of the row in the import, from 1. */
		number: 'integer',
		row: 'json',
		problems: 'json',
	},
} as const satisfies Record<string, Record<string, ColumnKind>>;

export type TableName = keyof typeof tables;

export type RowOf<Table extends TableName> = {
	-readonly [Column in keyof (typeof tables)[Table]]: ColumnValue<(typeof tables)[Table][Column]>;
};

/** The schema as Kysely sees it: every statement is checked against it at compile time. */
export type Database = { [Table in TableName]: RowOf<Table> };

/** Kind of a column without its nullability mark. */
export function columnKind(table: TableName, column: string): string {
	const columns: Readonly<Record<string, ColumnKind>> = tables[table];
	return columns[column].replace('?', '');
}
