import { join } from 'node:path';
import { sql } from 'kysely';
import type { StoreConfig } from '../../../leads/store/config';
import { claimLeads } from '../../../leads/assign/pool/claim';
import { q } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { runProcesses } from '../../environment/process.mjs';
import { addMember } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addPool, DAY, ends, leadsInPool } from './pools';

const PROCESSES = 8;

function tally(words: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}

async function race(script: string, input: { config: StoreConfig; [more: string]: unknown }) {
	return await runProcesses(
		join(__dirname, 'processes', script),
		Array.from({ length: PROCESSES }, (_, index) => ({ ...input, index })),
	);
}

async function deadlocks(store: LeadStore): Promise<unknown> {
	if (store.engine.dialect === 'sqlite') return 0;
	const query = sql<{
		deadlocks: number;
	}>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
	const [row] = await store.read((context) => q(query.compile(context.db)));
	return Number(row.deadlocks);
}

describe.each(storeEngines(['pgbouncer']))(
	'eight processes at one pool ($name)',
	({ config: freshConfig }) => {
		let config: StoreConfig;
		let store: LeadStore;
		beforeEach(async () => {
			config = await freshConfig();
			store = await openStore(config);
		});
		afterEach(async () => await store.close());

		it('claim one lead: one has it, seven are told so', async () => {
			const members = await Promise.all(Array.from({ length: PROCESSES }, () => addMember(store)));
			const [id] = await leadsInPool(store, await addPool(store));
			const told = (await runProcesses(
				join(__dirname, 'processes', 'claim.process.ts'),
				members.map((member, index) => ({
					config,
					index,
					ids: [id],
					members: [member],
					atOnce: 1,
				})),
			)) as string[][];
			expect(tally(told.flat())).toEqual({ claimed: 1, alreadyOwned: 7 });
			expect(
				(await rowsOf(store, 'assignments')).filter(({ outcome }) => outcome === 'claimed'),
			).toHaveLength(1);
		});

		it('claim many for the same three members: no limit is exceeded, and none is left unused', async () => {
			const members = await Promise.all(Array.from({ length: 3 }, () => addMember(store)));
			const [daily, hold] = [9, 7];
			const poolId = await addPool(store, { dailyClaimLimit: daily });
			const other = await addPool(store, { holdLimit: hold, dailyClaimLimit: 5 });
			const ids = [
				...(await leadsInPool(store, poolId, 15)),
				...(await leadsInPool(store, other, 15)),
			];
			const told = (
				(await race('claim.process.ts', { config, ids, members, atOnce: 3 })) as string[][]
			).flat();
			const leads = await rowsOf(store, 'leads');
			for (const member of members) {
				const own = leads.filter(({ owner_id }) => owner_id === member);
				expect(own).toHaveLength(hold);
				expect(own.filter(({ pool_id }) => pool_id === other).length).toBeLessThanOrEqual(5);
			}
			expect(tally(told).claimed).toBe(3 * hold);
			expect(told).toHaveLength(PROCESSES * ids.length);
			// Each lead has one owner at a time, and the book agrees with the leads.
			const open = (await rowsOf(store, 'assignments')).filter(
				({ outcome, ended_at }) => outcome === 'claimed' && ended_at === null,
			);
			expect(new Set(open.map(({ lead_id }) => lead_id)).size).toBe(open.length);
			for (const { id, owner_id } of leads) {
				const claim = open.find(({ lead_id }) => lead_id === id);
				expect(claim?.member_id ?? null).toBe(owner_id);
			}
			expect(await deadlocks(store)).toBe(0);
		});

		it('sweep: each lead goes back once', async () => {
			const member = await addMember(store);
			const poolId = await addPool(store, { defaultProtectDays: 2, remindDaysBefore: [] });
			const ids = await leadsInPool(store, poolId, 30);
			expect(ends(await store.run(claimLeads(ids, { memberId: member }, 'Test')))).toEqual(
				ids.map(() => 'claimed'),
			);
			await race('reclaim.process.ts', { config, now: Date.now() + 3 * DAY });
			for (const row of await rowsOf(store, 'leads')) {
				expect(row).toMatchObject({ owner_id: null, returned_count: 1, previous_owner_id: member });
			}
			const events = (await rowsOf(store, 'events')).filter(
				({ type }) => type === 'lead.reclaimed',
			);
			expect(events.map(({ entity_id }) => String(entity_id)).sort()).toEqual([...ids].sort());
			expect(await rowsOf(store, 'timers')).toEqual([]);
			expect(await deadlocks(store)).toBe(0);
		});
	},
);
