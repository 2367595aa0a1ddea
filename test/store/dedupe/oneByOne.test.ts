import { checkLeads } from '../../../leads/dedupe/check';
import { findAllClusters } from '../../../leads/dedupe/findAll/findAllClusters';
import { startFindAll } from '../../../leads/dedupe/findAll/findAllJob';
import { runFindAll } from '../../../leads/dedupe/findAll/runFindAll';
import { recountFrequencies } from '../../../leads/store/leads/matchUpkeep';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { generatedLeads, pairwise } from './generatedLeads';
import { normalized, plantLeads } from './plantLeads';

const node = 'Lead Dedupe';
const LEADS = 800;
/** Odds of 4 to 1, where clusters begin. */
const JOIN_AT = 2;

describe.each(storeEngines(['pgbouncer']))('leads that come one by one on $name', (engine) => {
	const fresh = freshStores(engine);

	it('are told apart as well as all of them at once', async () => {
		const leads = await generatedLeads(LEADS, 11);
		const people = leads.map(({ person }) => person);
		const { store } = await fresh();
		const ids: string[] = [];
		const clusterOf = new Map<string, number>();
		for (const [index, { fields }] of leads.entries()) {
			const options = { preset: 'leadflow', certainAt: JOIN_AT, reviewAt: JOIN_AT, node } as const;
			const [{ matches }] = await store.read(checkLeads([{ fields: normalized(fields) }], options));
			const [id] = await plantLeads(store, [fields]);
			ids.push(id);
			clusterOf.set(id, clusterOf.get(matches[0]?.id) ?? index);
			if (index % 250 === 249) await recountFrequencies(store);
		}
		const oneByOne = pairwise(
			people,
			ids.map((id) => clusterOf.get(id) ?? -1),
		);
		const job = await store.run(startFindAll({ preset: 'leadflow', apply: 'report', node }));
		const ended = await runFindAll(store, job.id);
		expect(ended.state).toBe('done');
		const { entries } = await store.read(findAllClusters(job.id, { kind: 'cluster', limit: 1000 }));
		const batch = new Map(ids.map((id) => [id, id]));
		for (const { leadIds } of entries) for (const id of leadIds) batch.set(id, leadIds[0]);
		const atOnce = pairwise(
			people,
			ids.map((id) => batch.get(id) ?? id),
		);
		expect(atOnce.f1).toBeGreaterThanOrEqual(0.97);
		expect(Math.abs(oneByOne.f1 - atOnce.f1)).toBeLessThanOrEqual(0.01);
	});
});
