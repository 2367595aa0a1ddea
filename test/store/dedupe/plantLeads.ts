import type { LeadFieldValues } from '../../../leads/model/lead';
import { normalizeLead, type RawLeadFields } from '../../../leads/model/normalizeLead';
import { blankLeadRow, withValues } from '../../../leads/store/leads/leadRow';
import { insertLeads } from '../../../leads/store/leads/writeLeads';
import type { LeadStore } from '../../../leads/store/store';

const AT_ONCE = 200;

/** Values as they are stored. */
export function normalized(fields: RawLeadFields): LeadFieldValues {
	return normalizeLead(fields, { defaultCountry: 'CN' }).fields;
}

/** Puts leads into a store as they are, without looking whether they are there already. */
export async function plantLeads(
	store: LeadStore,
	people: readonly RawLeadFields[],
	set: { test?: boolean; owner_id?: string } = {},
): Promise<string[]> {
	const ids: string[] = [];
	for (let from = 0; from < people.length; from += AT_ONCE) {
		const some = people.slice(from, from + AT_ONCE).map(normalized);
		const made = await store.run(function* (context) {
			const rows = some.map((fields) => {
				const blank = blankLeadRow(context.workspaceId, context.newId(), context.now);
				const { row } = withValues(blank, { fields });
				return { ...row, is_test: set.test ? 1 : 0, owner_id: set.owner_id ?? null } as const;
			});
			yield* insertLeads(context, rows);
			return rows.map(({ id }) => id);
		});
		ids.push(...made);
	}
	return ids;
}
