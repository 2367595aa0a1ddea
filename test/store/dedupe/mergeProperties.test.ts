import fc from 'fast-check';
import { mergeLeads, previewMerge } from '../../../leads/dedupe/merge/mergeLeads';
import {
	masterRules,
	type FieldRule,
	type MergeRequest,
} from '../../../leads/dedupe/merge/mergeRequest';
import { unmergeLead } from '../../../leads/dedupe/merge/unmergeLead';
import { without } from '../../../leads/model/without';
import { getLead } from '../../../leads/store/leads/getLead';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { contradictions, rowsOf } from '../leads/integrity';
import { seededRandom, shuffled } from '../leads/people';
import { makeWorld, mergeWorlds, stateOf } from './mergeWorld';

const node = 'Lead Dedupe';

interface MergeStep {
	picks: number[];
	masterRule: MergeRequest['masterRule'];
	fieldRules: Record<string, FieldRule>;
	choice: boolean;
}

const rule = fc.constantFrom<FieldRule>('master', 'newest', 'oldest', 'longest', 'concat', 'union');

const mergeSteps = fc.array(
	fc.record<MergeStep>({
		picks: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 2, maxLength: 4 }),
		masterRule: fc.constantFrom(...masterRules),
		fieldRules: fc.dictionary(
			fc.constantFrom('company', 'title', 'description', 'custom.size'),
			rule,
			{ maxKeys: 2 },
		),
		choice: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 4 },
);

function requestOf(step: MergeStep, ids: readonly string[]): MergeRequest {
	const picked = [...new Set(step.picks.map((pick) => ids[pick % ids.length]))];
	return {
		ids: picked,
		masterRule: step.masterRule,
		fieldRules: step.fieldRules,
		...(step.masterRule === 'manual' ? { masterId: picked[0] } : {}),
		...(step.choice ? { fieldChoices: { title: picked[picked.length - 1] } } : {}),
	};
}

const conserved = [
	'identities',
	'activities',
	'tasks',
	'consents',
	'suppressions',
	'source_records',
	'contacts',
	'deals',
	'assignments',
] as const;

async function counts(store: LeadStore): Promise<Record<string, number>> {
	const result: Record<string, number> = {};
	for (const table of conserved) result[table] = (await rowsOf(store, table)).length;
	return result;
}

/** Whether each purpose and channel was ever refused by anybody, and all suppressions. */
async function refusals(store: LeadStore): Promise<string[]> {
	const refused = (await rowsOf(store, 'consents')).filter(({ granted }) => granted === 0);
	const optedOut = (await rowsOf(store, 'suppressions')).map(({ key_hash }) => String(key_hash));
	return [...refused.map(({ id }) => String(id)), ...optedOut].sort();
}

describe.each(storeEngines(['pgbouncer', 'serializable']))(
	'merging and undoing on $name',
	(engine) => {
		const fresh = freshStores(engine);
		const numRuns = engine.name === 'sqlite' ? 40 : 8;

		it('restores every row when merges are undone, the last first', async () => {
			await fc.assert(
				fc.asyncProperty(mergeWorlds, mergeSteps, async (world, steps) => {
					const { store, clock } = await fresh();
					const ids = await makeWorld(store, clock, world);
					const before: Array<{ mergeIds: string[]; state: unknown }> = [];
					const kept = await counts(store);
					const refused = await refusals(store);
					for (const step of steps) {
						const request = requestOf(step, ids);
						if (request.ids.length < 2) continue;
						clock.now += 60_000;
						const state = await stateOf(store);
						const { mergeIds, alreadyMerged } = await store.run(mergeLeads(request, node));
						expect(alreadyMerged).toBe(mergeIds.length === 0);
						before.push({ mergeIds, state });
						expect(await counts(store)).toEqual(kept);
						expect(await refusals(store)).toEqual(refused);
						expect(await contradictions(store)).toEqual([]);
						for (const id of ids) await store.read(getLead(id));
					}
					for (const { mergeIds, state } of before.reverse()) {
						clock.now += 60_000;
						for (const mergeId of mergeIds.reverse()) {
							const { conflicts } = await store.run(unmergeLead({ mergeId }, node));
							expect(conflicts).toEqual([]);
						}
						expect(await stateOf(store)).toEqual(state);
					}
					expect(await contradictions(store)).toEqual([]);
				}),
				{ numRuns, seed: 20260401 },
			);
		});

		it('restores every row when merges are undone in any order', async () => {
			await fc.assert(
				fc.asyncProperty(mergeWorlds, mergeSteps, fc.nat(), async (world, steps, seed) => {
					const { store, clock } = await fresh();
					const ids = await makeWorld(store, clock, world);
					const state = await stateOf(store);
					const kept = await counts(store);
					const merged: string[] = [];
					for (const step of steps) {
						const request = requestOf(step, ids);
						if (request.ids.length < 2) continue;
						clock.now += 60_000;
						merged.push(...(await store.run(mergeLeads(request, node))).mergedIds);
					}
					for (const leadId of shuffled(merged, seededRandom(seed))) {
						clock.now += 60_000;
						await store.run(unmergeLead({ leadId }, node));
						expect(await counts(store)).toEqual(kept);
						expect(await contradictions(store)).toEqual([]);
						for (const id of ids) await store.read(getLead(id));
					}
					expect(await stateOf(store)).toEqual(state);
				}),
				{ numRuns, seed: 20260402 },
			);
		});

		it('does what the preview says, whatever the order of the ids, and does it once', async () => {
			await fc.assert(
				fc.asyncProperty(mergeWorlds, mergeSteps, fc.nat(), async (world, steps, seed) => {
					const { store, clock } = await fresh();
					const ids = await makeWorld(store, clock, world);
					for (const step of steps) {
						const request = requestOf(step, ids);
						if (request.ids.length < 2) continue;
						clock.now += 60_000;
						const other = { ...request, ids: shuffled(request.ids, seededRandom(seed)) };
						const preview = await store.read(previewMerge(request, node));
						expect(await store.read(previewMerge(other, node))).toEqual(preview);
						const { mergeIds, ...result } = await store.run(mergeLeads(other, node));
						const essence = ({ lead, ...rest }: typeof preview) => ({
							...rest,
							lead: without(lead, 'version', 'updatedAt'),
						});
						expect(essence(result)).toEqual(essence(preview));
						const after = await stateOf(store);
						const again = await store.run(mergeLeads(request, node));
						expect(again).toMatchObject({ alreadyMerged: true, mergeIds: [], mergedIds: [] });
						expect(await stateOf(store)).toEqual(after);
						expect(again.lead.id).toBe(result.lead.id);
						expect(mergeIds).toHaveLength(result.mergedIds.length);
					}
				}),
				{ numRuns, seed: 20260403 },
			);
		});
	},
);
