import type { Lead } from '../../model/lead';
import type { Operation } from '../context';
import { visible } from '../permissions';
import { q } from '../step';
import { presentLeads } from './presentLeads';

/** The leads with these ids that the actor may see, those in the bin included, by id. */
export function leadsById(ids: readonly string[]): Operation<Map<string, Lead>> {
	return function* (context) {
		if (ids.length === 0) return new Map();
		const rows = yield* q(
			context.db
				.selectFrom('leads')
				.selectAll()
				.where(visible(context, 'leads', 'unmasked'))
				.where('id', 'in', [...new Set(ids)]),
		);
		const leads = yield* presentLeads(context, rows);
		return new Map(leads.map((lead) => [lead.id, lead]));
	};
}
