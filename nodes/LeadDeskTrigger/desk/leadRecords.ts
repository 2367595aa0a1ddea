import type { StoreEvent } from '../../../leads/store/eventLog';
import type { LeadStore } from '../../../leads/store/store';
import type { Operation } from '../../../leads/store/context';
import { visible } from '../../../leads/store/permissions';
import { q, insertMany } from '../../../leads/store/step';
import { lockLeads } from '../../../leads/store/leads/writeLeads';

// PROVISIONAL: direct queries until leads/store/records is there
export interface LeadActivity { id: string; at: string; type: string; subject?: string; text?: string; authorId?: string; authorName?: string; sourceRecordId?: string }
export interface LeadTask { at: string; subject: string; dueAt?: string; ownerName?: string }

export async function activitiesOf(store: LeadStore, leadId: string): Promise<LeadActivity[]> {
	return await store.read(function* (context) {
		const rows = yield* q(context.db.selectFrom('activities').selectAll().where(visible(context, 'activities')).where('entity_id', '=', leadId).limit(200));
		return rows.map((row) => {
			const data = row.data as { description?: string; sourceRecordId?: string };
			return { id: row.id, at: new Date(row.at).toISOString(), type: row.type, ...(row.subject ? { subject: row.subject } : {}), ...(data.description ? { text: data.description } : {}), ...(row.owner_id ? { authorId: row.owner_id } : {}), ...(data.sourceRecordId ? { sourceRecordId: data.sourceRecordId } : {}) };
		});
	});
}
export async function tasksOf(store: LeadStore, leadId: string): Promise<LeadTask[]> {
	return await store.read(function* (context) {
		const rows = yield* q(context.db.selectFrom('tasks').selectAll().where(visible(context, 'tasks')).where('entity_id', '=', leadId).limit(200));
		return rows.map((row) => ({ at: new Date(row.created_at).toISOString(), subject: row.subject, ...(row.due_at ? { dueAt: new Date(row.due_at).toISOString() } : {}) }));
	});
}
export async function namesIn(store: LeadStore, _events: readonly StoreEvent[]): Promise<Map<string, string>> {
	return await store.read(function* (context) {
		const rows = yield* q(context.db.selectFrom('members').select(['id', 'name']).where('workspace_id', '=', context.workspaceId));
		return new Map(rows.map((row) => [row.id, row.name]));
	});
}
export function addNoteOnce(leadId: string, note: string, nonce: string): Operation<boolean> {
	return function* (context) {
		yield* lockLeads(context, [leadId]);
		const rows = yield* q(context.db.selectFrom('activities').selectAll().where('entity_id', '=', leadId));
		if (rows.some((row) => (row.data as { externalId?: string }).externalId === nonce)) return false;
		yield* insertMany({ table: 'activities', columns: ['workspace_id','id','version','entity_type','entity_id','type','at','owner_id','data','created_at','updated_at'], rows: [[context.workspaceId, context.newId(), 1, 'lead', leadId, 'note', context.now, context.actor.memberId, { description: note, externalId: nonce }, context.now, context.now]], onConflict: 'error' });
		return true;
	};
}
