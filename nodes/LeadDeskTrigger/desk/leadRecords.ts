import type { Activity } from '../../../leads/model/activity';
import type { Task } from '../../../leads/model/task';
import type { StoreEvent } from '../../../leads/store/eventLog';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { memberRecords, teamRecords } from '../../../leads/store/records/colleagueRecords';
import { findRecords } from '../../../leads/store/records/findRecords';
import { poolRecords } from '../../../leads/store/records/poolRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import type { LeadStore } from '../../../leads/store/store';
import { timelineOf } from '../../../leads/store/timeline';

/** What a page shows of the past; older things stay in the store. */
const MOST_ENTRIES = 500;

export interface LeadStory {
	events: StoreEvent[];
	activities: Activity[];
	tasks: Task[];
}

/** What happened with a lead and with those that were merged into it, and what is to be done. */
export async function storyOf(store: LeadStore, leadId: string): Promise<LeadStory> {
	const entries = await store.read(timelineOf('lead', leadId, MOST_ENTRIES));
	return {
		events: entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : [])),
		activities: entries.flatMap((entry) => (entry.kind === 'activity' ? [entry.activity] : [])),
		tasks: entries.flatMap((entry) => (entry.kind === 'task' ? [entry.task] : [])),
	};
}

function idsIn(events: readonly StoreEvent[], field: string): string[] {
	const values = events.flatMap(({ changes }) => changes?.[field] ?? []);
	return [...new Set(values.filter((value) => typeof value === 'string'))];
}

/** Names of the members, teams and pools that changes speak of by id. */
export async function namesIn(
	store: LeadStore,
	events: readonly StoreEvent[],
): Promise<Map<string, string>> {
	const named = async (
		definition: typeof memberRecords | typeof teamRecords | typeof poolRecords,
		ids: string[],
	) => {
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
		...(await named(poolRecords, idsIn(events, 'poolId'))),
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
