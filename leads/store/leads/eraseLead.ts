import { sql } from 'kysely';
import type { Operation, StoreContext } from '../context';
import { recordEvents } from '../events';
import { requireAdmin } from '../permissions';
import { q, write, type Step } from '../step';
import { bequeathKeys } from './adoptKeys';
import { requireLeadRow } from './getLead';
import { blankLeadRow, type LeadRow } from './leadRow';
import { erasedRows } from './leadRows';
import { eraseMergeTraces } from './mergeTraces';
import { updateLeads } from './writeLeads';

export interface Erasure {
	id: string;
	/** Rows of personal data removed or emptied, by table. */
	removed: Record<string, number>;
}

/** Everything in the store that is about one person. */
interface Person {
	/** The lead and those that were merged into it. */
	leads: LeadRow[];
	contactIds: string[];
	/** Of leads, contacts and the captures that waited in quarantine. */
	entityIds: string[];
	/** Of activities and tasks about them: their log holds their words. */
	recordIds: string[];
}

/**
 * Removes a person's data for good (PIPL Art. 47, GDPR Art. 17): every field, key, payload,
 * activity, task, consent text and event payload of the lead, of leads merged into it and of the
 * contact it became. What stays is their empty shells, the log of what happened without the data,
 * and the keyed hashes of suppressions, so that an opted-out person is not written to again. Out of
 * reach: accounts and deals, n8n's own execution data and backups.
 */
export function eraseLead(id: string, node: string): Operation<Erasure> {
	return function* (context) {
		requireAdmin(context.actor, 'Erase');
		const row = yield* requireLeadRow(context, id, { evenDeleted: true, lock: true });
		const person = yield* everythingAbout(context, row);
		yield* bequeathKeys(context, person.leads);
		const removed = yield* eraseTraces(context, person);
		const written = yield* updateLeads(
			context,
			person.leads.map((before) => ({ before, after: shellOf(before, context.now) })),
		);
		yield* recordEvents(
			context,
			written.map((shell) => ({
				entityType: 'lead',
				entityId: shell.id,
				version: shell.version,
				type: 'lead.erased',
				decision: {
					node,
					outcome: 'erased',
					reasons: [{ code: 'erased', text: 'All personal data was removed on request' }],
				},
			})),
		);
		return { id: row.id, removed: { ...removed, leads: written.length } };
	};
}

function shellOf(row: LeadRow, now: number): LeadRow {
	return {
		...blankLeadRow(row.workspace_id, row.id, row.created_at),
		version: row.version,
		status: row.status,
		is_test: row.is_test,
		converted_at: row.converted_at,
		merged_into: row.merged_into,
		deleted_at: now,
		extra: { erasedAt: now },
	};
}

function* everythingAbout(context: StoreContext, row: LeadRow): Step<Person> {
	const { db, workspaceId } = context;
	const leads = [row];
	for (let merged = [row]; merged.length > 0; leads.push(...merged)) {
		const into = merged.map(({ id }) => id);
		merged = yield* q(
			db
				.selectFrom('leads')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('merged_into', 'in', into),
		);
	}
	const leadIds = leads.map(({ id }) => id);
	const contacts = yield* q(
		db
			.selectFrom('contacts')
			.select('id')
			.where('workspace_id', '=', workspaceId)
			.where((is) => is.or([is('lead_id', 'in', leadIds), is('id', '=', row.contact_id)])),
	);
	const quarantined = yield* q(
		db
			.selectFrom('quarantine')
			.select('id')
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', 'in', leadIds),
	);
	const contactIds = contacts.map(({ id }) => id);
	const entityIds = [...leadIds, ...contactIds, ...quarantined.map(({ id }) => id)];
	const recordIds: string[] = [];
	for (const table of ['activities', 'tasks'] as const) {
		const records = yield* q(
			db
				.selectFrom(table)
				.select('id')
				.where('workspace_id', '=', workspaceId)
				.where('entity_id', 'in', entityIds),
		);
		recordIds.push(...records.map(({ id }) => id));
	}
	return { leads, contactIds, entityIds, recordIds };
}

function* eraseTraces(context: StoreContext, person: Person): Step<Record<string, number>> {
	const { db, workspaceId } = context;
	const { entityIds, contactIds, recordIds } = person;
	const removed: Record<string, number> = {};
	removed.inbox = yield* write(
		db
			.updateTable('inbox')
			.set({ payload: null })
			.where('workspace_id', '=', workspaceId)
			.where('payload', 'is not', null)
			.where(
				'id',
				'in',
				db
					.selectFrom('source_records')
					.select('inbox_id')
					.where('workspace_id', '=', workspaceId)
					.where('entity_id', 'in', entityIds),
			),
	);
	for (const { table, column } of erasedRows) {
		removed[table] = yield* write(
			sql`DELETE FROM ${sql.table(table)} WHERE workspace_id = ${workspaceId}
				AND ${sql.ref(column)} IN (${sql.join([...entityIds, ...recordIds])})`.compile(db),
		);
	}
	const traces = yield* eraseMergeTraces(
		context,
		person.leads.map(({ id }) => id),
	);
	removed.merges = traces.merges;
	removed.event_payloads += traces.event_payloads;
	removed.source_records = yield* write(
		db
			.updateTable('source_records')
			.set({ payload: null, changes: '{}', beside: null })
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', entityIds),
	);
	removed.quarantine = yield* write(
		db
			.updateTable('quarantine')
			.set({ captured: null, note: null })
			.where('workspace_id', '=', workspaceId)
			.where('id', 'in', entityIds),
	);
	removed.contacts = yield* eraseContacts(context, contactIds);
	return removed;
}

function* eraseContacts(context: StoreContext, ids: readonly string[]): Step<number> {
	if (ids.length === 0) return 0;
	return yield* write(
		context.db
			.updateTable('contacts')
			.set((set) => ({
				name: '',
				email: null,
				mobile: null,
				data: '{}',
				custom: '{}',
				version: set('version', '+', 1),
				updated_at: context.now,
				deleted_at: context.now,
			}))
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids),
	);
}
