import { assignLeads } from '../../../leads/assign/assign';
import { setAvailability } from '../../../leads/assign/pool/availability';
import { claimLeads } from '../../../leads/assign/pool/claim';
import { findPoolLeads } from '../../../leads/assign/pool/findPoolLeads';
import { poolTimerHandlers, reclaimDue } from '../../../leads/assign/pool/reclaim';
import { putIntoPool, releaseLeads } from '../../../leads/assign/pool/release';
import { transferLeads } from '../../../leads/assign/pool/transfer';
import { getLead } from '../../../leads/store/leads/getLead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { dealRecords } from '../../../leads/store/records/companyRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { deleteRecord } from '../../../leads/store/records/deleteRecord';
import { poolRecords } from '../../../leads/store/records/poolRecords';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import { sweepDueTimers } from '../../../leads/store/sweepTimers';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addMember, addTeam, leadOf } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addPool, asMember, DAY, ends, eventsOf, leadsInPool, rowOf } from './pools';

const HOUR = DAY / 24;
const iso = (instant: number) => new Date(instant).toISOString();
const test = { node: 'Test' };

describe.each(storeEngines())('the public pool on $name', (engine) => {
	const fresh = freshStores(engine);

	it('is claimed from: the lead is the member’s, the clock runs, the book and the log tell', async () => {
		const { store, clock } = await fresh();
		const teamId = await addTeam(store);
		const li = await addMember(store, { teamId, name: 'Li Na' });
		const poolId = await addPool(store, { defaultProtectDays: 10, maxProtectDays: 20 });
		const [id] = await leadsInPool(store, poolId);
		const [result] = await (await asMember(store, li)).run(claimLeads([id], {}, 'Lead Assign'));
		expect(result).toMatchObject({
			leadId: id,
			outcome: 'claimed',
			member: { id: li, name: 'Li Na' },
			pool: { id: poolId, name: '公海' },
			decision: { node: 'Lead Assign', outcome: 'claimed' },
			lead: {
				team: { id: teamId },
				ownedSince: iso(clock.now),
				protectedUntil: iso(clock.now + 10 * DAY),
			},
		});
		expect(result.lead?.mobile).not.toContain('*');
		expect(
			(await rowsOf(store, 'assignments')).filter(({ lead_id }) => lead_id === id),
		).toMatchObject([
			{ outcome: 'pooled', ended_at: clock.now },
			{ outcome: 'claimed', member_id: li, pool_id: poolId, ended_at: null },
		]);
		expect(await eventsOf(store, id)).toEqual(['lead.created', 'lead.pooled', 'lead.claimed']);
		expect(await rowsOf(store, 'timers')).toHaveLength(2);
	});

	it('says with one word why a lead cannot be claimed', async () => {
		const { store } = await fresh();
		const [li, wang, stranger] = [
			await addMember(store),
			await addMember(store),
			await addMember(store),
		];
		const poolId = await addPool(store, { memberIds: [li, wang] });
		const closed = await addPool(store, { assignMode: 'administrator', memberIds: [li] });
		const others = await addPool(store, { memberIds: [wang] });
		const [first, second] = await leadsInPool(store, poolId, 2);
		const [given] = await leadsInPool(store, closed);
		const [foreign] = await leadsInPool(store, others);
		const mine = await asMember(store, li);
		await store.run(claimLeads([second], { memberId: wang }, 'Test'));
		const unknown = '00000000-0000-7000-8000-000000000000';
		const all = [first, first, second, given, foreign, unknown, 'nonsense'];
		expect(ends(await mine.run(claimLeads(all, {}, 'Test')))).toEqual([
			'claimed',
			'alreadyYours',
			'alreadyOwned',
			'notClaimable',
			'notFound',
			'notFound',
			'notFound',
		]);
		expect(ends(await store.run(claimLeads([foreign], { memberId: li }, 'Test')))).toEqual([
			'notMember',
		]);
		expect(ends(await store.run(claimLeads([given], { memberId: li, poolId }, 'Test')))).toEqual([
			'notInPool',
		]);
		expect(
			ends(await (await asMember(store, stranger)).run(claimLeads([first], {}, 'Test'))),
		).toEqual(['notFound']);
		await expect(mine.run(claimLeads([first], { memberId: wang }, 'Test'))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(store.run(claimLeads([first], {}, 'Test'))).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
	});

	it('keeps to the day’s claims and to what a member may hold, the smallest of several limits', async () => {
		const { store, clock } = await fresh();
		clock.now = Date.parse('2044-03-05T15:30:00Z'); // Half an hour before midnight in Shanghai.
		const li = await addMember(store);
		const poolId = await addPool(store, { dailyClaimLimit: 2, holdLimit: 4 });
		await addPool(store, { holdLimit: 3 });
		const ids = await leadsInPool(store, poolId, 6);
		const mine = await asMember(store, li);
		const claim = async () => ends(await mine.run(claimLeads(ids, {}, 'Test')));
		expect(await claim()).toEqual([
			'claimed',
			'claimed',
			'dailyLimit',
			'dailyLimit',
			'dailyLimit',
			'dailyLimit',
		]);
		clock.now += HOUR;
		expect((await claim()).slice(2)).toEqual(['claimed', 'holdLimit', 'holdLimit', 'holdLimit']);
		// What is won is out of the way.
		await store.run(updateLead(ids[0], { fields: { status: 'unqualified' } }, test));
		expect((await claim()).slice(3)).toEqual(['claimed', 'dailyLimit', 'dailyLimit']);
	});

	it('takes leads back with a reason, keeps their history, and bars who had them for a while', async () => {
		const { store, clock } = await fresh();
		const [li, wang] = [await addMember(store), await addMember(store)];
		const poolId = await addPool(store, {
			returnReasonRequired: true,
			previousOwnerCoolDownHours: 48,
		});
		const [id] = await leadsInPool(store, poolId);
		const [mine, hers] = [await asMember(store, li), await asMember(store, wang)];
		await mine.run(claimLeads([id], {}, 'Test'));
		expect(ends(await mine.run(releaseLeads([id], { reason: ' ' }, 'Test')))).toEqual([
			'reasonMissing',
		]);
		expect(ends(await mine.run(putIntoPool([id], { poolId }, 'Test')))).toEqual(['reasonMissing']);
		expect(ends(await hers.run(releaseLeads([id], { reason: 'x' }, 'Test')))).toEqual(['notFound']);
		const [released] = await mine.run(releaseLeads([id], { reason: 'Wrong region' }, 'Test'));
		expect(released).toMatchObject({ outcome: 'released', previous: { id: li } });
		expect(released.lead?.mobile).toContain('*');
		expect(await rowOf(store, id)).toMatchObject({
			owner_id: null,
			team_id: null,
			pool_id: poolId,
			previous_owner_id: li,
			returned_count: 1,
			owned_since: null,
			protected_until: null,
		});
		expect(await rowsOf(store, 'timers')).toEqual([]);
		const payload = (await rowsOf(store, 'event_payloads')).at(-1)?.payload;
		expect(payload).toMatchObject({ reason: 'Wrong region', changes: { ownerId: [li, null] } });

		expect(ends(await mine.run(claimLeads([id], {}, 'Test')))).toEqual(['coolDown']);
		clock.now += 24 * HOUR;
		expect(ends(await hers.run(claimLeads([id], {}, 'Test')))).toEqual(['claimed']);
		await hers.run(releaseLeads([id], { reason: 'No answer' }, 'Test'));
		// Somebody else having had it meanwhile shortens nothing.
		clock.now += 24 * HOUR - 1;
		expect(ends(await mine.run(claimLeads([id], {}, 'Test')))).toEqual(['coolDown']);
		clock.now += 1;
		expect(ends(await mine.run(claimLeads([id], {}, 'Test')))).toEqual(['claimed']);
		expect(ends(await hers.run(claimLeads([id], {}, 'Test')))).toEqual(['alreadyOwned']);
		expect(await store.read(getLead(id))).toMatchObject({
			returnedCount: 2,
			previousOwner: { id: wang },
		});
	});

	it('bars who had a lead from it also where the lead lies in another pool by now', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const strict = await addPool(store, { previousOwnerCoolDownHours: 48, coversMembers: true });
		const other = await addPool(store, { name: 'B', previousOwnerCoolDownHours: 1 });
		const mine = await asMember(store, li);
		const [claimed, given] = await leadsInPool(store, strict, 2);
		await mine.run(claimLeads([claimed], {}, 'Test'));
		const [assigned] = await leadsInPool(store, other, 1);
		await store.run(updateLead(assigned, { ownerId: li }, { node: 'Test' }));
		const ruleSet = {
			name: 'test',
			rules: [
				{
					name: 'all',
					target: { members: [{ id: li }] },
					method: 'roundRobin',
					onNoneAvailable: 'nextRule',
				},
			],
			zone: 'Asia/Shanghai',
			calendar: { holidays: 'none' },
			countStatuses: ['new'],
			capWindow: 'calendar',
			returns: 'noCatchUp',
		} as const;
		await store.run(assignLeads([given], ruleSet, { node: 'Test' }));
		const ids = [claimed, given, assigned];
		await mine.run(releaseLeads(ids, { poolId: other }, 'Test'));
		clock.now += HOUR;
		const again = async () => ends(await mine.run(claimLeads(ids, { dryRun: true }, 'Test')));
		expect(await again()).toEqual(['coolDown', 'coolDown', 'claimed']);
		clock.now += 47 * HOUR;
		expect(await again()).toEqual(['claimed', 'claimed', 'claimed']);
	});

	it('counts a lead as come back that only loses its owner, and asks its owner why', async () => {
		const { store } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store, { returnReasonRequired: true });
		const ids = await leadsInPool(store, poolId, 2);
		const mine = await asMember(store, li);
		await mine.run(claimLeads(ids, {}, 'Test'));
		await expect(
			mine.run(updateLead(ids[0], { ownerId: null }, { node: 'Test' })),
		).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'ownerId' });
		expect(await rowOf(store, ids[0])).toMatchObject({ owner_id: li, returned_count: null });
		await store.run(
			updateLead(ids[0], { ownerId: null, fields: { city: 'Wuhan' } }, { node: 'Test' }),
		);
		expect(await rowOf(store, ids[0])).toMatchObject({
			owner_id: null,
			team_id: null,
			pool_id: poolId,
			previous_owner_id: li,
			returned_count: 1,
		});
	});

	it('protects by the vector of 红圈, and takes the lead back when it ends', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store, {
			defaultProtectDays: 10,
			extendDays: 3,
			maxProtectDays: 20,
			remindDaysBefore: [1],
		});
		const [id] = await leadsInPool(store, poolId);
		const mine = await asMember(store, li);
		const claimed = clock.now;
		await mine.run(claimLeads([id], {}, 'Test'));
		const until = async () => (Number((await rowOf(store, id)).protected_until) - claimed) / DAY;
		const sweep = async () => await store.run(sweepDueTimers(poolTimerHandlers));
		const call = async (day: number) => {
			clock.now = claimed + day * DAY;
			await mine.run(createRecord(activityRecords, { type: 'call', leadId: id }));
			await sweep();
			return await until();
		};
		expect(await until()).toBe(10);
		expect(await call(3)).toBe(10);
		expect(await call(8)).toBe(11);
		// In time, but a moment before it would be due.
		clock.now = claimed + 10.5 * DAY;
		await mine.run(
			createRecord(activityRecords, { type: 'visit', leadId: id, direction: 'inbound' }),
		);
		expect(await until()).toBe(11);
		expect(await call(10.75)).toBe(13.75);
		expect(await call(13)).toBe(16);
		expect(await call(16 - 1 / 24)).toBeCloseTo(19 - 1 / 24);
		expect(await call(18)).toBe(20);
		expect(await call(19)).toBe(20);
		expect(await eventsOf(store, id)).not.toContain('lead.reclaimed');
		clock.now = claimed + 20 * DAY;
		await sweep();
		await sweep();
		expect(await rowOf(store, id)).toMatchObject({
			owner_id: null,
			pool_id: poolId,
			previous_owner_id: li,
			returned_count: 1,
		});
		const events = await rowsOf(store, 'events');
		const told = events.filter(({ entity_id }) => entity_id === id).map(({ type }) => type);
		expect(told.filter((type) => type === 'lead.reclaimed')).toHaveLength(1);
		expect(told.filter((type) => type === 'lead.protectionWarning').length).toBeGreaterThan(0);
		expect(events.find(({ type }) => type === 'lead.reclaimed')).toMatchObject({ actor: 'system' });
	});

	it('reminds the owner once at each of the days before, unless the lead was worked on', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store, {
			defaultProtectDays: 10,
			extendDays: 10,
			maxProtectDays: null,
			remindDaysBefore: [3, 1],
		});
		const [id] = await leadsInPool(store, poolId);
		const mine = await asMember(store, li);
		const claimed = clock.now;
		await mine.run(claimLeads([id], {}, 'Test'));
		const warnings = async (day: number) => {
			clock.now = claimed + day * DAY;
			await store.run(sweepDueTimers(poolTimerHandlers));
			return (await eventsOf(store, id)).filter((type) => type === 'lead.protectionWarning').length;
		};
		expect(await warnings(6)).toBe(0);
		expect(await warnings(7)).toBe(1);
		expect(await warnings(8)).toBe(1);
		await mine.run(createRecord(activityRecords, { type: 'call', leadId: id }));
		expect(await warnings(9)).toBe(1);
		expect(await warnings(15)).toBe(2);
		expect(await warnings(17)).toBe(3);
		expect(await warnings(18)).toBe(3);
	});

	it('goes by deals and follow-ups where the pool says so, and by conditions that spare a lead', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store, {
			reclaimWhen: [
				{ when: 'noFollowUp', days: 5 },
				{ when: 'noDeal', days: 8 },
			],
			exemptWhen: { field: 'tags', kind: 'list', operator: 'contains', value: 'locked' },
		});
		const [idle, called, dealt, locked] = await leadsInPool(store, poolId, 4);
		const mine = await asMember(store, li);
		await mine.run(claimLeads([idle, called, dealt, locked], {}, 'Test'));
		await store.run(updateLead(locked, { addTags: ['locked'] }, test));
		const start = clock.now;
		for (const day of [4, 8, 12]) {
			clock.now = start + day * DAY;
			await store.run(sweepDueTimers(poolTimerHandlers));
			for (const leadId of [called, dealt]) {
				const owner = (await rowOf(store, leadId)).owner_id;
				if (owner) await mine.run(createRecord(activityRecords, { type: 'note', leadId }));
			}
			if (day === 4) await mine.run(createRecord(dealRecords, { name: 'Laser', leadId: dealt }));
		}
		const owners = async () =>
			await Promise.all(
				[idle, called, dealt, locked].map(async (id) => (await rowOf(store, id)).owner_id),
			);
		expect(await owners()).toEqual([null, null, li, li]);
		// Without the tag it goes at once.
		await store.run(updateLead(locked, { removeTags: ['locked'] }, test));
		await store.run(sweepDueTimers(poolTimerHandlers));
		expect(await owners()).toEqual([null, null, li, null]);
	});

	it('knows a deal that is won from one that is not, in both languages', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store, { reclaimWhen: [{ when: 'notWon', days: 5 }] });
		const won = ['已成交', '成交', '赢单', 'Won', 'Closed Won'];
		const open = ['未成交', '预计成交', '成交失败', 'Not won', 'Closed Lost'];
		const ids = await leadsInPool(store, poolId, won.length + open.length);
		await store.run(claimLeads(ids, { memberId: li }, 'Test'));
		for (const [index, stage] of [...won, ...open].entries()) {
			await store.run(createRecord(dealRecords, { name: 'D', leadId: ids[index], stage }));
		}
		clock.now += 5 * DAY;
		await store.run(reclaimDue({}, 'Test'));
		const rows = await Promise.all(ids.map(async (id) => await rowOf(store, id)));
		expect(rows.map(({ owner_id }) => owner_id)).toEqual([
			...won.map(() => li),
			...open.map(() => null),
		]);
	});

	it('shows and gives out what is due although nothing has swept', async () => {
		const { store, clock } = await fresh();
		const [li, wang] = [await addMember(store), await addMember(store)];
		const poolId = await addPool(store, { defaultProtectDays: 5 });
		const [first, second] = await leadsInPool(store, poolId, 2);
		await store.run(claimLeads([first, second], { memberId: li }, 'Test'));
		clock.now += 5 * DAY;
		const hers = await asMember(store, wang);
		expect(ends(await hers.run(claimLeads([first], { dryRun: true }, 'Test')))).toEqual([
			'claimed',
		]);
		expect(await eventsOf(store, first)).not.toContain('lead.reclaimed');
		expect(ends(await hers.run(claimLeads([first], {}, 'Test')))).toEqual(['claimed']);
		expect((await eventsOf(store, first)).slice(-2)).toEqual(['lead.reclaimed', 'lead.claimed']);
		const mine = await asMember(store, li);
		expect(ends(await mine.run(claimLeads([second], {}, 'Test')))).toEqual(['coolDown']);
		const { leads } = await findPoolLeads(hers, { poolId }, 'Test');
		expect(leads.map(({ id }) => id)).toEqual([second]);
		expect(leads[0].mobile).toContain('*');
	});

	it('is swept in bounds, and into the pool that is named for it', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const second = await addPool(store, { name: '二级公海', coversMembers: false });
		const poolId = await addPool(store, { defaultProtectDays: 1, reclaimToPoolId: second });
		const ids = await leadsInPool(store, poolId, 5);
		await store.run(claimLeads(ids, { memberId: li }, 'Test'));
		clock.now += DAY;
		const rehearsal = await store.run(reclaimDue({ limit: 3, dryRun: true }, 'Test'));
		expect(ends(rehearsal.reclaimed)).toEqual(['reclaimed', 'reclaimed', 'reclaimed']);
		const sweep = async () => (await store.run(reclaimDue({ limit: 3 }, 'Test'))).reclaimed.length;
		expect([await sweep(), await sweep(), await sweep()]).toEqual([3, 2, 0]);
		for (const id of ids) expect(await rowOf(store, id)).toMatchObject({ pool_id: second });
	});

	it('is overridden by hand at any time, open tasks going along if asked', async () => {
		const { store } = await fresh();
		const teamId = await addTeam(store);
		const [li, wang] = [await addMember(store), await addMember(store, { teamId })];
		const poolId = await addPool(store, { memberIds: [li], holdLimit: 0 });
		const [id] = await leadsInPool(store, poolId);
		await store.run(transferLeads([id], { memberId: li }, 'Test'));
		for (const [subject, status] of [
			['Call', 'open'],
			['Done', 'done'],
		] as const) {
			await store.run(createRecord(taskRecords, { subject, status, leadId: id, assigneeId: li }));
		}
		const mine = await asMember(store, li);
		const request = { memberId: wang, reason: 'Moved to Beijing', moveOpenTasks: true };
		expect(ends(await mine.run(transferLeads([id], { ...request, dryRun: true }, 'Test')))).toEqual(
			['transferred'],
		);
		expect(await rowOf(store, id)).toMatchObject({ owner_id: li });
		const [result] = await mine.run(transferLeads([id], request, 'Test'));
		expect(result).toMatchObject({
			outcome: 'transferred',
			member: { id: wang },
			previous: { id: li },
		});
		expect(await rowOf(store, id)).toMatchObject({ owner_id: wang, team_id: teamId });
		const tasks = await rowsOf(store, 'tasks');
		expect(tasks.map(({ subject, owner_id }) => [subject, owner_id]).sort()).toEqual([
			['Call', wang],
			['Done', li],
		]);
		expect(ends(await mine.run(transferLeads([id], { memberId: li }, 'Test')))).toEqual([
			'notFound',
		]);
		expect(
			(await rowsOf(store, 'events')).filter(({ type }) => type === 'task.updated'),
		).toHaveLength(1);
	});

	it('is run by its administrators, who see and pull back what members hold', async () => {
		const { store } = await fresh();
		const [admin, li] = [await addMember(store), await addMember(store)];
		const poolId = await addPool(store, { adminIds: [admin], memberIds: [li] });
		const [id, lying] = await leadsInPool(store, poolId, 2);
		await store.run(claimLeads([id], { memberId: li }, 'Test'));
		const boss = await asMember(store, admin);
		expect((await boss.read(getLead(id))).mobile).not.toContain('*');
		expect((await boss.read(getLead(lying))).mobile).not.toContain('*');
		await expect(boss.run(updateLead(id, { addTags: ['x'] }, test))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		expect(ends(await boss.run(releaseLeads([id], {}, 'Test')))).toEqual(['released']);
		expect(ends(await boss.run(transferLeads([lying], { memberId: li }, 'Test')))).toEqual([
			'transferred',
		]);
		const other = await addPool(store, { memberIds: [li] });
		expect(ends(await boss.run(putIntoPool([id], { poolId: other }, 'Test')))).toEqual([
			'notPermitted',
		]);
		await boss.run(updateRecord(poolRecords, poolId, { dailyClaimLimit: 5 }));
		await expect(
			boss.run(updateRecord(poolRecords, poolId, { adminIds: [admin, li] })),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(boss.run(updateRecord(poolRecords, other, { name: 'x' }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
	});

	it('cannot be deleted while leads lie in it', async () => {
		const { store } = await fresh();
		const li = await addMember(store);
		const poolId = await addPool(store);
		const [id] = await leadsInPool(store, poolId);
		await expect(store.run(deleteRecord(poolRecords, poolId))).rejects.toMatchObject({
			code: 'CONFLICT',
		});
		await store.run(claimLeads([id], { memberId: li }, 'Test'));
		await store.run(deleteRecord(poolRecords, poolId));
		const mine = await asMember(store, li);
		expect(ends(await mine.run(releaseLeads([id], {}, 'Test')))).toEqual(['noPool']);
	});

	it('lets members step out and come back', async () => {
		const { store, clock } = await fresh();
		const [li, wang] = [await addMember(store), await addMember(store)];
		const mine = await asMember(store, li);
		const until = iso(clock.now + DAY);
		expect(await mine.run(setAvailability(li, { available: false, until }))).toMatchObject({
			leaves: [{ from: iso(clock.now), to: until }],
		});
		clock.now += HOUR;
		const back = await mine.run(setAvailability(li, { available: true }));
		expect(back).toMatchObject({ available: true, leaves: [{ to: iso(clock.now) }] });
		const leave = { from: iso(clock.now + DAY), to: iso(clock.now + 2 * DAY) };
		expect((await store.run(setAvailability(wang, { leave }))).leaves).toEqual([leave]);
		await expect(mine.run(setAvailability(wang, { available: false }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(
			mine.run(setAvailability(li, { available: false, until: iso(clock.now) })),
		).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		expect(memberRecords.kind).toBe('member');
		expect((await leadOf(store, { name: 'Anybody' })).owner).toBeUndefined();
	});
});
