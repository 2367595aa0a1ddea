import { jsonText } from '../../../store/fragments';
import type { StoreContext } from '../../../store/context';
import { recordsMovedIn } from '../../../store/leads/mergeTraces';
import { lockLeads, readLeads } from '../../../store/leads/lockLeads';
import type { LeadRow } from '../../../store/leads/leadRow';
import { canSee } from '../../../store/permissions';
import { q, type Step } from '../../../store/step';
import { changesSince, importedRecords, type Change, type ImportedRecord } from './history';
import { restoreLead, type RestoredLead } from './restoreLead';

/** Why something that an import did stays as it is. */
export type LeftReason =
	/** A lead that the import made was worked on since. */
	| 'changedSince'
	/** Fields that the import filled were changed since; the others went back. */
	| 'partlyChanged'
	| 'inBin'
	/** It was done to a lead that was merged into this one. */
	| 'merged'
	| 'converted'
	/** It belongs to somebody whose leads the actor may not see. */
	| 'notYours'
	/** A capture in quarantine became a lead. */
	| 'approved';

export interface LeftAlone {
	/** Absent where the actor may not see it. */
	leadId?: string;
	reason: LeftReason;
	fields?: string[];
}

/** What undoing means for some records that an import touched. */
export interface UndoPlan {
	/** The import's rows that are taken back. */
	records: ImportedRecord[];
	bin: LeadRow[];
	restore: Array<RestoredLead & { before: LeadRow; ours: ImportedRecord[]; metSince: boolean }>;
	contacts: Array<{ id: string; ours: ImportedRecord[] }>;
	/** Captures in quarantine that are dropped. */
	quarantined: string[];
	/** The enquiries of the rows that are taken back. */
	activityIds: string[];
	left: LeftAlone[];
}

interface ActivityRow {
	id: string;
	entityId: string;
	sourceRecordId: string | null;
	version: number;
}

/** Decides what undoing does to these records. Holds their leads against rivals where it is to be done. */
export function* planUndo(
	context: StoreContext,
	importId: string,
	entityIds: readonly string[],
	lock: boolean,
): Step<UndoPlan> {
	const records = yield* importedRecords(context, importId, entityIds);
	const of = (type: string) => records.filter(({ entityType }) => entityType === type);
	const leadIds = [...new Set(of('lead').map(({ entityId }) => entityId))];
	const leads = lock ? yield* lockLeads(context, leadIds) : yield* readLeads(context, leadIds);
	const history = yield* changesSince(context, importId, leadIds);
	const activities = yield* activitiesOf(context, entityIds);
	const linked = yield* linkedLeads(context, leadIds);
	const plan: UndoPlan = {
		records: [],
		bin: [],
		restore: [],
		contacts: [],
		quarantined: [],
		activityIds: [],
		left: [],
	};
	const movedIn = yield* recordsMovedIn(context, leadIds);
	for (const lead of leads) {
		const all = records.filter(({ entityId }) => entityId === lead.id);
		const ours = all.filter(({ id }) => !movedIn.has(id));
		if (ours.length < all.length) {
			const leadId = canSee(context.actor, lead) ? { leadId: lead.id } : {};
			plan.left.push({ ...leadId, reason: 'merged' });
		}
		if (ours.length === 0) continue;
		planLead(context, plan, {
			lead,
			ours,
			history: history.get(lead.id) ?? [],
			isUsed: linked.has(lead.id) || isTalkedTo(lead.id, ours, activities),
		});
	}
	for (const id of new Set(of('contact').map(({ entityId }) => entityId))) {
		const ours = records.filter(({ entityId }) => entityId === id);
		plan.contacts.push({ id, ours });
		plan.records.push(...ours);
	}
	yield* planQuarantined(context, plan, of('quarantine'));
	const taken = new Set(plan.records.map(({ id }) => id));
	plan.activityIds = activities
		.filter(({ sourceRecordId, version }) => version === 1 && taken.has(sourceRecordId ?? ''))
		.map(({ id }) => id);
	return plan;
}

