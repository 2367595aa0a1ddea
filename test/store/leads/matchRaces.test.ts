import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod/v4';
import { q } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { runProcesses } from '../../environment/process.mjs';
import { contradictions, rowsOf } from './integrity';

const PROCESSES = 8;
const PERSONS = 1000;

const captured = z.object({ email: z.string() });

/** Person of each capture, by the mailbox it came with. */
function personOf(payload: unknown): string {
	const { email } = captured.parse(payload);
	return email.slice(0, email.indexOf('+'));
}

/** At `serializable` a small table is one conflict: the rivals there are fewer, or nobody gets through. */
const processesOn = (engine: string): number => (engine === 'serializable' ? 2 : PROCESSES);
const personsOn = (engine: string): number => (engine === 'serializable' ? 100 : PERSONS);

describe.each(storeEngines(['pgbouncer']))(
	'$name: eight processes capture the same people in different spellings',
	({ name, config: freshConfig }) => {
		const processes = processesOn(name);
		const persons = personsOn(name);
		let store: LeadStore;
		let outcomes: Array<Record<string, number>>;

		beforeAll(async () => {
			const config = await freshConfig();
			outcomes = z.array(z.record(z.string(), z.number())).parse(
				await runProcesses(
					join(__dirname, 'processes', 'similar.process.ts'),
					Array.from({ length: processes }, (_, index) => ({ config, index, persons })),
				),
			);
			store = await openStore(config);
		});
		afterAll(async () => await store.close());

		it('makes one lead of each person, loses none and merges no two', async () => {
			const personsOfLead = new Map<unknown, Set<string>>();
			const records = await rowsOf(store, 'source_records');
			expect(records).toHaveLength(persons * processes);
			for (const { entity_id, payload } of records) {
				const people = personsOfLead.get(entity_id) ?? new Set();
				personsOfLead.set(entity_id, people.add(personOf(payload)));
			}
			expect([...personsOfLead.values()].filter((people) => people.size > 1)).toEqual([]);
			const everybody = new Set([...personsOfLead.values()].flatMap((people) => [...people]));
			expect(everybody.size).toBe(persons);
			expect(await rowsOf(store, 'leads')).toHaveLength(persons);
			const created = outcomes.reduce((sum, { created: made = 0 }) => sum + made, 0);
			expect(created).toBe(persons);
		});

		it('leaves nothing that points nowhere, and nobody waited in a circle', async () => {
			expect(await contradictions(store)).toEqual([]);
			if (store.engine.dialect === 'sqlite') return;
			const query = sql<{
				deadlocks: number;
			}>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
			expect(await store.read((context) => q(query.compile(context.db)))).toEqual([
				{ deadlocks: 0 },
			]);
		});
	},
);
