import { join } from 'node:path';
import { assignLeads } from '../../../leads/assign/assign';
import { storeEngines } from '../../environment/engines';
import { startProcess } from '../../environment/process.mjs';
import {
	addLeads,
	addMembers,
	clockedStore,
	everyone,
	ownersOf,
	rowsOf,
	rule,
	rulesOf,
} from './assignSetup';

describe.each(storeEngines())('$name', ({ config: fresh }) => {
	it('has changed nothing when a process is killed between the pick and the commit', async () => {
		const config = await fresh();
		const { store } = await clockedStore(config);
		const members = await addMembers(store, 'abc');
		const ruleSet = rulesOf([
			rule({
				target: everyone(members),
				followUp: { subject: 'Call', dueInMinutes: 5, workingHours: false },
				touch: { withinMinutes: 5, workingHours: false, reassign: false },
			}),
		]);
		const leads = await addLeads(store, 15);
		const victim = startProcess(join(__dirname, 'processes', 'crash.process.ts'), {
			config,
			leads,
			ruleSet,
			hangAt: 10,
		});
		expect(await victim.message()).toBe('picked');
		victim.kill('SIGKILL');
		await victim.ended;

		expect(await ownersOf(store, leads, members)).toBe('abcabcabca-----');
		const count = async (table: string) => (await rowsOf(store, table)).length;
		expect(await count('assignments')).toBe(10);
		expect(await count('tasks')).toBe(10);
		const timers = (await rowsOf(store, 'timers')).filter(({ kind }) => kind === 'touchMissed');
		expect(timers).toHaveLength(10);
		const events = (await rowsOf(store, 'events')).filter(({ type }) => type === 'lead.assigned');
		expect(events).toHaveLength(10);
		await store.run(assignLeads(leads, ruleSet, { node: 'test' }));
		expect(await ownersOf(store, leads, members)).toBe('abc'.repeat(5));
		await store.close();
	});
});
