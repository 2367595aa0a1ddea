import type { Activity } from '../../../leads/model/activity';
import type { Task } from '../../../leads/model/task';
import type { StoreEvent } from '../../../leads/store/eventLog';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { memberRecords, teamRecords } from '../../../leads/store/records/colleagueRecords';
import { findRecords } from '../../../leads/store/records/findRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import type { LeadStore } from '../../../leads/store/store';

/** What a page shows of each kind; older ones stay in the store. */
const MOST_RECORDS = 200;

/** What happened with a lead by the hands of people, newest first. */
export async function activitiesOf(store: LeadStore, leadId: string): Promise<Activity[]> {
	const about = { entityType: 'lead', entityId: leadId } as const;
	const found = await store.read(findRecords(activityRecords, { about, limit: MOST_RECORDS }));
	return found.entries;
}

/** What is to be done with a lead, newest first. */
export async function tasksOf(store: LeadStore, leadId: string): Promise<Task[]> {
	const about = { entityType: 'lead', entityId: leadId } as const;
	const found = await store.read(findRecords(taskRecords, { about, limit: MOST_RECORDS }));
	return found.entries;
}

function idsIn(events: readonly StoreEvent[], field: string): string[] {
	const values = events.flatMap(({ changes }) => changes?.[field] ?? []);
	return [...new Set(values.filter((value) => typeof value === 'string'))];
}

/** Names of the members and teams that changes speak of by id. */
export async function namesIn(
	store: LeadStore,
	events: readonly StoreEvent[],
): Promise<Map<string, string>> {
	const named = async (definition: typeof memberRecords | typeof teamRecords, ids: string[]) => {
		if (ids.length === 0) return [];
		const conditions = [{ field: 'id', operator: 'in', value: ids }] as const;
		const found = await store.read(
			findRecords<{ id: string; name: string }>(definition, { conditions, limit: ids.length }),
		);
		return found.entries;
	};
	const found = [
		...(await named(memberRecords, idsIn(events, 'ownerId'))),
		...(await named(teamRecords, idsIn(events, 'teamId'))),
	];
	return new Map(found.map(({ id, name }) => [id, name]));
}

/**
 * Adds a note to a lead unless this showing of the page has added one already.
 *
 * @param nonce names the showing
 * @returns whether it was added now
 */
export async function addNoteOnce(
	store: LeadStore,
	leadId: string,
	note: string,
	nonce: string,
): Promise<boolean> {
	// The store keeps an activity with the same id of its own once.
	const externalId = nonce === '' ? null : `desk:${leadId}:${nonce.slice(0, 100)}`;
	const input = { leadId, type: 'note', body: note, externalId } as const;
	const { repeated } = await store.run(createRecord(activityRecords, input));
	return !repeated;
}
