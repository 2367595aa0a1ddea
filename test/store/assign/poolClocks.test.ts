import fc from 'fast-check';
import { claimLeads } from '../../../leads/assign/pool/claim';
import { poolTimerHandlers } from '../../../leads/assign/pool/reclaim';
import { putIntoPool, releaseLeads } from '../../../leads/assign/pool/release';
import { transferLeads } from '../../../leads/assign/pool/transfer';
import { captureLeads } from '../../../leads/capture/capture';
import { bulkLeadHandlers, startBulkTransfer } from '../../../leads/store/bulkLeads';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { runJob } from '../../../leads/store/runJob';
import type { LeadStore } from '../../../leads/store/store';
import { sweepDueTimers } from '../../../leads/store/sweepTimers';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addMember, captured, leadOf } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addPool, DAY, ends, leadsInPool, rowOf } from './pools';

const HOUR = DAY / 24;
const test = { node: 'Test' };

/** What the clocks should say, told from the rows alone. */
async function expectClocksRight(store: LeadStore, protectDays: number): Promise<void> {
	const timers = await rowsOf(store, 'timers');
	const assignments = await rowsOf(store, 'assignments');
	for (const row of await rowsOf(store, 'leads')) {
		const alive = row.deleted_at === null && row.merged_into === null;
		const clock = timers.find(
			({ entity_id, kind }) => entity_id === row.id && kind === 'protectionEnds',
		);
		const open = assignments.filter(
			({ lead_id, ended_at, member_id }) =>
				lead_id === row.id && ended_at === null && member_id !== null,
		);
		if (row.owner_id !== null && alive) {
			expect(row.protected_until).toBe(Number(row.owned_since) + protectDays * DAY);
			expect(clock?.due_at).toBe(row.protected_until);
		} else {
			expect(clock).toBeUndefined();
		}
		if (row.owner_id === null) {
			expect([row.owned_since, row.protected_until]).toEqual([null, null]);
		}
		// Nobody but the owner has the lead by the book.
		for (const { member_id } of open) expect(member_id).toBe(row.owner_id);
	}
}

