import type { Actor } from '../../model/actor';
import type { Lead } from '../../model/lead';
import type { StoreContext } from '../context';
import { maskedCopy } from '../masks';
import { q, type Step } from '../step';
import { leadFromRow, type LeadRow } from './leadRow';

/** The lead as the actor may see it: hidden fields gone, masked fields such as `138****8000`. */
export function masked(actor: Actor, lead: Lead): Lead {
	return maskedCopy(actor, lead) as Lead;
}

/** Rows as leads for the actor, with the names of owners and teams, in the order given. */
export function* presentLeads(context: StoreContext, rows: readonly LeadRow[]): Step<Lead[]> {
	const names = yield* namesOf(context, rows);
	return rows.map((row) => {
		const lead = masked(context.actor, leadFromRow(row, context.now));
		// After the masks: the name of a colleague is not the name of the lead.
		if (row.owner_id) lead.owner = { id: row.owner_id, name: names.get(row.owner_id) ?? null };
		if (row.team_id) lead.team = { id: row.team_id, name: names.get(row.team_id) ?? null };
		return lead;
	});
}

function* namesOf(context: StoreContext, rows: readonly LeadRow[]): Step<Map<string, string>> {
	const names = new Map<string, string>();
	for (const [table, column] of [
		['members', 'owner_id'],
		['teams', 'team_id'],
	] as const) {
		const ids = [...new Set(rows.map((row) => row[column]).filter((id) => id !== null))];
		if (ids.length === 0) continue;
		const found = yield* q(
			context.db
				.selectFrom(table)
				.select(['id', 'name'])
				.where('workspace_id', '=', context.workspaceId)
				.where('id', 'in', ids),
		);
		for (const { id, name } of found) names.set(id, name);
	}
	return names;
}
