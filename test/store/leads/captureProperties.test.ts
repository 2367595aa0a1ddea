import { without } from '../../../leads/model/without';
import fc from 'fast-check';
import { captureLeads } from '../../../leads/capture/capture';
import type { OnDuplicate } from '../../../leads/capture/options';
import type { CapturedLead, LeadFieldValues } from '../../../leads/model/lead';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { captured, captureEach } from './captured';
import { contradictions, rowsOf } from './integrity';
import { person, retyped, seededRandom, shuffled } from './people';

const sqlite = storeEngines().filter(({ name }) => name === 'sqlite');

/** Few names and few keys, so that people meet, collide and share. */
const fields = fc.record<LeadFieldValues>(
	{
		name: fc.constantFrom('王伟', 'Wei Wang', '李娜', '小可爱', 'Anna Weber', 'B. Weber'),
		mobile: fc.constantFrom('13900000001', '+86 139 0000 0002', '13900000003', '139 0000 0001'),
		phone: fc.constantFrom('13900000002', '021-58888888'),
		email: fc.constantFrom('a@example.com', 'A@Example.com', 'b@example.com', 'info@example.com'),
		wecomExternalUserId: fc.constantFrom('wmAAAAAAAAAA', 'wmBBBBBBBBBB'),
		company: fc.constantFrom('甲公司', 'B GmbH'),
		title: fc.constantFrom('Boss', 'Buyer'),
		status: fc.constantFrom('new', 'working', 'junk'),
		source: fc.constantFrom('Fair', 'Web'),
	},
	{ requiredKeys: [] },
);

const captures = fc.array(
	fc.record({
		fields,
		custom: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue({ maxDepth: 2 }), {
			maxKeys: 2,
		}),
		tags: fc.subarray(['x', 'y']),
		test: fc.boolean(),
		repeatOf: fc.option(fc.nat(), { freq: 6 }),
	}),
	{ minLength: 1, maxLength: 25 },
);

/** What a store has come to, in terms of the order in which leads were made. */
async function stateOf(store: LeadStore): Promise<unknown> {
	const leads = (await rowsOf(store, 'leads')).sort((a, b) =>
		String(a.id) < String(b.id) ? -1 : 1,
	);
	const place = new Map(leads.map(({ id }, index) => [id, index]));
	const identities = (await rowsOf(store, 'identities')).map(
		({ kind, key, entity_id, state, name_evidence }) =>
			[kind, key, place.get(entity_id), state, name_evidence].join(' '),
	);
	const pairs = (await rowsOf(store, 'review_pairs')).map(({ kind, left_id, right_id }) =>
		[kind, place.get(left_id), place.get(right_id)].join(' '),
	);
	return {
		leads: leads.map((row) => ({
			...without(row, 'id', 'version', 'workspace_id'),
			created_at: 0,
			updated_at: 0,
			last_activity_at: 0,
			extra: JSON.stringify(row.extra).replace(/"at":"[^"]*"/g, ''),
		})),
		identities: identities.sort(),
		pairs: pairs.sort(),
	};
}

describe.each(sqlite)('captures, whatever they are ($name)', (engine) => {
	const fresh = freshStores(engine);

	it('come to the same in one batch as one by one', async () => {
		const modes = fc.constantFrom<OnDuplicate>(
			'fillBlanks',
			'overwrite',
			'attachActivity',
			'createAnyway',
			'reject',
		);
		await fc.assert(
			fc.asyncProperty(captures, modes, async (made, onDuplicate) => {
				const leads: CapturedLead[] = [];
				for (const { repeatOf, fields: given, ...more } of made) {
					leads.push(
						repeatOf === null || leads.length === 0
							? captured(given, more)
							: leads[repeatOf % leads.length],
					);
				}
				const together = await fresh();
				const apart = await fresh();
				const batch = await captureLeads(together.store, leads, { onDuplicate });
				const single = await captureEach(apart.store, leads, { onDuplicate });
				expect(batch).toHaveLength(leads.length);
				const gist = (results: typeof batch) => {
					const ids = [...new Set(results.flatMap(({ lead }) => lead?.id ?? []))].sort();
					return results.map(({ outcome, repeated, problems, decision, lead }) => ({
						outcome,
						repeated,
						problems,
						decision,
						lead: lead && ids.indexOf(lead.id),
					}));
				};
				expect(gist(batch)).toEqual(gist(single));
				expect(await stateOf(together.store)).toEqual(await stateOf(apart.store));
				expect(await contradictions(together.store)).toEqual([]);
				const traces = await rowsOf(together.store, 'source_records');
				expect(traces).toHaveLength(batch.filter(({ repeated }) => !repeated).length);
			}),
			{ numRuns: 60 },
		);
	});

	it('make one lead of each person, in whatever order and however often they come', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 120 }),
				fc.integer({ min: 0, max: 120 }),
				fc.integer(),
				async (people, again, seed) => {
					const random = seededRandom(seed);
					const everybody = Array.from({ length: people }, (_, index) =>
						retyped(person(index), random),
					);
					const twice = Array.from({ length: again }, () =>
						retyped(person(Math.floor(random() * people)), random),
					);
					const { store } = await fresh();
					const results = await captureLeads(store, shuffled([...everybody, ...twice], random));
					expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(people);
					expect(new Set(results.map(({ lead }) => lead?.id)).size).toBe(people);
					expect(await rowsOf(store, 'leads')).toHaveLength(people);
					expect(await contradictions(store)).toEqual([]);
				},
			),
			{ numRuns: 15 },
		);
	});
});
