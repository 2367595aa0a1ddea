import { actorName } from '../../../model/actor';
import type { StoreContext } from '../../../store/context';
import { recordEvents } from '../../../store/events';
import { binLeads } from '../../../store/leads/deleteLeads';
import { identityText, storedKeysOf } from '../../../store/leads/identities';
import { fieldValues } from '../../../store/leads/leadRow';
import { updateLeads } from '../../../store/leads/writeLeads';
import { updateMany, write, type Step } from '../../../store/step';
import type { ImportedRecord } from './history';
import type { UndoPlan } from './undoPlan';

/** Does what was planned, in one transaction, with an event for each record that changes. */
export function* carryOutUndo(context: StoreContext, plan: UndoPlan, node: string): Step<void> {
	yield* binLeads(context, plan.bin, node);
	yield* restoreLeads(context, plan, node);
	yield* releaseKeys(context, plan);
	yield* closeReviewPairs(context, plan);
	yield* dropQuarantined(context, plan.quarantined, node);
	yield* removeActivities(context, plan.activityIds);
	yield* updateMany({
		table: 'source_records',
		key: ['workspace_id', 'id'],
		set: ['undone_at'],
		rows: plan.records.map(({ id }) => [context.workspaceId, id, context.now]),
	});
}

function* restoreLeads(context: StoreContext, { restore }: UndoPlan, node: string): Step<void> {
	const written = yield* updateLeads(
		context,
		restore.map(({ before, row }) => ({ before, after: row })),
	);
	yield* recordEvents(
		context,
		written.map((row, index) => {
			const { changes, kept } = restore[index];
			const stay = kept.map((field) => ({
				code: 'changedSince',
				text: `'${field}' was changed after the import and stays`,
				field,
			}));
			return {
				entityType: 'lead',
				entityId: row.id,
				version: row.version,
				type: 'lead.updated',
				decision: {
					node,
					outcome: 'restored',
					reasons: [
						{ code: 'importUndone', text: 'The import that changed this lead was undone' },
						...stay,
					],
				},
				payload: { changes },
			};
		}),
	);
}

/** Keys that a known person got from the import alone name nobody again. */
function* releaseKeys(context: StoreContext, plan: UndoPlan): Step<void> {
	const leads = plan.restore
		.filter(({ metSince }) => !metSince)
		.map(({ row, ours }) => ({
			id: row.id,
			ours,
			own: new Set(storedKeysOf(fieldValues(row), row.is_test === 1).map(identityText)),
		}));
	const contacts = plan.contacts.map(({ id, ours }) => ({ id, ours, own: new Set<string>() }));
	for (const { id, ours, own } of [...leads, ...contacts]) {
		for (const key of ours.flatMap(({ traces }) => traces.claimed ?? [])) {
			if (own.has(identityText(key))) continue;
			yield* write(
				context.db
					.deleteFrom('identities')
					.where('workspace_id', '=', context.workspaceId)
					.where('kind', '=', key.kind)
					.where('key', '=', key.key)
					.where('entity_id', '=', id),
			);
		}
	}
}

/** Pairs that the import put up and nobody has decided yet. */
function* closeReviewPairs(context: StoreContext, plan: UndoPlan): Step<void> {
	const ids = [...plan.bin, ...plan.restore.map(({ before }) => before)].map(({ id }) => id);
	const instants = [...new Set(plan.records.map(({ capturedAt }) => capturedAt))];
	if (ids.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('review_pairs')
			.where('workspace_id', '=', context.workspaceId)
			.where('state', '=', 'open')
			.where('created_at', 'in', instants)
			.where((is) => is.or([is('left_id', 'in', ids), is('right_id', 'in', ids)])),
	);
}

function* dropQuarantined(context: StoreContext, ids: readonly string[], node: string): Step<void> {
	if (ids.length === 0) return;
	const text = 'The import that brought it was undone';
	yield* write(
		context.db
			.updateTable('quarantine')
			.set({
				state: 'rejected',
				note: text,
				decided_at: context.now,
				decided_by: actorName(context.actor),
			})
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids)
			.where('state', '=', 'open'),
	);
	yield* recordEvents(
		context,
		ids.map((id) => ({
			entityType: 'quarantine',
			entityId: id,
			version: 2,
			type: 'quarantine.rejected',
			decision: { node, outcome: 'rejected', reasons: [{ code: 'importUndone', text }] },
		})),
	);
}

function* removeActivities(context: StoreContext, ids: readonly string[]): Step<void> {
	if (ids.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('activities')
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids),
	);
}

/** Whether undoing has to look at keys that stopped being identity. */
export function sharesKeys(records: readonly ImportedRecord[]): boolean {
	return records.some(({ traces }) => (traces.shared ?? []).length > 0);
}
