import { join } from 'node:path';
import { stageImport } from '../../../leads/capture/imports/stageImport';
import { getJob } from '../../../leads/store/jobs';
import { countLeads } from '../../../leads/store/leads/findLeads';
import { countRows } from '../../../leads/store/tableRows';
import { storeEngines } from '../../environment/engines';
import { runProcesses, startProcess } from '../../environment/process.mjs';
import { freshStores } from '../freshStores';
import { person, requestOf, sampleFile } from './sampleFile';

const script = join(__dirname, '..', 'processes', 'import.process.ts');
const rows = Array.from({ length: 700 }, (_, index) => (index % 50 === 7 ? {} : person(index)));
const outcome = { created: 686, rejected: 14, updated: 0, attached: 0, quarantined: 0 };

describe.each(storeEngines(['pgbouncer']))('an import on $name', (engine) => {
	const fresh = freshStores(engine);

	it('is finished by another process, each row once, when its process was killed', async () => {
		const { store, config } = await fresh();
		const { id } = await stageImport(store, sampleFile(rows), requestOf());
		const victim = startProcess(script, { config, id, leaseMs: 1500, hangAt: 150 });
		expect(await victim.message()).toBe('hanging');
		victim.kill('SIGKILL');
		await victim.ended;
		const left = await store.read(getJob(id));
		expect(left.state).toBe('running');
		expect(left.done).toBeGreaterThanOrEqual(150);
		expect(await store.read(countLeads({}))).toBe(left.done);
		const [ended] = await runProcesses(script, [{ config, id, leaseMs: 1500 }]);
		expect(ended).toMatchObject({ state: 'done', done: 686, failed: 14, result: outcome });
		expect(await store.read(countLeads({}))).toBe(686);
		expect(await store.read(countRows('import_rejects'))).toBe(14);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
	});

	it('is carried out once by processes that all take it up', async () => {
		const { store, config } = await fresh();
		const { id } = await stageImport(store, sampleFile(rows), requestOf());
		const input = { config, id, leaseMs: 60_000 };
		const answers = await runProcesses(script, [input, input, input]);
		for (const answer of answers) expect(answer).toMatchObject({ state: 'done', result: outcome });
		expect(await store.read(countLeads({}))).toBe(686);
		expect(await store.read(countRows('import_rejects'))).toBe(14);
	});
});
