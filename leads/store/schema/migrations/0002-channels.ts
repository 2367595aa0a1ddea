import type { Migration } from './migration';

/** What the channels and the import of files need to remember. */
export const channels: Migration = {
	id: '0002-channels',
	statements: [
		`CREATE TABLE cursors (workspace_id {text} NOT NULL, name {text} NOT NULL, value {json} NOT NULL,
			updated_at {integer} NOT NULL, PRIMARY KEY (workspace_id, name)){keyed}`,
		`CREATE TABLE refusals (workspace_id {text} NOT NULL, node_key {text} NOT NULL, reason {text} NOT NULL,
			count {integer} NOT NULL, last_at {integer} NOT NULL, PRIMARY KEY (workspace_id, node_key, reason)){keyed}`,
		`CREATE TABLE import_chunks (workspace_id {text} NOT NULL, import_id {id} NOT NULL, number {integer} NOT NULL,
			rows {text} NOT NULL, PRIMARY KEY (workspace_id, import_id, number))`,
		`CREATE TABLE import_rejects (workspace_id {text} NOT NULL, import_id {id} NOT NULL, number {integer} NOT NULL,
			row {json} NOT NULL, problems {json} NOT NULL, PRIMARY KEY (workspace_id, import_id, number))`,
		// What undoing an import needs: what a capture did beside its fields, and that it was undone.
		'ALTER TABLE source_records ADD COLUMN beside {json}',
		'ALTER TABLE source_records ADD COLUMN undone_at {integer}',
		'DROP INDEX source_records_of_import',
		`CREATE INDEX source_records_of_import ON source_records (workspace_id, import_id, entity_id)
			WHERE import_id IS NOT NULL`,
		'CREATE INDEX deals_of_lead ON deals (workspace_id, lead_id) WHERE lead_id IS NOT NULL',
		'CREATE INDEX contacts_of_lead ON contacts (workspace_id, lead_id) WHERE lead_id IS NOT NULL',
	],
};
