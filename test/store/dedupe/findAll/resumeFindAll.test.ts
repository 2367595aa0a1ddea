import { join } from 'node:path';
import {
	findAllSummary,
	startFindAll,
	type FindAllRequest,
	type FindAllSummary,
} from '../../../../leads/dedupe/findAll/findAllJob';
import { Groups } from '../../../../leads/dedupe/findAll/groups';
import { runFindAll } from '../../../../leads/dedupe/findAll/runFindAll';
import { findReviewPairs } from '../../../../leads/dedupe/review/findReviewPairs';
import type { ReviewPairView } from '../../../../leads/dedupe/review/pairView';
import { getJob, type Job } from '../../../../leads/store/jobs';
import { survivorsOf } from '../../../../leads/store/leads/mergedIds';
import type { LeadStore } from '../../../../leads/store/store';
import { storeEngines } from '../../../environment/engines';
import { runProcesses, startProcess } from '../../../environment/process.mjs';
import { freshStores } from '../../freshStores';
import { rowsOf } from '../../leads/integrity';
import { generatedLeads, pairwise, type GeneratedLead } from '../generatedLeads';
import { plantLeads } from '../plantLeads';
import type { HangAt } from '../processes/findAll.process';

const script = join(__dirname, '..', 'processes', 'findAll.process.ts');
const request: FindAllRequest = { preset: 'leadflow', apply: 'merge', node: 'Lead Dedupe' };
const LEADS = 500;

/** Which leads ended as one, and which pairs wait, by the places of the leads. */
async function partition(store: LeadStore, ids: readonly string[]) {
	const survivors = await store.read((context) => survivorsOf(context, ids));
	const place = new Map(ids.map((id, index) => [id, index]));
	const placeOf = (id: string) => place.get(survivors.get(id) ?? id) ?? -1;
	const groups = new Map<number, number[]>();
	for (const [index, id] of ids.entries()) {
		groups.set(placeOf(id), [...(groups.get(placeOf(id)) ?? []), index]);
	}
	const pairs = (await waiting(store)).map(({ left, right }) =>
		[placeOf(left.id), placeOf(right.id)].sort(),
	);
	return {
		clusters: [...groups.values()].filter(({ length }) => length > 1),
		pairs: pairs.map(String).sort(),
	};
}

async function searchAgain(store: LeadStore, apply = request.apply): Promise<FindAllSummary> {
	const { id } = await store.run(startFindAll({ ...request, apply }));
	return findAllSummary(await runFindAll(store, id));
}

async function waiting(store: LeadStore): Promise<ReviewPairView[]> {
	return (await store.read(findReviewPairs({ limit: 1000 }))).entries;
}

describe.each(storeEngines(['pgbouncer', 'serializable']))(
	'a search for duplicates on $name',
	(engine) => {
		const fresh = freshStores(engine);
		let leads: GeneratedLead[];
		let expected: Awaited<ReturnType<typeof partition>>;

		beforeAll(async () => {
			leads = await generatedLeads(LEADS, 4);
			const { store } = await fresh();
			const ids = await planted(store);
			const job = await store.run(startFindAll(request));
			expect(await runFindAll(store, job.id)).toMatchObject({ state: 'done', done: LEADS });
			expected = await partition(store, ids);
		});

		async function planted(store: LeadStore): Promise<string[]> {
			return await plantLeads(
				store,
				leads.map(({ fields }) => fields),
			);
		}

		it('merges people rightly, and finds the rest for review', () => {
			const clusterOf = leads.map((_, index) => index);
			for (const cluster of expected.clusters)
				for (const row of cluster) clusterOf[row] = cluster[0];
			const people = leads.map(({ person }) => person);
			const merged = pairwise(people, clusterOf);
			expect(merged.precision).toBeGreaterThanOrEqual(0.99);
			expect(merged.recall).toBeGreaterThanOrEqual(0.85);
			const groups = new Groups(leads.length);
			for (const [row, first] of clusterOf.entries()) groups.join(first, row);
			for (const pair of expected.pairs) {
				const [left, right] = pair.split(',').map(Number);
				groups.join(left, right);
			}
			const looked = pairwise(
				people,
				leads.map((_, row) => groups.of(row)),
			);
			expect(looked.recall).toBeGreaterThanOrEqual(0.99);
		});

		it.each<[string, HangAt]>([
			['while it searched', 'search'],
			['while it wrote down what it found', { phase: 'search', chunk: 1 }],
			['while it merged', { phase: 'apply', chunk: 5 }],
		])('is finished by another process when its own was killed %s', async (_, hangAt) => {
			const { store, config } = await fresh();
			const ids = await planted(store);
			const { id } = await store.run(startFindAll(request));
			const victim = startProcess(script, { config, id, leaseMs: 1500, hangAt });
			expect(await victim.message()).toBe('hanging');
			victim.kill('SIGKILL');
			await victim.ended;
			expect(await store.read(getJob(id))).toMatchObject({ state: 'running' });
			const [ended] = (await runProcesses(script, [{ config, id, leaseMs: 60_000 }])) as Job[];
			expect(ended).toMatchObject({ state: 'done', done: LEADS });
			expect(await partition(store, ids)).toEqual(expected);
			const merges = await rowsOf(store, 'merges');
			expect(new Set(merges.map(({ loser_id }) => loser_id)).size).toBe(merges.length);
			expect(findAllSummary(ended).merged).toBe(merges.length);
			const pairs = await rowsOf(store, 'review_pairs');
			const couples = pairs.map(({ left_id, right_id }) => `${left_id} ${right_id}`);
			expect(new Set(couples).size).toBe(couples.length);
		});

		it('finds the same in every order, and comes to rest when it runs again', async () => {
			const { store } = await fresh();
			const order = leads.map((_, index) => (index * 7) % LEADS);
			const ids = await plantLeads(
				store,
				order.map((index) => leads[index].fields),
			);
			const byLead = leads.map((_, index) => ids[order.indexOf(index)]);
			const { id } = await store.run(startFindAll(request));
			await runFindAll(store, id);
			const found = await partition(store, byLead);
			expect(found.clusters).toEqual(expected.clusters);
			expect(found.pairs.length).toBe(expected.pairs.length);
			// Merged leads say more than any of them did, and names get rarer: a few new questions come up,
			// until there is nothing left to merge. From then on nothing changes any more.
			let last = await searchAgain(store);
			for (let runs = 0; last.merged > 0 && runs < 5; runs += 1) last = await searchAgain(store);
			expect(last.merged).toBe(0);
			const before = await waiting(store);
			expect(await searchAgain(store)).toMatchObject({ merged: 0, reviewPairs: 0 });
			expect(await waiting(store)).toEqual(before);
		});

		it('asks nothing new about leads that nobody changed', async () => {
			const { store } = await fresh();
			await planted(store);
			const first = await searchAgain(store, 'review');
			expect(first.reviewPairs).toBeGreaterThan(0);
			expect(await searchAgain(store, 'review')).toMatchObject({
				clusters: first.clusters,
				reviewPairs: 0,
			});
		});
	},
);
