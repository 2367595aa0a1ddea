import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Lead } from '../../model/lead';
import type { Operation, StoreContext } from '../context';
import { visible } from '../permissions';
import { first, type Step } from '../step';
import type { LeadRow } from './leadRow';
import { presentLeads } from './presentLeads';

/** How many merges an old id is followed through; a longer chain would be a circle. */
const MERGES_FOLLOWED = 50;

/** The error for an id that names no lead the actor can see: absent and hidden look the same. */
export function noSuchLead(): LeadflowError {
	return new LeadflowError('NOT_FOUND', 'No lead has this ID, or it is not yours to see', {
		field: 'id',
		hint: "Use the 'id' of a lead from Lead Capture or from 'Lead: Get Many'. A deleted lead can be restored for 60 days.",
	});
}

export interface LeadLookup {
	/** Leads in the bin count, too. */
	evenDeleted?: boolean;
	/** Holds the lead against rivals, for a change that follows in the same transaction. */
	lock?: boolean;
}

/**
 * The row of a lead the actor may see, or undefined; the id of a merged lead leads to the one that
 * lives on.
 */
export function* findLeadRow(
	context: StoreContext,
	id: string,
	{ evenDeleted = false, lock = false }: LeadLookup = {},
): Step<LeadRow | undefined> {
	let next = id.toLowerCase();
	for (let merges = 0; merges < MERGES_FOLLOWED && isId(next); merges += 1) {
		const query = context.db
			.selectFrom('leads')
			.selectAll()
			.where(visible(context, 'leads'))
			.where('id', '=', next);
		const row = yield* first(lock && context.dialect === 'postgres' ? query.forUpdate() : query);
		if (!row) return undefined;
		if (row.merged_into === null) {
			return row.deleted_at !== null && !evenDeleted ? undefined : row;
		}
		next = row.merged_into;
	}
	return undefined;
}

/**
 * Like `findLeadRow`, for a lead that must be there.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function* requireLeadRow(
	context: StoreContext,
	id: string,
	options?: LeadLookup,
): Step<LeadRow> {
	const row = yield* findLeadRow(context, id, options);
	if (row) return row;
	throw noSuchLead();
}

/** One lead by its id, or by the id of a lead that was merged into it. */
export function getLead(id: string): Operation<Lead> {
	return function* (context) {
		const row = yield* requireLeadRow(context, id);
		const [lead] = yield* presentLeads(context, [row]);
		return lead;
	};
}
