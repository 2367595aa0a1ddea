import type { TableName } from './tables';

/**
 * The columns of each table's primary key after `workspace_id`. A test compares them with what the
 * migrations made.
 */
export const keyColumns: Readonly<Record<TableName, readonly string[]>> = {
	leads: ['id'],
	identities: ['kind', 'key'],
	search_tokens: ['token', 'lead_id'],
	source_records: ['id'],
	idempotency: ['key'],
	events: ['id'],
	event_payloads: ['event_id'],
	inbox: ['id'],
	quarantine: ['id'],
	review_pairs: ['id'],
	jobs: ['id'],
	timers: ['id'],
	leases: ['name'],
	members: ['id'],
	teams: ['id'],
	accounts: ['id'],
	contacts: ['id'],
	deals: ['id'],
	activities: ['id'],
	tasks: ['id'],
	consents: ['id'],
	suppressions: ['channel', 'purpose', 'key_hash'],
	forms: ['node_key'],
	desk_links: ['id'],
	meta: ['key'],
	cursors: ['name'],
	refusals: ['node_key', 'reason'],
	import_chunks: ['import_id', 'number'],
	import_rejects: ['import_id', 'number'],
};
