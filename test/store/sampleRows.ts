import { blankLeadRow, type LeadRow } from '../../leads/store/leads/leadRow';
import { insertLeads } from '../../leads/store/leads/writeLeads';
import { insertMany } from '../../leads/store/step';
import type { LeadStore } from '../../leads/store/store';

/** Writes a lead with these columns and returns its id. */
export async function addLead(store: LeadStore, columns: Partial<LeadRow> = {}): Promise<string> {
	return await store.run(function* (context) {
		const row = { ...blankLeadRow(context.workspaceId, context.newId(), context.now), ...columns };
		yield* insertLeads(context, [row]);
		return row.id;
	});
}

/** Writes a team and returns its id. */
export async function addTeam(store: LeadStore, name = 'Shanghai'): Promise<string> {
	return await store.run(function* (context) {
		const id = context.newId();
		yield* insertMany({
			table: 'teams',
			columns: ['workspace_id', 'id', 'version', 'name', 'data', 'created_at', 'updated_at'],
			rows: [[context.workspaceId, id, 1, name, {}, context.now, context.now]],
			onConflict: 'error',
		});
		return id;
	});
}

export interface SampleMember {
	name?: string;
	teamId?: string;
	role?: 'admin' | 'manager' | 'member' | 'viewer';
	active?: boolean;
}

/** Writes a member and returns its id. */
export async function addMember(store: LeadStore, member: SampleMember = {}): Promise<string> {
	return await store.run(function* (context) {
		const id = context.newId();
		yield* insertMany({
			table: 'members',
			columns: [
				'workspace_id',
				'id',
				'version',
				'name',
				'team_id',
				'role',
				'active',
				'data',
				'created_at',
				'updated_at',
			],
			rows: [
				[
					context.workspaceId,
					id,
					1,
					member.name ?? 'Li Na',
					member.teamId,
					member.role ?? 'member',
					member.active ?? true,
					{},
					context.now,
					context.now,
				],
			],
			onConflict: 'error',
		});
		return id;
	});
}
