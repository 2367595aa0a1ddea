import type { Operation } from '../context';
import { recordEvents } from '../events';
import { requireAdmin } from '../permissions';
import { q, write, type Step } from '../step';
import type { StoreContext } from '../context';
import { requireLeadRow } from './getLead';
import { blankLeadRow, type LeadRow } from './leadRow';
import { updateLeads } from './writeLeads';

export interface Erasure {
	id: string;
	/** Rows of personal data removed or emptied, by table. */
	removed: Record<string, number>;
}

/**
 * Removes a person's data for good (PIPL Art. 47, GDPR Art. 17): every field, key, payload,
 * activity, consent text and event payload. What stays is the empty shell of the lead, the log of
 * what happened without the data, and the keyed hashes of suppressions, so that an opted-out person
 * is not written to again. Out of reach: n8n's own execution data and backups.
 */
export function eraseLead(id: string, node: string): Operation<Erasure> {
	return function* (context) {
		requireAdmin(context.actor, 'Erase');
		const row = yield* requireLeadRow(context, id, { evenDeleted: true });
		const removed = yield* eraseTraces(context, row.id);
		const shell: LeadRow = {
			...blankLeadRow(row.workspace_id, row.id, row.created_at),
			version: row.version,
			status: row.status,
			is_test: row.is_test,
			converted_at: row.converted_at,
			deleted_at: context.now,
		};
		const [written] = yield* updateLeads(context, [{ before: row, after: shell }]);
		yield* recordEvents(context, [
			{
				entityType: 'lead',
				entityId: row.id,
				version: written.version,
				type: 'lead.erased',
				decision: {
					node,
					outcome: 'erased',
					reasons: [{ code: 'erased', text: 'All personal data was removed on request' }],
				},
			},
		]);
		return { id: row.id, removed: { ...removed, leads: 1 } };
	};
}

function* eraseTraces(context: StoreContext, id: string): Step<Record<string, number>> {
	const { db, workspaceId } = context;
	const quarantined = yield* q(
		db
			.selectFrom('quarantine')
			.select('id')
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', '=', id),
	);
	const entityIds = [id, ...quarantined.map((row) => row.id)];
	const inboxRows = yield* q(
		db
			.selectFrom('source_records')
			.select('inbox_id')
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', entityIds)
			.where('inbox_id', 'is not', null),
	);
	const inboxIds = inboxRows.flatMap((row) => row.inbox_id ?? []);
	const removed: Record<string, number> = {};
	// The log of notes and tasks about the lead holds their words, too.
	const tracedIds = [...entityIds, ...(yield* recordsAbout(context, id))];
	for (const table of ['event_payloads', 'timers'] as const) {
		removed[table] = yield* write(
			db
				.deleteFrom(table)
				.where('workspace_id', '=', workspaceId)
				.where('entity_id', 'in', tracedIds),
		);
	}
	for (const table of ['identities', 'consents', 'activities', 'tasks'] as const) {
		removed[table] = yield* write(
			db.deleteFrom(table).where('workspace_id', '=', workspaceId).where('entity_id', '=', id),
		);
	}
	removed.source_records = yield* write(
		db
			.updateTable('source_records')
			.set({ payload: null, changes: '{}' })
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', entityIds),
	);
	removed.quarantine = yield* write(
		db
			.updateTable('quarantine')
			.set({ captured: null, note: null })
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', '=', id),
	);
	if (inboxIds.length > 0) {
		removed.inbox = yield* write(
			db
				.updateTable('inbox')
				.set({ payload: null })
				.where('workspace_id', '=', workspaceId)
				.where('id', 'in', inboxIds),
		);
	}
	return removed;
}

/** Ids of the activities and tasks of a lead. */
function* recordsAbout(context: StoreContext, id: string): Step<string[]> {
	const ids: string[] = [];
	for (const table of ['activities', 'tasks'] as const) {
		const rows = yield* q(
			context.db
				.selectFrom(table)
				.select('id')
				.where('workspace_id', '=', context.workspaceId)
				.where('entity_id', '=', id),
		);
		ids.push(...rows.map((row) => row.id));
	}
	return ids;
}
