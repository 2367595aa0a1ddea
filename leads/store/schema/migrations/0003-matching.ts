import type { Migration } from './migration';

/** What finding similar leads, and merging them in a way that can be undone, needs to remember. */
export const matching: Migration = {
	id: '0003-matching',
	statements: [
		`CREATE TABLE match_keys (workspace_id {text} NOT NULL, hash {integer} NOT NULL, lead_id {id} NOT NULL,
			PRIMARY KEY (workspace_id, hash, lead_id)){keyed}`,
		`CREATE TABLE match_locks (workspace_id {text} NOT NULL, hash {integer} NOT NULL, at {integer} NOT NULL,
			PRIMARY KEY (workspace_id, hash)){keyed}`,
		`CREATE TABLE match_counts (workspace_id {text} NOT NULL, kind {text} NOT NULL, hash {integer} NOT NULL,
			count {integer} NOT NULL, PRIMARY KEY (workspace_id, kind, hash)){keyed}`,
		`CREATE TABLE merges (workspace_id {text} NOT NULL, id {id} NOT NULL, survivor_id {id} NOT NULL,
			loser_id {id} NOT NULL, at {integer} NOT NULL, actor {text} NOT NULL, before {json}, undone_at {integer},
			undone_by {text}, PRIMARY KEY (workspace_id, id))`,
		'CREATE INDEX merges_of_survivor ON merges (workspace_id, survivor_id)',
		'CREATE INDEX merges_of_loser ON merges (workspace_id, loser_id)',
		`CREATE TABLE found_clusters (workspace_id {text} NOT NULL, job_id {id} NOT NULL, number {integer} NOT NULL,
			kind {text} NOT NULL, data {json} NOT NULL, outcome {text},
			PRIMARY KEY (workspace_id, job_id, number)){keyed}`,
		'ALTER TABLE review_pairs ADD COLUMN bits {real}',
		'ALTER TABLE review_pairs ADD COLUMN parts {json}',
		// The surest first, and last those of which nobody said how sure they are.
		`CREATE INDEX review_pairs_by_bits ON review_pairs
			(workspace_id, state, (COALESCE(bits, -1000000)) DESC, id)`,
		// Leads that were there before have no keys yet; see `indexMatchKeys`.
		`INSERT INTO meta (workspace_id, key, value) SELECT DISTINCT workspace_id,
			'setting.matching.unindexed', CAST('true' AS {json}) FROM leads`,
	],
};
