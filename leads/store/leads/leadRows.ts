import type { TableName } from '../schema/tables';

/**
 * A column that names a lead. What becomes of its rows when the lead is merged into another, and when
 * its person is erased, is said here and nowhere else: a new table joins with a line.
 */
export interface LeadColumn {
	table: TableName;
	column: string;
	/** Rows are about other records as well; `entity_type` says about what. */
	typed?: true;
	/**
	 * `moves`: the rows become those of the lead that lives on, and go back when the merge is undone.
	 * `unites`: rows of both meet in one; `leads/dedupe/merge/unite.ts` decides.
	 * `stays`: see `because`.
	 */
	merge: 'moves' | 'unites' | 'stays';
	/** `deletes` the rows; `empties` them (`eraseLead.ts` knows which columns); `keeps`: see `because`. */
	erase: 'deletes' | 'empties' | 'keeps';
	because?: string;
}

const keptByUpdate = 'updateLeads writes what leads are found by';

// prettier-ignore
export const leadColumns: readonly LeadColumn[] = [
	{ table: 'identities', column: 'entity_id', typed: true, merge: 'moves', erase: 'deletes' },
	{ table: 'activities', column: 'entity_id', typed: true, merge: 'moves', erase: 'deletes' },
	{ table: 'tasks', column: 'entity_id', typed: true, merge: 'moves', erase: 'deletes' },
	{ table: 'consents', column: 'entity_id', typed: true, merge: 'moves', erase: 'deletes' },
	{ table: 'source_records', column: 'entity_id', typed: true, merge: 'moves', erase: 'empties' },
	{ table: 'contacts', column: 'lead_id', merge: 'moves', erase: 'empties' },
	{ table: 'deals', column: 'lead_id', merge: 'moves', erase: 'keeps', because: 'a deal is the business of a company' },
	{ table: 'quarantine', column: 'lead_id', merge: 'moves', erase: 'empties' },
	{ table: 'assignments', column: 'lead_id', merge: 'moves', erase: 'keeps', because: 'it tells of members, and holds nothing of the person' },
	{ table: 'timers', column: 'entity_id', typed: true, merge: 'unites', erase: 'deletes' },
	{ table: 'assignment_queue', column: 'lead_id', merge: 'unites', erase: 'deletes' },
	{ table: 'review_pairs', column: 'left_id', merge: 'unites', erase: 'keeps', because: 'verdicts hold no personal data' },
	{ table: 'review_pairs', column: 'right_id', merge: 'unites', erase: 'keeps', because: 'verdicts hold no personal data' },
	{ table: 'search_tokens', column: 'lead_id', merge: 'stays', erase: 'deletes', because: keptByUpdate },
	{ table: 'match_keys', column: 'lead_id', merge: 'stays', erase: 'deletes', because: keptByUpdate },
	{ table: 'events', column: 'entity_id', typed: true, merge: 'stays', erase: 'keeps', because: 'the log tells what happened under which id' },
	{ table: 'event_payloads', column: 'entity_id', merge: 'stays', erase: 'deletes', because: 'belongs to its event' },
	{ table: 'merges', column: 'survivor_id', merge: 'stays', erase: 'empties', because: 'the list of merges itself' },
	{ table: 'merges', column: 'loser_id', merge: 'stays', erase: 'empties', because: 'the list of merges itself' },
	{ table: 'leads', column: 'merged_into', merge: 'stays', erase: 'keeps', because: 'an old id resolves link by link' },
];

/** Columns that hold ids of something else, so that a test can tell a forgotten table from a harmless one. */
export const notOfLeads: Readonly<Record<string, string>> = {
	id: "the row's own, in every table (of a lead in leads)",
	owner_id: 'a member',
	team_id: 'a team',
	member_id: 'a member',
	manager_id: 'a member',
	previous_id: 'a member',
	previous_owner_id: 'a member',
	pool_id: 'a pool',
	account_id: 'an account',
	contact_id: 'a contact',
	inbox_id: 'a delivery',
	import_id: 'a job',
	job_id: 'a job',
	event_id: 'an event',
	source_record_id: 'a source record',
};

/** Tables whose rows move with their lead, each with the column that names it. */
export const movingRows = leadColumns.filter(({ merge }) => merge === 'moves');

/** Tables whose rows about a lead are deleted when its person is erased, except those `updateLeads` keeps. */
export const erasedRows = leadColumns.filter(
	({ erase, because }) => erase === 'deletes' && because !== keptByUpdate,
);
