import { join } from 'node:path';
import { sql } from 'kysely';
import { assignLeads } from '../../../leads/assign/assign';
import type { RuleSet } from '../../../leads/assign/ruleSet';
import type { StoreConfig } from '../../../leads/store/config';
import { q } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import { runProcesses } from '../../environment/process.mjs';
import {
	addLeads,
	addMembers,
	clockedStore,
	countRows,
	everyone,
	NOW,
	ownersOf,
	rule,
	rulesOf,
	spreadOf,
	tally,
	type Clocked,
} from './assignSetup';

const WORKERS = 8;
const LEADS = 400;
const worker = join(__dirname, 'processes', 'assign.process.ts');

describe.each(storeEngines(['pgbouncer']))(
	'$name: eight processes that assign at once',
	({ config: fresh }) => {
		let config: StoreConfig;
		let clocked: Clocked;
		beforeEach(async () => {
			config = await fresh();
			clocked = await clockedStore(config);
		});
		afterEach(async () => await clocked.store.close());

		/** Each process gets its part of the leads, or all of them. */
		const assign = async (parts: string[][], ruleSet: RuleSet): Promise<Record<string, number>> => {
			const outcomes = (await runProcesses(
				worker,
				parts.map((leads) => ({ config, leads, ruleSet, size: 10, now: NOW })),
			)) as Array<Record<string, number>>;
			const sum: Record<string, number> = {};
			for (const one of outcomes) {
				for (const [outcome, count] of Object.entries(one))
					sum[outcome] = (sum[outcome] ?? 0) + count;
			}
			return sum;
		};
		const dealt = (leads: readonly string[]): string[][] =>
			Array.from({ length: WORKERS }, (_, part) =>
				leads.filter((_lead, index) => index % WORKERS === part),
			);

		it('gives everybody what one process would have given them, and each lead one owner', async () => {
			const { store } = clocked;
			const weights: Record<string, number> = { a: 3, b: 2, c: 1, d: 0.5 };
			const members = await addMembers(store, 'abcd', (name) => ({ weight: weights[name] }));
			const ruleSet = rulesOf([rule({ target: everyone(members), method: 'weighted' })]);
			const leads = await addLeads(store, LEADS);
			expect(await assign(dealt(leads), ruleSet)).toEqual({ assigned: LEADS });

			const serial = await clockedStore(await fresh());
			const same = await addMembers(serial.store, 'abcd', (name) => ({ weight: weights[name] }));
			const others = await addLeads(serial.store, LEADS);
			const theirs = rulesOf([rule({ target: everyone(same), method: 'weighted' })]);
			for (const lead of others) {
				await serial.store.run(assignLeads([lead], theirs, { node: 'test' }));
			}
			expect(tally(await ownersOf(store, leads, members))).toEqual(
				tally(await ownersOf(serial.store, others, same)),
			);
			await serial.store.close();

			expect(await countRows(store, 'assignments')).toBe(LEADS);
			const [{ count }] = await store.read((context) =>
				q(
					sql<{
						count: number;
					}>`SELECT COUNT(DISTINCT entity_id) AS count FROM events WHERE type = 'lead.assigned'`.compile(
						context.db,
					),
				),
			);
			expect(Number(count)).toBe(LEADS);
		});

		it('gives a lead that all of them are handed to one member once', async () => {
			const { store } = clocked;
			const members = await addMembers(store, 'abc');
			const ruleSet = rulesOf([rule({ target: everyone(members) })]);
			const leads = await addLeads(store, 30);
			const outcomes = await assign(
				Array.from({ length: WORKERS }, () => leads),
				ruleSet,
			);
			expect(outcomes).toEqual({ assigned: 30, alreadyAssigned: 30 * (WORKERS - 1) });
			expect(spreadOf(await ownersOf(store, leads, members), 'abc')).toBe(0);
		});

		it('never exceeds a cap, whichever rule set gives the leads', async () => {
			const { store } = clocked;
			const members = await addMembers(store, 'abc', (name) => ({
				capacity: name === 'a' ? { maxOpen: 17 } : name === 'b' ? { maxPerDay: 23 } : {},
			}));
			const leads = await addLeads(store, 200);
			const [one, other] = ['one', 'other'].map((name) =>
				rulesOf([rule({ target: everyone(members) })], { name }),
			);
			const parts = dealt(leads);
			const results = (await runProcesses(
				worker,
				parts.map((part, index) => ({
					config,
					leads: part,
					ruleSet: index % 2 === 0 ? one : other,
					size: 7,
					now: NOW,
				})),
			)) as unknown[];
			expect(results).toHaveLength(WORKERS);
			expect(tally(await ownersOf(store, leads, members))).toEqual({ a: 17, b: 23, c: 160 });
		});

		it('never lets two transactions wait for each other', async () => {
			const { store } = clocked;
			const members = await addMembers(store, 'abcdef', { capacity: { maxOpen: 1000 } });
			const [a, b, c, d, e, f] = Object.values(members);
			const named = (name: string, ids: string[]) =>
				rule({ name, target: { members: ids.map((id) => ({ id })) } });
			const cities = ['Berlin', 'Hamburg', 'Bonn'];
			const leads = await addLeads(store, 240, (index) => ({ city: cities[index % 3] }));
			const when = (city: string) => ({
				field: 'city',
				kind: 'text' as const,
				operator: 'equals' as const,
				value: city,
			});
			const ruleSet = rulesOf([
				{ ...named('Z', [f, a, c]), when: when('Berlin') },
				{ ...named('M', [e, b, a]), when: when('Hamburg') },
				{ ...named('A', [d, c, b, f]), when: when('Bonn') },
			]);
			const reversed = { ...ruleSet, name: 'reversed', rules: [...ruleSet.rules].reverse() };
			await runProcesses(
				worker,
				Array.from({ length: WORKERS }, (_, index) => ({
					config,
					leads: index % 2 === 0 ? leads : [...leads].reverse(),
					ruleSet: index % 3 === 0 ? reversed : ruleSet,
					size: 12,
					now: NOW,
				})),
			);
			expect(await countRows(store, 'assignments')).toBe(240);
			if (store.engine.dialect === 'sqlite') return;
			const [{ deadlocks }] = await store.read((context) =>
				q(
					sql<{
						deadlocks: number;
					}>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`.compile(
						context.db,
					),
				),
			);
			expect(Number(deadlocks)).toBe(0);
		});
	},
);