describe.each(storeEngines(['pgbouncer']))('the clocks of who holds a lead ($name)', (engine) => {
	const fresh = freshStores(engine);
	const isQuick = engine.name === 'sqlite';

	it('start with any way of getting an owner, and stop with any way of losing one', async () => {
		const way = fc.oneof(
			fc.record({
				what: fc.constantFrom('capture', 'update', 'bulk', 'transfer', 'claim'),
				who: fc.nat({ max: 2 }),
			}),
			fc.record({
				what: fc.constantFrom('release', 'nobody', 'bin', 'restore', 'pool', 'sweep'),
				who: fc.nat({ max: 2 }),
			}),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.boolean(),
				fc.array(fc.tuple(way, fc.nat({ max: 3 }), fc.integer({ min: 0, max: 40 })), {
					minLength: 3,
					maxLength: 14,
				}),
				async (starts, steps) => {
					const { store, clock } = await fresh();
					const members = [await addMember(store), await addMember(store), await addMember(store)];
					const rules = { defaultProtectDays: 3, extendDays: null, maxProtectDays: null };
					const poolId = await addPool(store, { ...rules, previousOwnerCoolDownHours: null });
					const ids = await leadsInPool(store, poolId, 3);
					ids.push((await leadOf(store, { name: 'Stray', email: 'stray@example.com' })).id);
					if (starts) await store.run(claimLeads(ids, { memberId: members[0] }, 'Test'));
					for (const [{ what, who }, place, hours] of steps) {
						clock.now += hours * HOUR;
						const [id, memberId] = [ids[place], members[who]];
						const act = async () => {
							switch (what) {
								case 'capture':
									return await captureLeads(store, [
										captured({ name: `New ${clock.now}` }, { ownerId: memberId }),
									]);
								case 'update':
									return await store.run(updateLead(id, { ownerId: memberId }, test));
								case 'nobody':
									return await store.run(updateLead(id, { ownerId: null }, test));
								case 'bulk': {
									const query = {
										conditions: [{ field: 'id', operator: 'equals' as const, value: id }],
									};
									const job = await store.run(
										startBulkTransfer({ query, ownerId: memberId, node: 'Test' }),
									);
									return await runJob(store, job.id, bulkLeadHandlers);
								}
								case 'transfer':
									return await store.run(transferLeads([id], { memberId }, 'Test'));
								case 'claim':
									return await store.run(claimLeads([id], { memberId }, 'Test'));
								case 'release':
									return await store.run(releaseLeads([id], {}, 'Test'));
								case 'pool':
									return await store.run(putIntoPool([id], { poolId }, 'Test'));
								case 'bin':
									return await store.run(deleteLead(id, 'Test'));
								case 'restore':
									return await store.run(restoreLead(id, 'Test'));
								default:
									return await store.run(sweepDueTimers(poolTimerHandlers));
							}
						};
						await act().catch((error: Error & { code?: string }) => {
							expect(error.code).toBe('NOT_FOUND');
						});
						await expectClocksRight(store, 3);
					}
				},
			),
			{ numRuns: isQuick ? 40 : 3 },
		);
	});

	it('follow the formula to the millisecond, whatever the owner does and when', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					first: fc.integer({ min: 1, max: 12 }),
					extend: fc.integer({ min: 1, max: 6 }),
					most: fc.integer({ min: 5, max: 25 }),
				}),
				fc.array(fc.integer({ min: 1, max: 3 * 24 }), { maxLength: 10 }),
				async ({ first, extend, most }, pauses) => {
					const { store, clock } = await fresh();
					const memberId = await addMember(store);
					const poolId = await addPool(store, {
						defaultProtectDays: first,
						extendDays: extend,
						maxProtectDays: most,
					});
					const [leadId] = await leadsInPool(store, poolId);
					await store.run(claimLeads([leadId], { memberId }, 'Test'));
					const since = clock.now;
					let due = since + Math.min(first, most) * DAY;
					for (const pause of pauses) {
						clock.now += pause * HOUR;
						await store.run(sweepDueTimers(poolTimerHandlers));
						if (clock.now >= due) break;
						await store.run(createRecord(activityRecords, { type: 'call', leadId, memberId }));
						due = Math.min(Math.max(due, clock.now + extend * DAY), since + most * DAY);
						expect((await rowOf(store, leadId)).protected_until).toBe(due);
					}
					clock.now = Math.max(clock.now, due - 1);
					await store.run(sweepDueTimers(poolTimerHandlers));
					if (clock.now < due) expect((await rowOf(store, leadId)).owner_id).toBe(memberId);
					clock.now = Math.max(clock.now, due);
					await store.run(sweepDueTimers(poolTimerHandlers));
					expect(await rowOf(store, leadId)).toMatchObject({ owner_id: null, returned_count: 1 });
				},
			),
			{ numRuns: isQuick ? 40 : 4 },
		);
	});

	it('bar everybody who had the lead for the full cool-down, whoever had it in between', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				fc.array(
					fc.record({
						who: fc.nat({ max: 2 }),
						how: fc.constantFrom('claim', 'claim', 'update', 'transfer'),
						pause: fc.integer({ min: 0, max: 40 }),
						kept: fc.integer({ min: 0, max: 20 }),
					}),
					{ maxLength: 12 },
				),
				async (hours, turns) => {
					const { store, clock } = await fresh();
					const members = [await addMember(store), await addMember(store), await addMember(store)];
					const poolId = await addPool(store, { previousOwnerCoolDownHours: hours });
					const [id] = await leadsInPool(store, poolId);
					const left = new Map<number, number>();
					for (const { who, how, pause, kept } of turns) {
						clock.now += pause * HOUR;
						const memberId = members[who];
						if (how === 'claim') {
							const barred = clock.now < (left.get(who) ?? -Infinity) + hours * HOUR;
							const told = ends(await store.run(claimLeads([id], { memberId }, 'Test')));
							expect(told).toEqual([barred ? 'coolDown' : 'claimed']);
							if (barred) continue;
						} else if (how === 'update') {
							await store.run(updateLead(id, { ownerId: memberId }, test));
						} else {
							await store.run(transferLeads([id], { memberId }, 'Test'));
						}
						clock.now += kept * HOUR;
						await store.run(releaseLeads([id], {}, 'Test'));
						left.set(who, clock.now);
					}
				},
			),
			{ numRuns: isQuick ? 30 : 3 },
		);
	});

	it('cost a plain capture nothing where no pool is concerned', async () => {
		const { store } = await fresh();
		await addPool(store);
		const memberId = await addMember(store);
		const statements = async (ownerId?: string) => {
			let count = 0;
			const plain = store.engine.transaction.bind(store.engine);
			store.engine.transaction = async (operation, options) =>
				await plain(function* () {
					const steps = operation();
					let step = steps.next();
					while (!step.done) {
						const { value } = step;
						if (/pools|assignments/.test(JSON.stringify(value))) count += 1;
						step = steps.next(yield value);
					}
					return step.value;
				}, options);
			const leads = [1, 2, 3].map((n) => captured({ name: `P${n} ${ownerId}` }, { ownerId }));
			await captureLeads(store, leads);
			store.engine.transaction = plain;
			return count;
		};
		expect(await statements()).toBe(0);
		expect(await statements(memberId)).toBeGreaterThan(0);
	});
});
