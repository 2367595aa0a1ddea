import fc from 'fast-check';
import { assignLeads } from '../../../leads/assign/assign';
import type { NotChosenCode } from '../../../leads/assign/result';
import type { RuleSet } from '../../../leads/assign/ruleSet';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import {
	addLeads,
	addMembers,
	clockedStore,
	DAY,
	MINUTE,
	NOW,
	ownersOf,
	rule,
	rulesOf,
	spreadOf,
	tally,
	type Clocked,
} from './assignSetup';

const STEADY = 'abc';
const FLICKERING = 'xyz';
const options = { node: 'Lead Assign' };

/** What happens: leads come in, or somebody goes or comes back. */
const happenings = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.record({ leads: fc.integer({ min: 1, max: 9 }) }) },
		{
			weight: 2,
			arbitrary: fc.record({ who: fc.constantFrom(...FLICKERING), available: fc.boolean() }),
		},
	),
	{ minLength: 4, maxLength: 14 },
);

describe.each(storeEngines(['pgbouncer']))('$name', ({ config }) => {
	let clocked: Clocked;
	let store: LeadStore;
	let rounds = 0;
	beforeAll(async () => {
		clocked = await clockedStore(await config());
		store = clocked.store;
	});
	afterAll(async () => await store.close());

	/** A team and rules of their own for each round, in one store. */
	const round = async (names: string, ...more: Parameters<typeof addMembers>[2][]) => {
		rounds += 1;
		return { members: await addMembers(store, names, ...more), name: `round ${rounds}` };
	};
	const setAvailable = async (id: string, available: boolean) =>
		await store.run(updateRecord(memberRecords, id, { available }));

	it('keeps those who are always there within one lead, whoever else comes and goes; who is away gets none', async () => {
		await fc.assert(
			fc.asyncProperty(happenings, async (events) => {
				const { members, name } = await round(STEADY + FLICKERING);
				const target = { members: Object.values(members).map((id) => ({ id })) };
				const ruleSet = rulesOf([rule({ target })], { name });
				const away = new Set<string>();
				const leads: string[] = [];
				for (const event of events) {
					if ('who' in event) {
						await setAvailable(members[event.who], event.available);
						if (event.available) away.delete(event.who);
						else away.add(event.who);
						continue;
					}
					const some = await addLeads(store, event.leads);
					const results = await store.run(assignLeads(some, ruleSet, options));
					leads.push(...some);
					for (const { member, excluded } of results) {
						expect(away).not.toContain(member?.name);
						// Each of the others once, with one reason.
						expect([...excluded.map((one) => one.name), member?.name].sort()).toEqual([
							...(STEADY + FLICKERING),
						]);
						const absent = excluded.filter(({ code }) => code === 'setAway');
						expect(absent.map((one) => one.name).sort()).toEqual([...away].sort());
					}
				}
				expect(spreadOf(await ownersOf(store, leads, members), STEADY)).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 8 },
		);
	});

	it('floods nobody who comes back, and lets nobody wait', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 1, max: 12 }),
				async (missed, after) => {
					const { members, name } = await round('abc');
					const target = { members: Object.values(members).map((id) => ({ id })) };
					const ruleSet = rulesOf([rule({ target })], { name });
					await setAvailable(members.c, false);
					await store.run(assignLeads(await addLeads(store, missed), ruleSet, options));
					await setAvailable(members.c, true);
					const leads = await addLeads(store, after);
					await store.run(assignLeads(leads, ruleSet, options));
					expect(spreadOf(await ownersOf(store, leads, members), 'abc')).toBeLessThanOrEqual(1);
				},
			),
			{ numRuns: 8 },
		);
	});

	const limit = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
	const caps = fc.record({
		maxOpen: limit,
		maxPerHour: limit,
		maxPerDay: limit,
		maxPerWeek: limit,
	});

	it('never exceeds a cap, and comes to the default member only when nobody is left', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.tuple(caps, caps, caps),
				fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(0, 70, 1500)), {
					minLength: 1,
					maxLength: 4,
				}),
				fc.constantFrom<RuleSet['capWindow']>('calendar', 'rolling'),
				async ([a, b, c], batches, capWindow) => {
					clocked.clock.now = NOW;
					const capacities: Record<string, object> = { a, b, c };
					const { members, name } = await round('abcd', (letter) => ({
						capacity: capacities[letter] ?? {},
						timezone: 'Asia/Shanghai',
					}));
					const only = (...names: string[]) => ({
						members: names.map((one) => ({ id: members[one] })),
					});
					const ruleSet = rulesOf(
						[
							rule({ name: 'first', target: only('a', 'b') }),
							rule({ name: 'second', target: only('b', 'c') }),
						],
						{ name, capWindow, defaultMemberId: members.d },
					);
					const full: NotChosenCode[] = ['maxOpen', 'maxPerHour', 'maxPerDay', 'maxPerWeek'];
					let owners = '';
					for (const [count, minutes] of batches) {
						clocked.clock.now += minutes * MINUTE;
						const leads = await addLeads(store, count);
						const results = await store.run(assignLeads(leads, ruleSet, options));
						const batch = await ownersOf(store, leads, members);
						owners += batch;
						for (const { member, excluded } of results) {
							const nobody = ['a', 'b', 'c'].every((letter) =>
								excluded.some((one) => one.name === letter && full.includes(one.code)),
							);
							expect(member?.name === 'd').toBe(nobody);
						}
						for (const [letter, { maxPerHour = Infinity }] of Object.entries({ a, b, c })) {
							expect(tally(batch)[letter] ?? 0).toBeLessThanOrEqual(maxPerHour);
						}
					}
					const counts = tally(owners);
					const oneDay = batches.every(([, minutes]) => minutes * MINUTE < DAY / 24);
					for (const [letter, { maxOpen, maxPerDay, maxPerWeek }] of Object.entries({ a, b, c })) {
						const count = counts[letter] ?? 0;
						expect(count).toBeLessThanOrEqual(maxOpen ?? Infinity);
						if (oneDay) expect(count).toBeLessThanOrEqual(maxPerDay ?? Infinity);
						if (capWindow === 'rolling') expect(count).toBeLessThanOrEqual(maxPerWeek ?? Infinity);
					}
					clocked.clock.now = NOW;
				},
			),
			{ numRuns: 10 },
		);
	});

	it('gives the same leads to the same members, however they are cut into batches', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
				fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
				async (batches, weights) => {
					const total = batches.reduce((sum, size) => sum + size, 0);
					const letters = 'abcd'.slice(0, weights.length);
					const play = async (sizes: readonly number[]) => {
						const { members, name } = await round(letters, (letter) => ({
							weight: weights[letters.indexOf(letter)],
						}));
						const target = { members: Object.values(members).map((id) => ({ id })) };
						const ruleSet = rulesOf([rule({ target, method: 'weighted' })], { name });
						const leads = await addLeads(store, total);
						let at = 0;
						for (const size of sizes) {
							await store.run(assignLeads(leads.slice(at, at + size), ruleSet, options));
							at += size;
						}
						return await ownersOf(store, leads, members);
					};
					expect(await play(batches)).toBe(await play(Array.from({ length: total }, () => 1)));
				},
			),
			{ numRuns: 4 },
		);
	});
});
