import { actorName, systemActor } from '../../model/actor';
import type { Decision } from '../../model/decision';
import type { Operation, StoreContext } from '../../store/context';
import { recordEvents } from '../../store/events';
import { noSuchLead, requireLeadRow } from '../../store/leads/getLead';
import { findIdentities, plainKind } from '../../store/leads/identities';
import type { LeadRow } from '../../store/leads/leadRow';
import { presentLeads } from '../../store/leads/presentLeads';
import { readLeads } from '../../store/leads/lockLeads';
import { canSee, requireWriter } from '../../store/permissions';
import type { RowOf } from '../../store/schema/tables';
import { updateMany, type Step } from '../../store/step';
import { fieldChanges } from './fieldChanges';
import { keepApart } from './keepApart';
import { mergeGroup } from './mergeGroup';
import { decideSurvivorship } from './mergeLeads';
import type { UnmergeConflict, UnmergeRequest, UnmergeResult } from './mergeRequest';
import { countMoved } from './movedRows';
import { changedUnits } from './rowUnits';
import type { StoredGroup } from './snapshot';
import { undoGroup, type UndoneGroup } from './undoGroup';
import { findMerge, planUnmerge } from './unmergePlan';

/**
 * Takes a merge back: the lead that was merged away lives again as it was, with its keys, activities,
 * tasks and everything else that was its own. What came since stays with the lead that lived on; what
 * it got from the other goes, unless somebody changed it since: that stays and is listed, nothing is
 * guessed. Leads that were merged into it at the same time or later stay merged, as if this one had
 * never been among them.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT when the data was erased, ALREADY_CONVERTED,
 *   INVALID_INPUT, FORBIDDEN
 */
export function unmergeLead(request: UnmergeRequest, node: string): Operation<UnmergeResult> {
	return function* (context) {
		requireWriter(context.actor);
		const merge = yield* findMerge(context, request);
		if (merge.undone_at !== null) return yield* alreadyUndone(context, merge, node);
		const plan = yield* planUnmerge(context, merge);
		const before = plan.rows.get(plan.groups[0].survivorId);
		const { rows, undone } = yield* carryOut(context, plan.groups, plan.rows, merge);
		const lead = rowOf(rows, merge.loser_id);
		const survivor = rowOf(rows, plan.groups[0].survivorId);
		const conflicts = yield* conflictsOf(context, lead.id, undone);
		if (request.different) yield* keepApart(context, lead.id, survivor.id);
		const decision = decisionOf(conflicts, request.different === true, node);
		const changes = fieldChanges(changedUnits(before ?? survivor, survivor));
		const about = (row: LeadRow, payload: Record<string, unknown>) => ({
			entityType: 'lead',
			entityId: row.id,
			version: row.version,
			type: 'lead.unmerged',
			decision,
			payload,
		});
		yield* recordEvents(context, [
			about(survivor, { changes, restoredId: lead.id, conflicts }),
			about(lead, { unmergedFrom: survivor.id }),
		]);
		const [shownLead, shownSurvivor] = yield* presentLeads(context, [lead, survivor]);
		return {
			mergeId: merge.id,
			lead: { ...shownLead, decision },
			survivor: shownSurvivor,
			moved: countMoved([undone.returned.get(lead.id)?.moved ?? {}]),
			conflicts,
			alreadyUndone: false,
			decision,
		};
	};
}

function rowOf(rows: ReadonlyMap<string, LeadRow>, id: string): LeadRow {
	const row = rows.get(id);
	if (row) return row;
	throw noSuchLead();
}

