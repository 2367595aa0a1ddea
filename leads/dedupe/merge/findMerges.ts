import type { Operation } from '../../store/context';
import { isoText } from '../../store/instants';
import { requireLeadRow } from '../../store/leads/getLead';
import { absorbedBy } from '../../store/leads/mergedIds';
import { presentLeads } from '../../store/leads/presentLeads';
import { canSee, fieldAccess } from '../../store/permissions';
import { q } from '../../store/step';
import type { MergeRecord } from './mergeRequest';
import { snapshotOf } from './snapshot';

/** Merges told of at once. */
const MOST = 200;

/**
 * The merges that a lead took part in, newest first: leads that were merged into it, also through one
 * another, and those that were once.
 *
 * @param leadId also of a lead that was merged away
 * @throws LeadflowError NOT_FOUND
 */
export function findMerges(leadId: string): Operation<MergeRecord[]> {
	return function* (context) {
		const { id } = yield* requireLeadRow(context, leadId, { evenDeleted: true });
		const ids = [...(yield* absorbedBy(context, [id])).keys()];
		const rows = yield* q(
			context.db
				.selectFrom('merges')
				.selectAll()
				.where('workspace_id', '=', context.workspaceId)
				.where((is) => is.or([is('survivor_id', 'in', ids), is('loser_id', 'in', ids)]))
				.orderBy('at', 'desc')
				.orderBy('id', 'desc')
				.limit(MOST),
		);
		const told = rows.map((row) => ({ row, snapshot: snapshotOf(row) }));
		const losers = told.flatMap(({ snapshot }) => snapshot?.loser ?? []);
		const shown = losers.filter((row) => canSee(context.actor, row));
		const leads = new Map(
			(yield* presentLeads(context, shown)).map((lead, index) => [shown[index], lead]),
		);
		const fieldsOf = new Map(
			told.flatMap(({ snapshot }) =>
				snapshot?.shared ? [[snapshot.group, snapshot.shared.fields] as const] : [],
			),
		);
		return told.map(({ row, snapshot }): MergeRecord => {
			const lead = snapshot && leads.get(snapshot.loser);
			const fields = Object.entries(fieldsOf.get(snapshot?.group ?? '') ?? {}).filter(
				([field]) => fieldAccess(context.actor, field) !== 'hidden',
			);
			return {
				id: row.id,
				survivorId: row.survivor_id,
				loserId: row.loser_id,
				at: isoText(row.at),
				actor: row.actor,
				...(row.undone_at === null ? {} : { undoneAt: isoText(row.undone_at) }),
				...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
				canBeUndone: row.undone_at === null && row.before !== null,
				...(lead ? { loser: lead } : {}),
				fields: Object.fromEntries(fields),
			};
		});
	};
}
