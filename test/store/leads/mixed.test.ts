import { sql } from 'kysely';
import { captureLeads } from '../../../leads/capture/capture';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { q } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { contradictions, rowsOf } from './integrity';
import { person, retyped, seededRandom } from './people';

const PEOPLE = 6;
const ROUNDS = 240;

/** Something that happens to one of few people: captured, changed, deleted, restored, erased. */
async function happen(store: LeadStore, random: () => number, erasing: boolean): Promise<unknown> {
	const who = () => person(Math.floor(random() * PEOPLE));
	const what = random();
	if (what < 0.45) {
		const batch = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
			retyped(who(), random),
		);
		// Keys of two people in one capture, so that pairs are opened and names contradict.
		if (random() < 0.3) batch[0].fields.email = who().email;
		return await captureLeads(store, batch, {
			onDuplicate: random() < 0.5 ? 'overwrite' : 'fillBlanks',
		});
	}
	const leads = await rowsOf(store, 'leads');
	const id = String(leads[Math.floor(random() * leads.length)]?.id ?? '');
	if (what < 0.75) {
		const { mobile, email } = who();
		const fields = random() < 0.5 ? { mobile } : { email, title: `T${random()}` };
		return await store.run(updateLead(id, { fields }, { node: 'Test' }));
	}
	if (what < 0.87) return await store.run(deleteLead(id, 'Test'));
	if (what < 0.97 || !erasing) return await store.run(restoreLead(id, 'Test'));
	return await store.run(eraseLead(id, 'Test'));
}

describe.each(storeEngines(['pgbouncer']))(
	'everything at once on $name',
	({ name, config: freshConfig }) => {
		it.each([
			['without', false],
			['with', true],
		])(
			'leaves a store that agrees with itself, %s erasing, and nobody waits in a circle',
			async (_how, erasing) => {
				const store = await openStore(await freshConfig());
				const random = seededRandom(2026);
				const ends: Array<PromiseSettledResult<unknown>> = [];
				for (let round = 0; round < ROUNDS; round += 24) {
					ends.push(
						...(await Promise.allSettled(
							Array.from({ length: 24 }, () => happen(store, random, erasing)),
						)),
					);
				}
				const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
				// A lead that is gone in the meantime is all that may be in the way.
				expect(failures.filter(({ code }) => code !== 'NOT_FOUND')).toEqual([]);
				expect(failures.length).toBeLessThan(ROUNDS / 2);
				expect(await contradictions(store)).toEqual([]);
				// To erase a person may free a key that several living people share.
				if (!erasing) expect(await twiceKept(store)).toEqual([]);
				if (name !== 'sqlite') {
					const query = sql<{
						deadlocks: number;
					}>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
					expect(await store.read((context) => q(query.compile(context.db)))).toEqual([
						{ deadlocks: 0 },
					]);
				}
				await store.close();
			},
		);
	},
);

/** Living leads with the same key that no chain of review pairs connects. */
async function twiceKept(store: LeadStore): Promise<string[]> {
	const living = (await rowsOf(store, 'leads')).filter(({ deleted_at }) => deleted_at === null);
	const groupOf = new Map<unknown, Set<unknown>>();
	for (const { left_id, right_id } of await rowsOf(store, 'review_pairs')) {
		const group = groupOf.get(left_id) ?? new Set([left_id]);
		for (const id of groupOf.get(right_id) ?? [right_id]) group.add(id);
		for (const id of group) groupOf.set(id, group);
	}
	const shared = new Set(
		(await rowsOf(store, 'identities'))
			.filter(({ state }) => state === 'shared')
			.map(({ key }) => key),
	);
	const found: string[] = [];
	for (const one of living) {
		for (const other of living) {
			if (String(one.id) >= String(other.id) || groupOf.get(one.id)?.has(other.id)) continue;
			for (const field of ['mobile', 'email'] as const) {
				const key = String(one[field]).toLowerCase();
				const same = one[field] && key === String(other[field]).toLowerCase();
				if (same && !shared.has(key)) found.push(field);
			}
		}
	}
	return found;
}
