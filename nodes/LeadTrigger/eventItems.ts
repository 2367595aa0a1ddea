import { jsonParse, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { Lead } from '../../leads/model/lead';
import type { Task } from '../../leads/model/task';
import type { StoreEvent } from '../../leads/store/eventLog';
import type { LeadStore } from '../../leads/store/store';
import type { TriggerSettings } from './settings';
import { isChosen } from './eventChoices';

/** What an event is about, as it is now: a lead, a task and its lead, or a pair of leads. */
interface Subject {
	lead?: Lead;
	task?: Task;
	/** Of a review pair, as far as they can be seen. */
	pair?: Lead[];
}

async function tasksOf(
	store: LeadStore,
	events: readonly StoreEvent[],
): Promise<Map<string, Task>> {
	const [{ getRecord }, { taskRecords }] = await Promise.all([
		import('../../leads/store/records/getRecord'),
		import('../../leads/store/records/taskRecords'),
	]);
	const ids = new Set(
		events.filter(({ entityType }) => entityType === 'task').map(({ entityId }) => entityId),
	);
	const tasks = new Map<string, Task>();
	for (const id of ids) {
		// A task that is gone or out of sight leaves its event alone.
		const task = await store.read(getRecord(taskRecords, id)).catch(() => undefined);
		if (task) tasks.set(id, task);
	}
	return tasks;
}

function leadPasses(lead: Lead, { statuses, sources, includeTest }: TriggerSettings): boolean {
	if (lead.test && !includeTest) return false;
	if (statuses.length > 0 && !statuses.includes(lead.status)) return false;
	return sources.length === 0 || sources.includes((lead.source ?? '').toLowerCase());
}

/** A pair passes where one of its leads does. */
function passes({ lead, pair = [] }: Subject, settings: TriggerSettings): boolean {
	const leads = lead ? [lead] : pair;
	if (leads.length > 0) return leads.some((one) => leadPasses(one, settings));
	return settings.statuses.length === 0 && settings.sources.length === 0;
}

function itemOf(event: StoreEvent, { lead, task, pair }: Subject): INodeExecutionData {
	const json = {
		...(lead ?? { id: event.entityId }),
		...(task ? { task } : {}),
		...(pair ? { leads: pair } : {}),
		event,
	};
	return { json: jsonParse<IDataObject>(JSON.stringify(json)) };
}

/** Ids of the two leads of a review pair that an event is about. */
function pairIds({ entityType, payload }: StoreEvent): string[] {
	if (entityType !== 'reviewPair') return [];
	return [payload?.leftId, payload?.rightId].filter((id) => typeof id === 'string');
}

/** The items of events that were chosen and pass the filters: the lead as it is now, and what happened to it. */
export async function eventItems(
	store: LeadStore,
	events: readonly StoreEvent[],
	settings: TriggerSettings,
): Promise<INodeExecutionData[]> {
	const chosen = events.filter((event) => isChosen(event, settings.events));
	if (chosen.length === 0) return [];
	const { leadsById } = await import('../../leads/store/leads/leadsById');
	const tasks = await tasksOf(store, chosen);
	const leadIdOf = (event: StoreEvent) =>
		event.entityType === 'lead' ? event.entityId : tasks.get(event.entityId)?.leadId;
	const leads = await store.read(
		leadsById(chosen.flatMap((event) => leadIdOf(event) ?? pairIds(event))),
	);
	return chosen.flatMap((event) => {
		const lead = leads.get(leadIdOf(event) ?? '');
		const task = tasks.get(event.entityId);
		const pair = pairIds(event).flatMap((id) => leads.get(id) ?? []);
		const subject: Subject = {
			...(lead ? { lead } : {}),
			...(task ? { task } : {}),
			...(pair.length > 0 ? { pair } : {}),
		};
		return passes(subject, settings) ? [itemOf(event, subject)] : [];
	});
}
