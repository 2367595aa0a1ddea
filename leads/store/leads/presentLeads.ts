import type { Actor } from '../../model/actor';
import type { Lead } from '../../model/lead';
import type { StoreContext } from '../context';
import { maskedCopy } from '../masks';
import { actorBefore } from '../permissions';
import { q, type Step } from '../step';
import { leadFromRow, type LeadRow } from './leadRow';

/** The lead as the actor may see it: hidden fields gone, masked fields such as `138****8000`. */
export function masked(actor: Actor, lead: Lead): Lead {
	return maskedCopy(actor, lead) as Lead;
}

/** Whom and what a lead names, and the columns that do. */
const named = [
	['owner', 'owner_id', 'members'],
	['previousOwner', 'previous_owner_id', 'members'],
	['team', 'team_id', 'teams'],
	['pool', 'pool_id', 'pools'],
] as const;

/**
 * Rows as leads for the actor, with the names of owners, teams and pools, in the order given. Of a
 * lead that lies in a pool, what the pool keeps until somebody claims is masked.
 */
export function* presentLeads(context: StoreContext, rows: readonly LeadRow[]): Step<Lead[]> {
	const names = yield* namesOf(context, rows);
	return rows.map((row) => {
		const lead = masked(actorBefore(context.actor, row), leadFromRow(row, context.now));
		// After the masks: the name of a colleague is not the name of the lead.
		for (const [field, column] of named) {
			const id = row[column];
			if (id !== null) lead[field] = { id, name: names.get(id) ?? null };
		}
		return lead;
	});
}

function* namesOf(context: StoreContext, rows: readonly LeadRow[]): Step<Map<string, string>> {
	const names = new Map<string, string>();
	for (const table of ['members', 'teams', 'pools'] as const) {
		const columns = named.filter(([, , of]) => of === table).map(([, column]) => column);
		const ids = [...new Set(rows.flatMap((row) => columns.flatMap((column) => row[column] ?? [])))];
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
