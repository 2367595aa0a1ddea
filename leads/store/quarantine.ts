import type { DecisionReason } from '../model/decision';
import { actorName } from '../model/actor';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { CapturedLead } from '../model/lead';
import type { Operation, StoreContext } from './context';
import { recordEvents } from './events';
import { isoOrUndefined, isoText } from './instants';
import { maskedCopy } from './masks';
import { cursorId, pageLimit, pageOf, type Page } from './paging';
import { requireWriter, visible } from './permissions';
import type { RowOf } from './schema/tables';
import { first, insertMany, q, write, type Step } from './step';

export type QuarantineState = 'open' | 'approved' | 'rejected';

/** A capture that a person has to look at before it becomes a lead. */
export interface QuarantinedLead {
	id: string;
	state: QuarantineState;
	channel: string;
	/** What came, as the actor may see it; absent once it was approved or erased. */
	captured?: Omit<CapturedLead, 'payload'> & { payload?: unknown };
	/** Why it was stopped. */
	reasons: DecisionReason[];
	receivedAt: string;
	/** The lead that it became. */
	leadId?: string;
	decidedAt?: string;
	decidedBy?: string;
	note?: string;
}

export interface NewQuarantined {
	captured: CapturedLead;
	reasons: readonly DecisionReason[];
	/** Whose leads it belongs to; without them only those who see everything find it. */
	ownerId?: string | null;
	teamId?: string | null;
}

/** Stops captures and puts them up for review, in the transaction of the capture. Returns the ids in order. */
export function* quarantineLeads(
	context: StoreContext,
	stopped: readonly NewQuarantined[],
): Step<string[]> {
	const ids = stopped.map(() => context.newId());
	yield* insertMany({
		table: 'quarantine',
		columns: [
			'workspace_id',
			'id',
			'state',
			'channel',
			'captured',
			'reasons',
			'received_at',
			'owner_id',
			'team_id',
		],
		rows: stopped.map(({ captured, reasons, ownerId, teamId }, index) => [
			context.workspaceId,
			ids[index],
			'open',
			captured.channel,
			captured,
			reasons,
			captured.receivedAt ?? context.now,
			ownerId,
			teamId,
		]),
		onConflict: 'error',
	});
	yield* recordEvents(
		context,
		stopped.map(({ reasons }, index) => ({
			entityType: 'quarantine',
			entityId: ids[index],
			version: 1,
			type: 'quarantine.opened',
			decision: { node: 'Lead Capture', outcome: 'quarantined', reasons: [...reasons] },
		})),
	);
	return ids;
}

/** `quarantineLeads` for one. */
export function* quarantineLead(context: StoreContext, stopped: NewQuarantined): Step<string> {
	const [id] = yield* quarantineLeads(context, [stopped]);
	return id;
}

/** The capture for the actor: what arrived has names of its own, which no mask knows, so it goes with the first mask. */
function capturedFor(context: StoreContext, captured: unknown): QuarantinedLead['captured'] {
	const seen = maskedCopy(context.actor, captured) as CapturedLead;
	if (Object.keys(context.actor.fieldAccess).length === 0) return seen;
	return { ...seen, payload: undefined };
}

function quarantinedOf(context: StoreContext, row: RowOf<'quarantine'>): QuarantinedLead {
	const decidedAt = isoOrUndefined(row.decided_at);
	return {
		id: row.id,
		state: row.state as QuarantineState,
		channel: row.channel,
		...(row.captured === null ? {} : { captured: capturedFor(context, row.captured) }),
		reasons: row.reasons as DecisionReason[],
		receivedAt: isoText(row.received_at),
		...(row.lead_id ? { leadId: row.lead_id } : {}),
		...(decidedAt ? { decidedAt } : {}),
		...(row.decided_by ? { decidedBy: row.decided_by } : {}),
		...(row.note ? { note: row.note } : {}),
	};
}

