import { LeadflowError } from '../../model/error';
import type { Lead } from '../../model/lead';
import type { Operation, StoreContext } from '../context';
import { recordEvents } from '../events';
import { requireWriter } from '../permissions';
import type { Step } from '../step';
import { bequeathKeys } from './adoptKeys';
import { BIN_DAYS, binReachesBackTo } from './bin';
import { findIdentities, storedKeysOf } from './identities';
import { noSuchLead, requireLeadRow } from './getLead';
import { fieldValues, isErased, type LeadRow } from './leadRow';
import { presentLeads } from './presentLeads';
import { openReviewPairs } from './reviewPairs';
import { updateLeads } from './writeLeads';

/** Puts rows into the bin, an event each. */
export function* binLeads(
	context: StoreContext,
	rows: readonly LeadRow[],
	node: string,
): Step<void> {
	yield* bequeathKeys(context, rows);
	const written = yield* updateLeads(
		context,
		rows.map((before) => ({ before, after: { ...before, deleted_at: context.now } })),
	);
	yield* recordEvents(
		context,
		written.map((row) => ({
			entityType: 'lead',
			entityId: row.id,
			version: row.version,
			type: 'lead.deleted',
			decision: {
				node,
				outcome: 'deleted',
				reasons: [{ code: 'deleted', text: `In the bin for ${BIN_DAYS} days` }],
			},
		})),
	);
}

/** Puts one lead into the bin. */
export function deleteLead(id: string, node: string): Operation<{ id: string }> {
	return function* (context) {
		requireWriter(context.actor);
		const row = yield* requireLeadRow(context, id, { lock: true });
		yield* binLeads(context, [row], node);
		return { id: row.id };
	};
}

/**
 * Takes a lead out of the bin. Keys that another lead took in the meantime stay there and open a
 * review pair.
 *
 * @throws LeadflowError CONFLICT when its days in the bin are over
 */
export function restoreLead(id: string, node: string): Operation<Lead> {
	return function* (context) {
		requireWriter(context.actor);
		const row = yield* requireLeadRow(context, id, { evenDeleted: true, lock: true });
		if (row.deleted_at === null) {
			const [lead] = yield* presentLeads(context, [row]);
			return lead;
		}
		if (isErased(row)) throw noSuchLead();
		if (row.deleted_at < binReachesBackTo(context.now)) {
			throw new LeadflowError(
				'CONFLICT',
				`The lead was deleted more than ${BIN_DAYS} days ago and can no longer be restored`,
			);
		}
		const [written] = yield* updateLeads(context, [
			{ before: row, after: { ...row, deleted_at: null } },
		]);
		const rivals = [
			...new Set(
				(yield* findIdentities(context, storedKeysOf(fieldValues(row), row.is_test === 1)))
					.filter((holder) => holder.entity_id !== row.id && holder.state !== 'shared')
					.map((holder) => holder.entity_id),
			),
		];
		const why = {
			code: 'keysTaken',
			text: 'Another record took over the keys of this lead while it was in the bin',
		};
		yield* openReviewPairs(
			context,
			rivals.map((rival) => ({
				kind: 'duplicate',
				leftId: row.id,
				rightId: rival,
				reasons: [why],
			})),
		);
		const decision = {
			node,
			outcome: 'restored',
			reasons: [
				{ code: 'restored', text: 'Taken out of the bin' },
				...(rivals.length > 0 ? [why] : []),
			],
		};
		yield* recordEvents(context, [
			{
				entityType: 'lead',
				entityId: row.id,
				version: written.version,
				type: 'lead.restored',
				decision,
			},
		]);
		const [lead] = yield* presentLeads(context, [written]);
		return { ...lead, decision };
	};
}
