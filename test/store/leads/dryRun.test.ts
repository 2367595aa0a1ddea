import { without } from '../../../leads/model/without';
import { captureLeads } from '../../../leads/capture/capture';
import type { CaptureOptions } from '../../../leads/capture/options';
import type { CaptureResult } from '../../../leads/capture/result';
import type { CapturedLead } from '../../../leads/model/lead';
import { deleteLead } from '../../../leads/store/leads/deleteLeads';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { captured, captureOne, leadOf } from './captured';
import { rowCounts } from './integrity';
import { person, retyped, seededRandom } from './people';

/** What was decided. */
function verdictOf({ outcome, repeated, problems, decision }: CaptureResult): unknown {
	return { outcome, repeated, problems, decision };
}

/**
 * The leads as they are in the end, by the last result that tells of each: an earlier one shows its lead
 * after the transaction that it was part of. Without the ids of what a dry run never made, and without
 * the version, which counts transactions.
 */
function leadsInTheEnd(done: readonly CaptureResult[], results: readonly CaptureResult[]): unknown {
	const last = new Map(done.map(({ lead }, index) => [lead?.id, index]));
	return [...last.values()].map((index) => {
		const { lead } = results[index];
		return lead && without(lead, 'id', 'version');
	});
}

/** A store with a history: leads, one in the bin, a shared key. */
async function withHistory(store: LeadStore): Promise<void> {
	const random = seededRandom(5);
	for (let index = 0; index < 6; index += 1)
		await captureLeads(store, [retyped(person(index), random)]);
	const binned = await leadOf(store, { name: '王伟', email: 'binned@example.com' });
	await store.run(deleteLead(binned.id, 'Test'));
	await captureOne(store, { name: '王伟', email: 'shared@example.com' });
	await captureOne(store, { name: '李娜', email: 'shared@example.com' });
	await captureOne(store, { name: 'Old', email: 'old@example.com' }, {}, { externalId: 'old' });
}

function manyLeads(): CapturedLead[] {
	const random = seededRandom(9);
	const leads = Array.from({ length: 230 }, () =>
		retyped(person(Math.floor(random() * 90)), random),
	);
	leads[3] = captured({ name: '王伟', email: 'binned@example.com' });
	leads[220] = captured({ name: '王伟', email: 'binned@example.com', title: 'Back again' });
	leads[4] = captured({ name: '王伟', email: 'shared@example.com' });
	leads[5] = captured({ city: 'nobody' });
	leads[6] = captured({ name: 'Spam' }, { spamSignals: ['honeypot'] });
	leads[221] = leads[6];
	leads[222] = leads[0];
	leads[1] = leads[0];
	leads[7] = captured({ name: 'Old', email: 'old@example.com' }, { externalId: 'old' });
	leads[223] = captured({ name: '赵六', email: person(0).email });
	leads[224] = captured({ name: '张三', email: person(0).email, mobile: person(1).mobile });
	return leads;
}

describe.each(storeEngines())('a dry run on $name', (engine) => {
	const fresh = freshStores(engine);

	it.each(['fillBlanks', 'overwrite', 'attachActivity', 'createAnyway', 'reject'] as const)(
		'writes nothing and decides as the run itself will (%s)',
		async (onDuplicate) => {
			const { store } = await fresh();
			await withHistory(store);
			const options: Partial<CaptureOptions> = { onDuplicate };
			const leads = manyLeads();
			const before = await rowCounts(store);
			const rehearsed = await captureLeads(store, leads, { ...options, dryRun: true });
			expect(await rowCounts(store)).toEqual(before);
			const done = await captureLeads(store, leads, options);
			expect(rehearsed.map(verdictOf)).toEqual(done.map(verdictOf));
			expect(leadsInTheEnd(done, rehearsed)).toEqual(leadsInTheEnd(done, done));
			expect(rehearsed.every(({ quarantineId }) => quarantineId === undefined)).toBe(true);
			expect(new Set(rehearsed.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(3);
		},
	);
});