/** Captures in quarantine, newest first. */
export function findQuarantined(request: {
	state?: QuarantineState;
	limit?: number;
	/** `nextCursor` of the page before. */
	after?: string;
}): Operation<Page<QuarantinedLead>> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		let query = context.db
			.selectFrom('quarantine')
			.selectAll()
			.where(visible(context, 'quarantine'))
			.orderBy('id', 'desc')
			.limit(limit + 1);
		if (request.state) query = query.where('state', '=', request.state);
		if (request.after) query = query.where('id', '<', cursorId(request.after));
		return pageOf(yield* q(query), limit, (row) => quarantinedOf(context, row));
	};
}

function* requireRow(context: StoreContext, id: string, lock: boolean): Step<RowOf<'quarantine'>> {
	const key = id.toLowerCase();
	const query = context.db
		.selectFrom('quarantine')
		.selectAll()
		.where(visible(context, 'quarantine'))
		.where('id', '=', key);
	const locking = lock && context.dialect === 'postgres';
	const row = isId(key) ? yield* first(locking ? query.forUpdate() : query) : undefined;
	if (row) return row;
	throw new LeadflowError(
		'NOT_FOUND',
		'Nothing in quarantine has this ID, or it is not yours to see',
		{
			field: 'id',
			hint: "Use an 'id' from 'Quarantine: Get Many'.",
		},
	);
}

/**
 * One capture in quarantine.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getQuarantined(id: string): Operation<QuarantinedLead> {
	return function* (context) {
		return quarantinedOf(context, yield* requireRow(context, id, false));
	};
}

/**
 * The capture itself, unmasked, for whoever turns it into a lead in this transaction; it must not
 * leave the store. Held against other reviewers until the transaction ends.
 *
 * @throws LeadflowError NOT_FOUND, or CONFLICT when it was decided already
 */
export function* holdQuarantined(context: StoreContext, id: string): Step<CapturedLead> {
	requireWriter(context.actor);
	const row = yield* requireRow(context, id, true);
	if (row.state === 'open' && row.captured !== null) return row.captured as CapturedLead;
	throw decidedAlready(row);
}

function decidedAlready(row: RowOf<'quarantine'>): LeadflowError {
	return new LeadflowError(
		'CONFLICT',
		row.state === 'open'
			? 'The data of this capture was erased'
			: `Somebody else decided about this capture already: it was ${row.state}`,
		{ hint: 'Get the quarantine again to see where it stands.' },
	);
}

/**
 * Notes what a person decided; of two reviewers the first one counts. Once approved the captured
 * data is let go, because the source record of the lead holds it; of a rejected capture it stays, so
 * that the decision can be looked into.
 *
 * @throws LeadflowError NOT_FOUND, or CONFLICT when it was decided already
 */
export function* decideQuarantined(
	context: StoreContext,
	id: string,
	verdict: { state: 'approved' | 'rejected'; note?: string; leadId?: string },
): Step<QuarantinedLead> {
	requireWriter(context.actor);
	const row = yield* requireRow(context, id, true);
	if (row.state !== 'open') throw decidedAlready(row);
	yield* write(
		context.db
			.updateTable('quarantine')
			.set({
				state: verdict.state,
				note: verdict.note ?? null,
				lead_id: verdict.leadId ?? null,
				decided_at: context.now,
				decided_by: actorName(context.actor),
				...(verdict.state === 'approved' ? { captured: null } : {}),
			})
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', row.id),
	);
	yield* recordEvents(context, [
		{
			entityType: 'quarantine',
			entityId: row.id,
			version: 2,
			type: `quarantine.${verdict.state}`,
			decision: {
				node: 'Quarantine',
				outcome: verdict.state,
				reasons: [{ code: verdict.state, text: `A reviewer ${verdict.state} the capture` }],
			},
			...(verdict.note ? { payload: { note: verdict.note } } : {}),
		},
	]);
	return yield* getQuarantined(row.id)(context);
}
