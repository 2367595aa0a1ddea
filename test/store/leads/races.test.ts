import { join } from 'node:path';
import { sql } from 'kysely';
import type { StoreConfig } from '../../../leads/store/config';
import { q } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { runProcesses } from '../../environment/process.mjs';
import { contradictions, rowsOf } from './integrity';
import type { RaceResult } from './processes/race.process';

const PROCESSES = 8;
const PERSONS = 300;
const REPEATS = 13;

describe.each(storeEngines(['pgbouncer']))(
	'$name: eight processes at once on a store that nobody has made yet',
	({ config: freshConfig }) => {
		let store: LeadStore;
		let results: RaceResult[];

		beforeAll(async () => {
			const config: StoreConfig = await freshConfig();
			const input = { config, persons: PERSONS, repeats: REPEATS };
			results = (await runProcesses(
				join(__dirname, 'processes', 'race.process.ts'),
				Array.from({ length: PROCESSES }, (_, index) => ({ ...input, index })),
			)) as RaceResult[];
			store = await openStore(config);
		});
		afterAll(async () => await store.close());

		const total = (of: 'persons' | 'deliveries', outcome: string) =>
			results.reduce((sum, result) => sum + (result[of][outcome] ?? 0), 0);

		it('makes one lead of each of 300 persons', async () => {
			const leads = await rowsOf(store, 'leads');
			expect(leads).toHaveLength(PERSONS + 1);
			expect(total('persons', 'created')).toBe(PERSONS);
			expect(await rowsOf(store, 'identities')).toHaveLength(PERSONS * 2 + 1);
			expect(await rowsOf(store, 'review_pairs')).toEqual([]);
		});

		it('gives every capture exactly one outcome, one source record and one event', async () => {
			const known = total('persons', 'updated') + total('persons', 'attached');
			expect(known).toBe(PERSONS * (PROCESSES - 1));
			expect(await rowsOf(store, 'source_records')).toHaveLength(PERSONS * PROCESSES + 1);
			expect(await rowsOf(store, 'events')).toHaveLength(PERSONS * PROCESSES + 1);
		});

		it('takes the same payload once, however often and by whomever it is delivered', () => {
			expect(total('deliveries', 'created')).toBe(1);
			expect(total('deliveries', 'repeated')).toBe(PROCESSES * REPEATS - 1);
		});

		it('counts the versions of a lead without gaps', async () => {
			const events = await rowsOf(store, 'events');
			for (const { id, version } of await rowsOf(store, 'leads')) {
				const versions = events
					.filter((event) => event.entity_id === id)
					.map((event) => Number(event.entity_version))
					.sort((a, b) => a - b);
				expect(versions).toEqual(Array.from({ length: Number(version) }, (_, index) => index + 1));
			}
		});

		it('never lets two transactions wait for each other', async () => {
			if (store.engine.dialect === 'sqlite') return;
			const query = sql<{
				deadlocks: number;
			}>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
			expect(await store.read((context) => q(query.compile(context.db)))).toEqual([
				{ deadlocks: 0 },
			]);
		});

		it('leaves nothing that points nowhere', async () => {
			expect(await contradictions(store)).toEqual([]);
		});
	},
);