interface LeadCase {
	lead: LeadRow;
	ours: ImportedRecord[];
	history: readonly Change[];
	/** Whether there are activities, tasks or deals that are not the import's. */
	isUsed: boolean;
}

function planLead(context: StoreContext, plan: UndoPlan, one: LeadCase): void {
	const { lead, ours, history, isUsed } = one;
	const isVisible = canSee(context.actor, lead);
	const leave = (reason: LeftReason, fields?: string[]) =>
		plan.left.push({
			...(isVisible ? { leadId: lead.id } : {}),
			reason,
			...(fields ? { fields } : {}),
		});
	const made = ours.some(({ outcome }) => outcome === 'created');
	if (lead.merged_into !== null) leave('merged');
	else if (lead.deleted_at !== null) leave('inBin');
	else if (lead.converted_at !== null || lead.contact_id !== null) leave('converted');
	else if (made) {
		if (!isVisible) leave('notYours');
		else if (isUsed || history.some((change) => !change.ours)) leave('changedSince');
		else {
			plan.bin.push(lead);
			plan.records.push(...ours);
		}
	} else {
		const restored = restoreLead(lead, history, ours);
		const lastOfOurs = history.findLastIndex((change) => change.ours);
		const metSince = history
			.slice(lastOfOurs + 1)
			.some(({ sourceRecordId }) => sourceRecordId !== undefined);
		plan.restore.push({ ...restored, before: lead, ours, metSince });
		plan.records.push(...ours);
		if (restored.kept.length > 0) leave('partlyChanged', restored.kept);
	}
}

function isTalkedTo(
	leadId: string,
	ours: readonly ImportedRecord[],
	activities: readonly ActivityRow[],
): boolean {
	return activities.some(
		({ entityId, sourceRecordId, version }) =>
			entityId === leadId && (version > 1 || !ours.some(({ id }) => id === sourceRecordId)),
	);
}

function* activitiesOf(context: StoreContext, entityIds: readonly string[]): Step<ActivityRow[]> {
	if (entityIds.length === 0) return [];
	const { db, dialect, workspaceId } = context;
	return yield* q(
		db
			.selectFrom('activities')
			.select(['id', 'entity_id as entityId', 'version'])
			.select(jsonText(dialect, 'data', 'sourceRecordId').as('sourceRecordId'))
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', entityIds)
			.where('deleted_at', 'is', null),
	);
}

/** Leads that a task, a deal or a contact belongs to. */
function* linkedLeads(context: StoreContext, leadIds: readonly string[]): Step<Set<string>> {
	if (leadIds.length === 0) return new Set();
	const { db, workspaceId } = context;
	const tasks = yield* q(
		db
			.selectFrom('tasks')
			.select('entity_id as id')
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', leadIds)
			.where('deleted_at', 'is', null),
	);
	const linked = tasks.map(({ id }) => id);
	for (const table of ['deals', 'contacts'] as const) {
		const rows = yield* q(
			db
				.selectFrom(table)
				.select('lead_id as id')
				.where('workspace_id', '=', workspaceId)
				.where('lead_id', 'in', leadIds)
				.where('deleted_at', 'is', null),
		);
		linked.push(...rows.map(({ id }) => id));
	}
	return new Set(linked.filter((id) => id !== null));
}

function* planQuarantined(
	context: StoreContext,
	plan: UndoPlan,
	records: readonly ImportedRecord[],
): Step<void> {
	if (records.length === 0) return;
	const rows = yield* q(
		context.db
			.selectFrom('quarantine')
			.select(['id', 'state', 'lead_id'])
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'id',
				'in',
				records.map(({ entityId }) => entityId),
			),
	);
	for (const { id, state, lead_id } of rows) {
		if (state === 'approved') {
			plan.left.push({ ...(lead_id ? { leadId: lead_id } : {}), reason: 'approved' });
			continue;
		}
		if (state === 'open') plan.quarantined.push(id);
		plan.records.push(...records.filter(({ entityId }) => entityId === id));
	}
}
