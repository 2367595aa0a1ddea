import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { markRead } from '../../../leads/store/leads/markRead';
import {
	updateLead,
	type LeadChanges,
	type UpdateOptions,
	type UpdateResult,
} from '../../../leads/store/leads/updateLead';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, addTeam, captureOne, leadOf } from './captured';
import { rowsOf } from './integrity';

const DAY = 24 * 60 * 60 * 1000;
const nobody = '00000000-0000-7000-8000-000000000000';

const update = async (
	store: LeadStore,
	id: string,
	changes: LeadChanges,
	options: Partial<UpdateOptions> = {},
): Promise<UpdateResult> => await store.run(updateLead(id, changes, { node: 'Test', ...options }));

describe.each(storeEngines())('one lead on $name', (engine) => {
	const fresh = freshStores(engine);

	describe('changed', () => {
		it('is normalised like a captured one, and its change is in the log', async () => {
			const { store, clock } = await fresh();
			const before = await leadOf(store, { name: '王伟', mobile: '13912345678' });
			clock.now += 5000;
			const { lead, changes, ignored } = await update(store, before.id, {
				fields: {
					mobile: '0086 139-8765-4321',
					company: '  新  公司 ',
					status: '跟进中',
					employees: 12,
				},
				custom: { size: 1 },
				addTags: ['a', 'b', 'a'],
			});
			expect(ignored).toEqual([]);
			expect(lead).toMatchObject({
				version: 2,
				mobile: '+8613987654321',
				company: '新 公司',
				status: 'working',
				employees: 12,
				custom: { size: 1 },
				tags: ['a', 'b'],
				updatedAt: new Date(clock.now).toISOString(),
				createdAt: before.createdAt,
			});
			expect(changes).toMatchObject({
				mobile: ['+8613912345678', '+8613987654321'],
				status: ['new', 'working'],
				'custom.size': [null, 1],
			});
			const payloads = await rowsOf(store, 'event_payloads');
			expect(payloads).toMatchObject([{ entity_id: lead.id, payload: { changes } }]);
			const events = (await rowsOf(store, 'events')).filter(({ type }) => type === 'lead.updated');
			expect(events).toMatchObject([
				{ entity_version: 2, decision: { node: 'Test', outcome: 'updated' } },
			]);
			expect(await store.read(getLead(lead.id))).toEqual({ ...lead, decision: undefined });
		});

		it('stays as it is when nothing is new, and clears what is null', async () => {
			const { store } = await fresh();
			const before = await leadOf(
				store,
				{ name: '王伟', company: 'A', title: 'T' },
				{},
				{ custom: { x: 1 }, tags: ['t'] },
			);
			const same = await update(store, before.id, {
				fields: { name: '王伟', company: 'A', title: undefined },
				custom: { x: 1 },
				addTags: ['t'],
				removeTags: ['u'],
			});
			expect([same.lead.version, same.changes]).toEqual([1, {}]);
			const { lead } = await update(store, before.id, {
				fields: { company: null, title: null },
				custom: { x: null },
				removeTags: ['t'],
			});
			expect(lead).toMatchObject({ version: 2, name: '王伟', custom: {}, tags: [] });
			expect([lead.company, lead.title]).toEqual([undefined, undefined]);
		});

		it('keeps its name and the parts of it together', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟', mobile: '13912345678' });
			const named = (await update(store, id, { fields: { name: 'Wei Wang' } })).lead;
			expect([named.name, named.lastName, named.firstName]).toEqual([
				'Wei Wang',
				undefined,
				undefined,
			]);
			const parts = (await update(store, id, { fields: { lastName: '李', firstName: '娜' } })).lead;
			expect([parts.name, parts.lastName, parts.firstName]).toEqual(['李娜', '李', '娜']);
			const married = (await update(store, id, { fields: { lastName: '张' } })).lead;
			expect([married.name, married.lastName, married.firstName]).toEqual(['张娜', '张', '娜']);
			const cleared = (await update(store, id, { fields: { name: null } })).lead;
			expect([cleared.name, cleared.lastName, cleared.firstName]).toEqual([
				undefined,
				undefined,
				undefined,
			]);
		});

		it('keeps its mobile number when the phone is another one, and reads numbers of its own country', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: 'Anna', mobile: '+4915112345678', country: 'DE' });
			const { lead } = await update(store, id, { fields: { phone: '0151 12345679' } });
			expect([lead.mobile, lead.phone, lead.country]).toEqual([
				'+4915112345678',
				'+4915112345679',
				'DE',
			]);
		});

		it('gets the region of its new address', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟', city: '深圳' });
			expect(
				(await update(store, id, { fields: { state: '上海市', city: '上海市' } })).lead.regionCode,
			).toMatch(/^31/);
			const abroad = (
				await update(store, id, { fields: { country: 'DE', state: 'Bayern', city: 'München' } })
			).lead;
			expect(abroad).toMatchObject({ city: 'München', state: 'Bayern' });
			expect([abroad.regionCode, abroad.regionSource]).toEqual([undefined, undefined]);
		});

		it.each<[string, LeadChanges, string]>([
			['an address that is none', { fields: { email: 'nowhere' } }, 'email'],
			['a text that is too long', { fields: { company: 'x'.repeat(101) } }, 'company'],
			['a status nobody knows', { fields: { status: 'so so' } }, 'status'],
			['no status', { fields: { status: null } }, 'status'],
			['a date nobody understands', { fields: { nextFollowUpAt: 'soon' } }, 'nextFollowUpAt'],
			['nothing left to call anybody by', { fields: { name: null } }, 'name'],
			['an owner who does not exist', { ownerId: nobody }, 'ownerId'],
			['an owner who is no id', { ownerId: 'Mo' }, 'ownerId'],
			['a team that does not exist', { teamId: nobody }, 'teamId'],
			['a team that is no id', { teamId: 'East' }, 'teamId'],
			['a text of your own beyond all bounds', { custom: { novel: 'x'.repeat(32_001) } }, 'novel'],
		])('is refused with %s, and stays as it is', async (_what, changes, field) => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟' });
			const bad = await update(store, id, changes).then(
				() => undefined,
				(error: unknown) => error,
			);
			expect(bad).toMatchObject({ code: 'INVALID_INPUT', field });
			expect((await store.read(getLead(id))).version).toBe(1);
		});

		it('does not go from a closed status to any other, nor back from being converted', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟', status: 'junk' });
			await expect(update(store, id, { fields: { status: 'qualified' } })).rejects.toMatchObject({
				code: 'CONFLICT',
				field: 'status',
			});
			expect((await update(store, id, { fields: { status: 'new' } })).lead.status).toBe('new');
			await update(store, id, { fields: { status: 'converted' } });
			await expect(update(store, id, { fields: { status: 'new' } })).rejects.toMatchObject({
				code: 'ALREADY_CONVERTED',
			});
			expect((await update(store, id, { fields: { title: 'Boss' } })).lead.title).toBe('Boss');
		});

		it('goes to a member and the member’s team, to a team, and to nobody', async () => {
			const { store } = await fresh();
			const [teamId, otherTeam] = [await addTeam(store), await addTeam(store, 'West')];
			const [ownerId, alone] = [await addMember(store, { teamId }), await addMember(store)];
			const { id } = await leadOf(store, { name: '王伟' });
			const owned = await update(store, id, { ownerId: ownerId.toUpperCase() });
			expect(owned.lead).toMatchObject({ owner: { id: ownerId }, team: { id: teamId } });
			expect(owned.changes).toEqual({ ownerId: [null, ownerId], teamId: [null, teamId] });
			expect((await update(store, id, { ownerId })).changes).toEqual({});
			expect((await update(store, id, { ownerId: alone })).lead).toMatchObject({
				owner: { id: alone },
				team: { id: teamId },
			});
			expect((await update(store, id, { ownerId, teamId: otherTeam })).lead).toMatchObject({
				owner: { id: ownerId },
				team: { id: otherTeam },
			});
			const free = (await update(store, id, { ownerId: null, teamId: null })).lead;
			expect([free.owner, free.team]).toEqual([undefined, undefined]);
			await expect(
				update(store, id, { ownerId: await addMember(store, { active: false }) }),
			).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		});

		it('is refused when it was changed in the meantime, and only one of many at once gets through', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟' });
			const ends = await Promise.allSettled(
				Array.from({ length: 10 }, (_, index) =>
					update(store, id, { fields: { title: `T${index}` } }, { expectedVersion: 1 }),
				),
			);
			const refused = ends.filter((end) => end.status === 'rejected');
			expect(refused).toHaveLength(9);
			for (const end of refused) expect(end.reason).toMatchObject({ code: 'CONFLICT' });
			expect((await store.read(getLead(id))).version).toBe(2);
		});

		it('loses no change when many change other fields at once', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟' });
			await Promise.all(
				Array.from({ length: 12 }, (_, index) =>
					update(store, id, { custom: { [`f${index}`]: index }, addTags: [`t${index}`] }),
				),
			);
			const lead = await store.read(getLead(id));
			expect(lead.version).toBe(13);
			expect(lead.custom).toEqual(
				Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, index])),
			);
			expect([...lead.tags].sort()).toEqual(
				Array.from({ length: 12 }, (_, index) => `t${index}`).sort(),
			);
		});
	});

	describe('with new keys', () => {
		it('is met by them from then on', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟', mobile: '13912345678' });
			await update(store, id, { fields: { email: 'wei@example.com', mobile: '13987654321' } });
			for (const fields of [
				{ email: 'WEI@example.com' },
				{ mobile: '13987654321' },
				{ mobile: '13912345678' },
			]) {
				expect((await captureOne(store, fields)).lead?.id).toBe(id);
			}
		});

		it('leaves a key where it is when another lead has it, and opens a pair', async () => {
			const { store } = await fresh();
			const one = await leadOf(store, { name: '王伟', email: 'wei@example.com' });
			const two = await leadOf(store, { name: '王伟', mobile: '13912345678' });
			const { lead } = await update(store, two.id, { fields: { email: 'wei@example.com' } });
			expect(lead.email).toBe('wei@example.com');
			expect(lead.decision?.reasons.map(({ code }) => code)).toContain('conflictingKeys');
			const [left_id, right_id] = [one.id, two.id].sort();
			expect(await rowsOf(store, 'review_pairs')).toMatchObject([
				{ kind: 'conflictingKeys', left_id, right_id, state: 'open' },
			]);
			expect((await captureOne(store, { email: 'wei@example.com' })).lead?.id).toBe(one.id);
		});
	});

	describe('deleted', () => {
		it('is gone from everywhere, and comes back as it was within 60 days', async () => {
			const { store, clock } = await fresh();
			const before = await leadOf(store, { name: '王伟', mobile: '13912345678' });
			await store.run(deleteLead(before.id, 'Test'));
			await expect(store.read(getLead(before.id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
			await expect(update(store, before.id, { fields: { title: 'T' } })).rejects.toMatchObject({
				code: 'NOT_FOUND',
			});
			await expect(store.run(deleteLead(before.id, 'Test'))).rejects.toMatchObject({
				code: 'NOT_FOUND',
			});
			clock.now += 60 * DAY;
			const { decision, ...restored } = await store.run(
				restoreLead(before.id.toUpperCase(), 'Test'),
			);
			expect(decision?.outcome).toBe('restored');
			expect({ ...restored, version: 1, updatedAt: before.updatedAt }).toEqual({
				...before,
				decision: undefined,
			});
			expect((await captureOne(store, { mobile: '13912345678' })).lead?.id).toBe(before.id);
			const types = (await rowsOf(store, 'events')).map(({ type }) => type);
			expect(types).toEqual(expect.arrayContaining(['lead.deleted', 'lead.restored']));
		});

		it('is not restored after 60 days, and restoring a living lead does nothing', async () => {
			const { store, clock } = await fresh();
			const lead = await leadOf(store, { name: '王伟' });
			expect((await store.run(restoreLead(lead.id, 'Test'))).version).toBe(1);
			await store.run(deleteLead(lead.id, 'Test'));
			clock.now += 60 * DAY + 1;
			await expect(store.run(restoreLead(lead.id, 'Test'))).rejects.toMatchObject({
				code: 'CONFLICT',
			});
		});
	});

	describe('opened', () => {
		it('is read from then on, without being changed', async () => {
			const { store, clock } = await fresh();
			const { id } = await leadOf(store, { name: '王伟' });
			expect(await store.run(markRead(id.toUpperCase()))).toBe(true);
			const at = new Date(clock.now).toISOString();
			clock.now += 1000;
			expect(await store.run(markRead(id))).toBe(false);
			expect(await store.read(getLead(id))).toMatchObject({ version: 1, readAt: at });
			for (const other of [nobody, 'nonsense', ''])
				expect(await store.run(markRead(other))).toBe(false);
		});
	});

	describe('of somebody else, or of nobody', () => {
		it('is not there', async () => {
			const { store } = await fresh();
			const [me, other] = [await addMember(store), await addMember(store)];
			const { id } = await leadOf(store, { name: '王伟' }, {}, { ownerId: other });
			const mine = store.as(actorOf('member', { kind: 'own', memberId: me }));
			for (const [reader, unseen] of [
				[mine, id],
				[store, nobody],
				[store, 'x'],
				[store, "' OR 1=1"],
				[store, ''],
			] as const) {
				await expect(reader.read(getLead(unseen))).rejects.toMatchObject({
					code: 'NOT_FOUND',
					field: 'id',
				});
				await expect(update(reader, unseen, { fields: { title: 'T' } })).rejects.toMatchObject({
					code: 'NOT_FOUND',
				});
				await expect(reader.run(deleteLead(unseen, 'Test'))).rejects.toMatchObject({
					code: 'NOT_FOUND',
				});
				await expect(reader.run(restoreLead(unseen, 'Test'))).rejects.toMatchObject({
					code: 'NOT_FOUND',
				});
				expect(await reader.run(markRead(unseen))).toBe(false);
			}
			expect(await store.read(getLead(id))).toMatchObject({ version: 1 });
		});

		it('is there in a workspace of its own only', async () => {
			const one = await fresh();
			const two = await fresh();
			const { id } = await leadOf(one.store, { name: '王伟', mobile: '13912345678' });
			await expect(two.store.read(getLead(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
			expect((await captureOne(two.store, { mobile: '13912345678' })).outcome).toBe('created');
		});

		it('is not changed by those who may only look', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王伟' });
			const viewer = store.as(actorOf('viewer'));
			for (const change of [
				() => update(viewer, id, { fields: { title: 'T' } }),
				() => viewer.run(deleteLead(id, 'Test')),
				() => viewer.run(restoreLead(id, 'Test')),
			]) {
				await expect(change()).rejects.toMatchObject({ code: 'FORBIDDEN' });
			}
		});
	});
});
