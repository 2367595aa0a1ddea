import { join } from 'node:path';
import { sql } from 'kysely';
import { captureLeads } from '../../../leads/capture/capture';
import type { StoreConfig } from '../../../leads/store/config';
import { getLead } from '../../../leads/store/leads/getLead';
import { q } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { runProcesses } from '../../environment/process.mjs';
import { contradictions, rowsOf } from '../leads/integrity';
import { person } from '../leads/people';
import type { MergeRaceResult } from './processes/merge.process';

const PROCESSES = 8;
const LEADS = 24;
const ROUNDS = 6;

describe.each(storeEngines(['pgbouncer']))(
	'$name: eight processes merge and undo while they write to the same leads',
	({ config: freshConfig }) => {
		let store: LeadStore;
		let ids: string[];
		let results: MergeRaceResult[];

		beforeAll(async () => {
			const config: StoreConfig = await freshConfig();
			store = await openStore(config);
			const made = await captureLeads(
				store,
				Array.from({ length: LEADS }, (_, index) => {
					const fields = { ...person(index), company: `C${index}` };
					return { fields, channel: 'race', payload: fields };
				}),
				{ similar: 'ignore' },
			);
			ids = made.flatMap(({ lead }) => lead?.id ?? []);
			results = (await runProcesses(
				join(__dirname, 'processes', 'merge.process.ts'),
				Array.from({ length: PROCESSES }, (_, index) => ({ config, index, ids, rounds: ROUNDS })),
			)) as MergeRaceResult[];
		});
		afterAll(async () => await store.close());

		const total = (what: 'captures' | 'activities' | 'merged' | 'unmerged') =>
			results.reduce((sum, result) => sum + result[what], 0);

		it('leaves a store that agrees with itself', async () => {
			expect(total('merged')).toBeGreaterThan(0);
			expect(total('unmerged')).toBeGreaterThan(0);
			expect(await contradictions(store)).toEqual([]);
			const merged = (await rowsOf(store, 'leads')).filter((row) => row.merged_into !== null);
			expect(merged).toHaveLength(total('merged') - total('unmerged'));
		});

		it('loses nothing, and makes nobody twice', async () => {
			expect(await rowsOf(store, 'leads')).toHaveLength(LEADS);
			expect(await rowsOf(store, 'identities')).toHaveLength(LEADS * 2);
			expect(await rowsOf(store, 'source_records')).toHaveLength(LEADS + total('captures'));
			const notes = (await rowsOf(store, 'activities')).filter(({ type }) => type === 'note');
			expect(notes).toHaveLength(total('activities'));
			expect(total('captures')).toBe(PROCESSES * ROUNDS);
			expect(total('activities')).toBe(PROCESSES * ROUNDS);
			for (const id of ids) await store.read(getLead(id));
		});

		it('refuses only to undo what is no merge', () => {
			for (const { refused } of results) {
				expect(Object.keys(refused).filter((one) => one !== 'unmerge: NOT_FOUND')).toEqual([]);
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
	},
);
