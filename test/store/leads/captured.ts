import { captureLeads } from '../../../leads/capture/capture';
import type { CaptureOptions } from '../../../leads/capture/options';
import type { CaptureResult } from '../../../leads/capture/result';
import type { CapturedLead, Lead, LeadFieldValues } from '../../../leads/model/lead';
import { insertMany } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';

let deliveries = 0;

/** A capture with a payload of its own, so that it is no repeated delivery. */
export function captured(fields: LeadFieldValues, more: Partial<CapturedLead> = {}): CapturedLead {
	deliveries += 1;
	return { fields, channel: 'json', payload: { ...fields, delivery: deliveries }, ...more };
}

/** Captures one after the other, each alone. */
export async function captureEach(
	store: LeadStore,
	leads: readonly CapturedLead[],
	options?: Partial<CaptureOptions>,
): Promise<CaptureResult[]> {
	const results: CaptureResult[] = [];
	for (const lead of leads) results.push(...(await captureLeads(store, [lead], options)));
	return results;
}

export async function captureOne(
	store: LeadStore,
	fields: LeadFieldValues,
	options?: Partial<CaptureOptions>,
	more?: Partial<CapturedLead>,
): Promise<CaptureResult> {
	const [result] = await captureLeads(store, [captured(fields, more)], options);
	return result;
}

/** The lead of a capture that must have made or found one. */
export async function leadOf(
	store: LeadStore,
	fields: LeadFieldValues,
	options?: Partial<CaptureOptions>,
	more?: Partial<CapturedLead>,
): Promise<Lead> {
	const { lead, outcome } = await captureOne(store, fields, options, more);
	if (!lead) throw new Error(`No lead: ${outcome}`);
	return lead;
}

export const codes = ({ decision }: CaptureResult): string[] =>
	decision.reasons.map(({ code }) => code);

/** Adds a member, without the ceremony of the records. */
export async function addMember(
	store: LeadStore,
	{
		teamId,
		active = true,
		name = 'Mo Member',
	}: { teamId?: string; active?: boolean; name?: string } = {},
): Promise<string> {
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
				[context.workspaceId, id, 1, name, teamId, 'member', active, {}, context.now, context.now],
			],
			onConflict: 'error',
		});
		return id;
	});
}

export async function addTeam(store: LeadStore, name = 'Team East'): Promise<string> {
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
