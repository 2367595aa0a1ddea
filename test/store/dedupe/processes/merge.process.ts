import { captureLeads } from '../../../../leads/capture/capture';
import { mergeLeads } from '../../../../leads/dedupe/merge/mergeLeads';
import { unmergeLead } from '../../../../leads/dedupe/merge/unmergeLead';
import { LeadflowError } from '../../../../leads/model/error';
import { updateLead } from '../../../../leads/store/leads/updateLead';
import { createRecord } from '../../../../leads/store/records/createRecord';
import { activityRecords } from '../../../../leads/store/records/activityRecords';
import { openStore } from '../../../../leads/store/store';
import { person, retyped, seededRandom, shuffled } from '../../leads/people';
import { inProcess } from '../../processes/inProcess';

export interface MergeRaceResult {
	captures: number;
	activities: number;
	merged: number;
	unmerged: number;
	/** What was refused, and with which code. */
	refused: Record<string, number>;
}

const node = 'Race';

/** Merges overlapping clusters and undoes merges, while it captures, edits and notes on the same leads. */
void inProcess(async ({ config, index = 0, ids, rounds }) => {
	const store = await openStore(config);
	const random = seededRandom(index + 1);
	const leadIds = ids as string[];
	const result: MergeRaceResult = {
		captures: 0,
		activities: 0,
		merged: 0,
		unmerged: 0,
		refused: {},
	};
	const pick = () => leadIds[Math.floor(random() * leadIds.length)];
	const attempt = async <T>(what: string, work: Promise<T>): Promise<T | undefined> =>
		await work.catch((error: unknown) => {
			if (!(error instanceof LeadflowError)) return Promise.reject(error);
			const refusal = `${what}: ${error.code}`;
			result.refused[refusal] = (result.refused[refusal] ?? 0) + 1;
			return undefined;
		});
	for (let round = 0; round < Number(rounds); round += 1) {
		const cluster = shuffled(leadIds, random).slice(0, 2 + Math.floor(random() * 3));
		const request = { ids: cluster, masterRule: random() < 0.5 ? 'oldest' : 'newest' } as const;
		const merged = await attempt('merge', store.run(mergeLeads(request, node)));
		result.merged += merged?.mergedIds.length ?? 0;
		const number = Math.floor(random() * leadIds.length);
		const [{ lead }] = await captureLeads(store, [retyped(person(number), random)], {
			similar: 'ignore',
		});
		if (lead) result.captures += 1;
		const edit = { fields: { title: `T${index}.${round}` } };
		await attempt('update', store.run(updateLead(pick(), edit, { node })));
		const note = { type: 'note', leadId: pick(), subject: `N${index}.${round}` } as const;
		if (await attempt('note', store.run(createRecord(activityRecords, note))))
			result.activities += 1;
		if (random() < 0.6) {
			const undone = await attempt('unmerge', store.run(unmergeLead({ leadId: pick() }, node)));
			if (undone && !undone.alreadyUndone) result.unmerged += 1;
		}
	}
	await store.close();
	return result;
});
