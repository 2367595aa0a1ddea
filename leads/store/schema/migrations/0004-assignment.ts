import type { Migration } from './migration';

const byId = 'PRIMARY KEY (workspace_id, id)';

/** Who got which lead by what rule, whose turn is next, and the public pools. */
export const assignment: Migration = {
	id: '0004-assignment',
	statements: [
		`CREATE TABLE rule_sets (workspace_id {text} NOT NULL, hash {text} NOT NULL, kind {text} NOT NULL,
			name {text} NOT NULL, definition {json} NOT NULL, first_used_at {integer} NOT NULL,
			PRIMARY KEY (workspace_id, hash))`,
		`CREATE TABLE rotations (workspace_id {text} NOT NULL, name {text} NOT NULL, turns {json} NOT NULL,
			updated_at {integer} NOT NULL, PRIMARY KEY (workspace_id, name)){keyed}`,
		`CREATE TABLE assignments (workspace_id {text} NOT NULL, id {id} NOT NULL, lead_id {id} NOT NULL,
			outcome {text} NOT NULL, member_id {id}, team_id {id}, pool_id {id}, previous_id {id}, rule_set {text},
			rule {text}, rotation {text}, at {integer} NOT NULL, touch_due_at {integer}, touched_at {integer},
			breached_at {integer}, credited_at {integer}, ended_at {integer}, excluded {json}, decision {json},
			${byId})`,
		'CREATE INDEX assignments_of_lead ON assignments (workspace_id, lead_id, at)',
		`CREATE INDEX assignments_of_member ON assignments (workspace_id, member_id, outcome, at, credited_at)
			WHERE member_id IS NOT NULL`,
		`CREATE TABLE assignment_queue (workspace_id {text} NOT NULL, lead_id {id} NOT NULL, id {id} NOT NULL,
			rule_set {text} NOT NULL, rule {text} NOT NULL, queued_at {integer} NOT NULL,
			PRIMARY KEY (workspace_id, lead_id))`,
		'CREATE INDEX assignment_queue_in_order ON assignment_queue (workspace_id, rule_set, id)',
		`CREATE TABLE pools (workspace_id {text} NOT NULL, id {id} NOT NULL, version {integer} NOT NULL,
			name {text} NOT NULL, data {json} NOT NULL, created_at {integer} NOT NULL, updated_at {integer} NOT NULL,
			deleted_at {integer}, ${byId})`,
		'ALTER TABLE leads ADD COLUMN pool_id {id}',
		'ALTER TABLE leads ADD COLUMN owned_since {integer}',
		'ALTER TABLE leads ADD COLUMN protected_until {integer}',
		'ALTER TABLE leads ADD COLUMN previous_owner_id {id}',
		'ALTER TABLE leads ADD COLUMN returned_count {integer}',
		// With all that is asked when the leads a member holds are counted, so that no row is looked at.
		'DROP INDEX leads_by_owner',
		`CREATE INDEX leads_by_owner ON leads (workspace_id, owner_id, status, updated_at, deleted_at,
			merged_into)`,
		'CREATE INDEX leads_in_pool ON leads (workspace_id, pool_id, updated_at) WHERE pool_id IS NOT NULL',
	],
};
