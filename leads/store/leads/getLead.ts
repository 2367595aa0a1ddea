import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Lead } from '../../model/lead';
import type { Operation, StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { visible, type PoolReach } from '../permissions';
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
	/** Default `own`: only what the actor may also change. */
	reach?: PoolReach;
}

/**
 * The row of a lead the actor may see, or undefined; the id of a merged lead leads to the one that
 * lives on, whoever had the merged one.
 *
 * @throws LostRace with `lock`, when the lead was merged away while it was waited for
 */
export function* findLeadRow(
	context: StoreContext,
	id: string,
	{ evenDeleted = false, lock = false, reach = 'own' }: LeadLookup = {},
): Step<LeadRow | undefined> {
	const holds = lock && context.dialect === 'postgres';
	let next = id.toLowerCase();
	for (let merges = 0; merges < MERGES_FOLLOWED && isId(next); merges += 1) {
		// Looked at before it is held: whoever holds a merged lead must not wait for another.
		const link = holds ? yield* first(mergeLink(context, next)) : undefined;
		if (holds && !link) return undefined;
		if (!link?.merged_into) {
			const living = leadWithId(context, next)
				.selectAll()
				.where(visible(context, 'leads', reach))
				.where('merged_into', 'is', null);
			const row = yield* first(holds ? living.forUpdate() : living);
			if (row) return row.deleted_at !== null && !evenDeleted ? undefined : row;
		}
		const now = link?.merged_into ? link : yield* first(mergeLink(context, next));
		if (!now?.merged_into) return undefined;
		if (holds && !link?.merged_into) throw new LostRace('leads');
		next = now.merged_into;
	}
	return undefined;
}

function leadWithId({ db, workspaceId }: StoreContext, id: string) {
	return db.selectFrom('leads').where('workspace_id', '=', workspaceId).where('id', '=', id);
}

function mergeLink(context: StoreContext, id: string) {
	return leadWithId(context, id).select('merged_into');
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

/** One lead by its id, or by the id of a lead that was merged into it; masked where it lies in a pool. */
export function getLead(id: string): Operation<Lead> {
	return function* (context) {
		const row = yield* requireLeadRow(context, id, { reach: 'masked' });
		const [lead] = yield* presentLeads(context, [row]);
		return lead;
	};
}
