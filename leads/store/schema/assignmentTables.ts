import { type Columns, kept } from './columnKind';

/** Who works on leads, and by what rule a lead went to whom. */
export const assignmentTables = {
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
	pools: {
		workspace_id: 'text',
		id: 'id',
		version: 'integer',
		name: 'text',
		data: 'json',
		...kept,
	},
	/**
	 * Every version of a rule set that decided something, and every line-up of members it looked at, so
	 * that the decision can be read again.
	 */
	rule_sets: {
		workspace_id: 'text',
		hash: 'text',
		kind: 'text',
		name: 'text',
		definition: 'json',
		first_used_at: 'instant',
	},
	/** Whose turn it is; see `leads/assign/rotation.ts`. */
	rotations: { workspace_id: 'text', name: 'text', turns: 'json', updated_at: 'instant' },
	assignments: {
		workspace_id: 'text',
		id: 'id',
		lead_id: 'id',
		/**
		 * `assigned`, `queued`, `pooled`, `claimed`, `released`, `reclaimed` or `transferred`; `held` by
		 * somebody who got it without an assignment, written when they lost it.
		 */
		outcome: 'text',
		member_id: 'id?',
		team_id: 'id?',
		pool_id: 'id?',
		/** Whose the lead was before. */
		previous_id: 'id?',
		/** Hash of the rule set and name of the rule; null where a person decided. */
		rule_set: 'text?',
		rule: 'text?',
		/** Rotation that gave the turn, to credit it back. */
		rotation: 'text?',
		at: 'instant',
		/** First touch is due; was done; was missed. */
		touch_due_at: 'instant?',
		touched_at: 'instant?',
		breached_at: 'instant?',
		credited_at: 'instant?',
		ended_at: 'instant?',
		/** Members who were not chosen, each with a reason; see `leads/assign/lineUp.ts`. */
		excluded: 'json?',
		/** Why; null where the event of the same id says it. */
		decision: 'json?',
	},
	/** Leads that wait, first in first out, until somebody is free. */
	assignment_queue: {
		workspace_id: 'text',
		lead_id: 'id',
		id: 'id',
		rule_set: 'text',
		rule: 'text',
		queued_at: 'instant',
	},
} as const satisfies Record<string, Columns>;