/** Undoes the merges from the last one on, and does them again without the lead that is to be back. */
function* carryOut(
	context: StoreContext,
	groups: readonly StoredGroup[],
	held: ReadonlyMap<string, LeadRow>,
	merge: RowOf<'merges'>,
): Step<{ rows: Map<string, LeadRow>; undone: UndoneGroup }> {
	const rows = new Map(held);
	const undone: UndoneGroup[] = [];
	for (const group of groups) {
		const one = yield* undoGroup(context, group, rows);
		for (const row of [one.survivor, ...one.losers.values()]) rows.set(row.id, row);
		undone.push(one);
	}
	yield* updateMany({
		table: 'merges',
		key: ['workspace_id', 'id'],
		set: ['before', 'undone_at', 'undone_by'],
		rows: [[context.workspaceId, merge.id, null, context.now, actorName(context.actor)]],
	});
	// Whoever undoes one merge does not decide the others anew.
	const asBefore: StoreContext = { ...context, actor: systemActor };
	for (let index = groups.length - 1; index >= 0; index -= 1) {
		const { entries, shared, survivorId } = groups[index];
		const remaining = entries.filter(({ loserId }) => loserId !== merge.loser_id);
		if (remaining.length === 0) continue;
		const those = [survivorId, ...remaining.map(({ loserId }) => loserId)];
		const members = those.map((id) => rowOf(rows, id));
		const frozen = new Set(undone[index].kept.keys());
		const merged = yield* mergeGroup(asBefore, {
			rows: members,
			survivorship: yield* decideSurvivorship(asBefore, members, shared.rules, frozen),
			rules: shared.rules,
			entries: new Map(remaining.map((entry) => [entry.loserId, entry])),
		});
		for (const row of [merged.survivor, ...merged.losers]) rows.set(row.id, row);
	}
	return { rows, undone: undone[undone.length - 1] };
}

/** What could not be taken back, as far as it is about this lead. */
function* conflictsOf(
	context: StoreContext,
	leadId: string,
	{ kept, returned }: UndoneGroup,
): Step<UnmergeConflict[]> {
	const conflicts: UnmergeConflict[] = [];
	for (const [field, from] of kept) {
		if (from === undefined || from === leadId) conflicts.push({ reason: 'changedSince', field });
	}
	const { identities = [], ...missing } = returned.get(leadId)?.missing ?? {};
	const keys = identities.map(([kind, key]) => ({ kind, key }));
	const holders = yield* findIdentities(context, keys);
	const leads = new Map(
		(yield* readLeads(
			context,
			holders.map(({ entity_id }) => entity_id),
		)).map((row) => [row.id, row]),
	);
	for (const { kind, key } of keys) {
		const holder = holders.find((one) => one.kind === kind && one.key === key);
		const row = leads.get(holder?.entity_id ?? '');
		conflicts.push({
			reason: holder ? 'keyTaken' : 'rowGone',
			key: plainKind(kind),
			...(row && canSee(context.actor, row) ? { heldBy: row.id } : {}),
		});
	}
	for (const [table, rows] of Object.entries(missing)) {
		if (rows.length > 0) conflicts.push({ reason: 'rowGone', table, count: rows.length });
	}
	return conflicts;
}

const conflictTexts: Readonly<Record<UnmergeConflict['reason'], (one: UnmergeConflict) => string>> =
	{
		changedSince: ({ field }) =>
			`'${field}' was changed after the merge and stays with the other lead`,
		keyTaken: ({ key }) => `Somebody else is recognised by the ${key} now and keeps it`,
		rowGone: ({ key, table, count = 1 }) =>
			`${count} of ${key ?? table} is no longer where the merge put it and stays where it is`,
	};

function decisionOf(
	conflicts: readonly UnmergeConflict[],
	different: boolean,
	node: string,
): Decision {
	const reasons = [{ code: 'unmerged', text: 'A merge was undone' }];
	if (different) {
		reasons.push({ code: 'different', text: 'The two leads are never to be joined again by rule' });
	}
	return {
		node,
		outcome: 'unmerged',
		reasons: [
			...reasons,
			...conflicts.map((conflict) => ({
				code: conflict.reason,
				text: conflictTexts[conflict.reason](conflict),
				...(conflict.field ? { field: conflict.field } : {}),
			})),
		],
	};
}

function* alreadyUndone(
	context: StoreContext,
	merge: RowOf<'merges'>,
	node: string,
): Step<UnmergeResult> {
	const lead = yield* requireLeadRow(context, merge.loser_id, { evenDeleted: true });
	const survivor = yield* requireLeadRow(context, merge.survivor_id, { evenDeleted: true });
	const text = 'This merge had been undone before; nothing was written';
	const decision = { node, outcome: 'alreadyUndone', reasons: [{ code: 'alreadyUndone', text }] };
	const [shownLead, shownSurvivor] = yield* presentLeads(context, [lead, survivor]);
	return {
		mergeId: merge.id,
		lead: { ...shownLead, decision },
		survivor: shownSurvivor,
		moved: {},
		conflicts: [],
		alreadyUndone: true,
		decision,
	};
}
