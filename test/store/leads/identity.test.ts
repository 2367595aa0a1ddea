import { captureLeads } from '../../../leads/capture/capture';
import { mapFields } from '../../../leads/capture/fieldMapping';
import type { Actor } from '../../../leads/model/actor';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { insertMany, write } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, addTeam, captured, captureOne, codes, leadOf } from './captured';
import { contradictions, rowsOf } from './integrity';

const mobile = '13912345678';
const email = 'wei@example.com';

async function holders(store: LeadStore): Promise<Record<string, unknown>> {
	const rows = await rowsOf(store, 'identities');
	return Object.fromEntries(
		rows.map(({ kind, key, entity_id, state }) => [
			`${String(kind)} ${String(key)}`,
			state === 'shared' ? 'shared' : entity_id,
		]),
	);
}

async function pairs(store: LeadStore): Promise<Array<[kind: unknown, ids: unknown[]]>> {
	return (await rowsOf(store, 'review_pairs')).map(({ kind, left_id, right_id }) => [
		kind,
		[left_id, right_id],
	]);
}

const sortedIds = (...ids: string[]) => [...ids].sort();

describe.each(storeEngines())('whom a capture is about, on $name', (engine) => {
	const fresh = freshStores(engine);

	describe('when several keys name several people', () => {
		it('it goes to the stronger key, and both leads are put up for review', async () => {
			const { store } = await fresh();
			const byMobile = await leadOf(store, { name: '王伟', mobile });
			const byEmail = await leadOf(store, { name: '王伟', email });
			const met = await captureOne(store, { name: '王伟', mobile, email });
			expect(met).toMatchObject({ outcome: 'updated', lead: { id: byMobile.id, email } });
			expect(codes(met)).toEqual(expect.arrayContaining(['same.mobile', 'conflictingKeys']));
			expect(await pairs(store)).toEqual([['conflictingKeys', sortedIds(byMobile.id, byEmail.id)]]);
			expect(await holders(store)).toMatchObject({ [`email ${email}`]: byEmail.id });
			await captureOne(store, { name: '王伟', mobile, email });
			expect(await pairs(store)).toHaveLength(1);
		});

		it('an id of a channel is stronger than a number', async () => {
			const { store } = await fresh();
			await leadOf(store, { name: '王伟', mobile });
			const byChat = await leadOf(store, { name: '王伟', wecomExternalUserId: 'wmAAAAAAAAAA' });
			const met = await captureOne(store, { mobile, wecomExternalUserId: 'wmAAAAAAAAAA' });
			expect(met.lead?.id).toBe(byChat.id);
			expect(await pairs(store)).toHaveLength(1);
		});

		it('new keys become keys of the lead that was met', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, { name: '王伟', mobile });
			await captureOne(store, { mobile, email }, { onDuplicate: 'attachActivity' });
			expect((await captureOne(store, { email })).lead?.id).toBe(lead.id);
		});
	});

	describe('when a key is used by several people', () => {
		const family = 'family@example.com';

		it('the key stops being identity, and those it joined are put up for review', async () => {
			const { store } = await fresh();
			const wang = await leadOf(store, { name: '王伟', email: family });
			const li = await captureOne(store, { name: '李娜', email: family });
			expect(li.outcome).toBe('created');
			expect(codes(li)).toContain('sharedKey');
			expect(await holders(store)).toEqual({ [`email ${family}`]: 'shared' });
			expect(await pairs(store)).toEqual([['sharedKey', sortedIds(wang.id, li.lead!.id)]]);
			const third = await captureOne(store, { name: '王伟', email: family });
			expect(third.outcome).toBe('created');
		});

		it('the person is still met by a key of their own', async () => {
			const { store } = await fresh();
			const wang = await leadOf(store, { name: '王伟', email: family });
			const li = await leadOf(store, { name: '李娜', mobile });
			const met = await captureOne(store, { name: '李娜', mobile, email: family });
			expect(met.lead?.id).toBe(li.id);
			expect(await pairs(store)).toEqual([['sharedKey', sortedIds(wang.id, li.id)]]);
		});

		it('happens within one chunk as well', async () => {
			const { store } = await fresh();
			const results = await captureLeads(store, [
				captured({ name: '王伟', email: family }),
				captured({ name: '李娜', email: family }),
				captured({ name: '王伟', email: family }),
			]);
			expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
			expect(await holders(store)).toEqual({ [`email ${family}`]: 'shared' });
		});

		it.each([
			['王伟', 'Wei Wang'],
			['Wang Wei', '王伟'],
			['张敏', '章敏'],
			['欧阳修', 'Ouyang Xiu'],
			['王总', '王伟'],
			['Anna Weber', 'anna'],
			['小可爱', '王伟'],
		])('is not said of %s and %s', async (one, other) => {
			const { store } = await fresh();
			const lead = await leadOf(store, { name: one, mobile });
			expect((await captureOne(store, { name: other, mobile })).lead?.id).toBe(lead.id);
			expect(await pairs(store)).toEqual([]);
		});

		it('is said by the name the lead has learnt when the key came without one', async () => {
			const { store } = await fresh();
			await leadOf(store, { email });
			await leadOf(store, { email, name: '王伟' });
			expect((await captureOne(store, { email, name: '李娜' })).outcome).toBe('created');
		});

		it('is never said of an id that a channel gives to one account', async () => {
			const { store } = await fresh();
			const id = 'wmBBBBBBBBBB';
			const lead = await leadOf(store, { name: '王伟', wecomExternalUserId: id });
			expect((await captureOne(store, { name: '李娜', wecomExternalUserId: id })).lead?.id).toBe(
				lead.id,
			);
		});
	});

	describe('when no key names anybody', () => {
		it.each([
			['a role mailbox', { email: 'info@example.com' }],
			['a landline', { phone: '021-58888888' }],
			['a number of a company', { phone: '400-820-8820' }],
			['a name and a company', { company: 'Example GmbH' }],
		])('%s makes a new lead each time', async (_what, fields) => {
			const { store } = await fresh();
			for (let time = 0; time < 2; time += 1) {
				expect((await captureOne(store, { name: 'Anna Weber', ...fields })).outcome).toBe(
					'created',
				);
			}
			expect(await rowsOf(store, 'identities')).toEqual([]);
		});
	});

	describe('when the person’s lead lies in the bin', () => {
		it('a new lead takes over the keys, and restoring the old one opens a pair', async () => {
			const { store } = await fresh();
			const old = await leadOf(store, { name: '王伟', mobile, email });
			await store.run(deleteLead(old.id, 'Test'));
			const made = await captureOne(store, { name: '王伟', mobile, email });
			expect(made.outcome).toBe('created');
			expect(codes(made)).toContain('binned');
			const id = made.lead!.id;
			expect(await holders(store)).toEqual({ 'mobile +8613912345678': id, [`email ${email}`]: id });
			expect(await pairs(store)).toEqual([]);
			await store.run(restoreLead(old.id, 'Test'));
			expect(await pairs(store)).toEqual([['duplicate', sortedIds(old.id, id)]]);
			expect((await captureOne(store, { mobile })).lead?.id).toBe(id);
		});

		it('a lead that is met by another key takes over the key of the one in the bin', async () => {
			const { store } = await fresh();
			const alive = await leadOf(store, { name: '王伟', mobile });
			const binned = await leadOf(store, { name: '王伟', email });
			await store.run(deleteLead(binned.id, 'Test'));
			const met = await captureOne(store, { name: '王伟', mobile, email });
			expect(met.lead?.id).toBe(alive.id);
			expect(await holders(store)).toMatchObject({ [`email ${email}`]: alive.id });
			expect(await pairs(store)).toEqual([]);
		});

		it('makes one new lead when many capture the person at the same moment', async () => {
			const { store } = await fresh();
			const old = await leadOf(store, { name: '王伟', mobile, email });
			await store.run(deleteLead(old.id, 'Test'));
			const results = await Promise.all(
				Array.from({ length: 12 }, () => captureOne(store, { name: '王伟', mobile, email })),
			);
			expect(new Set(results.map(({ lead }) => lead?.id)).size).toBe(1);
			expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
			expect(await rowsOf(store, 'leads')).toHaveLength(2);
		});

		it('two captures of one chunk make one new lead', async () => {
			const { store } = await fresh();
			const old = await leadOf(store, { name: '王伟', mobile });
			await store.run(deleteLead(old.id, 'Test'));
			const results = await captureLeads(store, [
				captured({ mobile }),
				captured({ mobile, email }),
			]);
			expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'updated']);
			expect(await contradictions(store)).toEqual([]);
		});
	});

	describe('when the person has become a contact', () => {
		async function contactWith(store: LeadStore, ownerId: string | null = null): Promise<string> {
			return await store.run(function* (context) {
				const id = context.newId();
				yield* insertMany({
					table: 'contacts',
					columns: [
						'workspace_id',
						'id',
						'version',
						'name',
						'owner_id',
						'data',
						'custom',
						'created_at',
						'updated_at',
					],
					rows: [[context.workspaceId, id, 3, '王伟', ownerId, {}, {}, context.now, context.now]],
					onConflict: 'error',
				});
				yield* insertMany({
					table: 'identities',
					columns: [
						'workspace_id',
						'kind',
						'key',
						'entity_type',
						'entity_id',
						'state',
						'name_evidence',
						'created_at',
					],
					rows: [
						[
							context.workspaceId,
							'mobile',
							'+8613912345678',
							'contact',
							id,
							'own',
							'wang wong',
							context.now,
						],
					],
					onConflict: 'error',
				});
				return id;
			});
		}

		it('the enquiry is noted on the contact, with its owner, and nothing of it is given out', async () => {
			const { store } = await fresh();
			const ownerId = await addMember(store);
			const id = await contactWith(store, ownerId);
			const consents = [{ purpose: 'contact', channel: 'phone', granted: true }];
			const result = await captureOne(
				store,
				{ name: '王伟', mobile, email, message: 'Again me' },
				{},
				{ consents },
			);
			expect(result.outcome).toBe('attached');
			expect(result.lead).toBeUndefined();
			expect(codes(result)).toContain('converted');
			const about = { entity_type: 'contact', entity_id: id };
			expect(await rowsOf(store, 'activities')).toMatchObject([
				{ ...about, owner_id: ownerId, data: { message: 'Again me' } },
			]);
			expect(await rowsOf(store, 'consents')).toMatchObject([about]);
			expect(await rowsOf(store, 'events')).toMatchObject([
				{ ...about, type: 'contact.attached', entity_version: 3 },
			]);
			expect(await rowsOf(store, 'leads')).toEqual([]);
			expect(await holders(store)).toMatchObject({ [`email ${email}`]: id });
		});

		it('a new lead takes the key of a contact that was deleted', async () => {
			const { store } = await fresh();
			const id = await contactWith(store);
			await store.run((context) =>
				write(
					context.db.updateTable('contacts').set({ deleted_at: context.now }).where('id', '=', id),
				),
			);
			const made = await captureOne(store, { name: '王伟', mobile });
			expect(made.outcome).toBe('created');
			expect(await holders(store)).toEqual({ 'mobile +8613912345678': made.lead!.id });
		});
	});

	describe('when the lead belongs to somebody else', () => {
		async function sales(
			store: LeadStore,
		): Promise<{ mine: LeadStore; me: string; other: string; teamId: string }> {
			const teamId = await addTeam(store);
			const me = await addMember(store, { teamId });
			const other = await addMember(store, { name: 'Somebody Else' });
			const actor: Actor = actorOf('member', { kind: 'own', memberId: me });
			return { mine: store.as(actor), me, other, teamId };
		}

		it('the enquiry is passed on, and nothing is revealed', async () => {
			const { store } = await fresh();
			const { mine, other } = await sales(store);
			const theirs = await leadOf(
				store,
				{ name: '王伟', mobile, company: 'Secret Ltd' },
				{},
				{ ownerId: other },
			);
			for (const onDuplicate of [
				'fillBlanks',
				'overwrite',
				'createAnyway',
				'reject',
				'attachActivity',
			] as const) {
				const result = await captureOne(
					mine,
					{ name: '王伟', mobile, title: 'Spy' },
					{ onDuplicate },
				);
				expect(result).toMatchObject({ outcome: 'attached', repeated: false });
				expect(JSON.stringify(result)).not.toMatch(
					new RegExp(`${theirs.id}|Secret|${other}|Somebody`),
				);
			}
			const lead = await store.read(getLead(theirs.id));
			expect(lead).toMatchObject({ company: 'Secret Ltd', version: 6 });
			expect(lead.title).toBeUndefined();
			expect(await rowsOf(store, 'activities')).toHaveLength(5);
			expect((await rowsOf(store, 'activities')).every(({ owner_id }) => owner_id === other)).toBe(
				true,
			);
		});

		it('nothing is revealed when the delivery is repeated, or when the lead was somebody else’s later', async () => {
			const { store } = await fresh();
			const { mine, other } = await sales(store);
			await leadOf(
				store,
				{ name: '王伟', mobile, company: 'Secret Ltd' },
				{},
				{ ownerId: other, externalId: 'd' },
			);
			const repeated = await captureOne(mine, { name: '王伟', mobile }, {}, { externalId: 'd' });
			expect(repeated).toMatchObject({ outcome: 'created', repeated: true });
			expect(repeated.lead).toBeUndefined();
		});

		it('a new lead is that of the member who captures it, and of the member’s team', async () => {
			const { store } = await fresh();
			const { mine, me, teamId } = await sales(store);
			expect(await leadOf(mine, { name: '王伟', mobile })).toMatchObject({
				owner: { id: me },
				team: { id: teamId },
			});
			expect((await captureOne(mine, { mobile, title: 'Boss' })).outcome).toBe('updated');
			const quarantined = await captureOne(
				mine,
				{ name: 'Spam' },
				{},
				{ spamSignals: ['honeypot'] },
			);
			expect(await rowsOf(store, 'quarantine')).toMatchObject([
				{ id: quarantined.quarantineId, owner_id: me, team_id: teamId },
			]);
		});
	});

	describe('when it came out of the store', () => {
		const again = async (store: LeadStore, item: object, options = {}) => {
			const { leadId, fields, custom } = mapFields()({ ...item });
			return await captureOne(
				store,
				fields,
				{ onDuplicate: 'overwrite', ...options },
				{ custom, ...(leadId ? { leadId } : {}) },
			);
		};

		it('it is the lead it was, also without any key, and under a new name', async () => {
			const { store } = await fresh();
			const lead = await leadOf(store, { name: 'Anna Weber', phone: '021-58888888' });
			const met = await again(store, { ...lead, title: 'Boss' });
			expect(met).toMatchObject({ outcome: 'updated', lead: { id: lead.id, title: 'Boss' } });
			expect(codes(met)).toContain('sameLead');
			const named = await leadOf(store, { name: '王伟', mobile, email });
			const other = await again(store, {
				...named,
				name: '李娜',
				lastName: undefined,
				firstName: undefined,
			});
			expect(other).toMatchObject({ outcome: 'updated', lead: { id: named.id, name: '李娜' } });
			expect(await holders(store)).toEqual({
				'mobile +8613912345678': named.id,
				[`email ${email}`]: named.id,
			});
		});

		it('keys that name somebody else open a pair', async () => {
			const { store } = await fresh();
			const one = await leadOf(store, { name: '王伟', mobile });
			const two = await leadOf(store, { name: '王伟', email });
			const met = await again(store, { ...one, email });
			expect(met.lead?.id).toBe(one.id);
			expect(await pairs(store)).toEqual([['conflictingKeys', sortedIds(one.id, two.id)]]);
		});

		it('a lead that is gone, hidden or a test is not met by its id', async () => {
			const { store } = await fresh();
			const [me, other] = [await addMember(store), await addMember(store)];
			const mine = store.as(actorOf('member', { kind: 'own', memberId: me }));
			const hidden = await leadOf(store, { name: 'Hidden' }, {}, { ownerId: other });
			const gone = await leadOf(store, { name: 'Gone' });
			await store.run(deleteLead(gone.id, 'Test'));
			const test = await leadOf(store, { name: 'Test' }, {}, { test: true });
			for (const [who, lead] of [
				[mine, hidden],
				[store, gone],
				[store, test],
			] as const) {
				expect(await again(who, { ...lead, title: 'Spy' })).toMatchObject({ outcome: 'created' });
			}
			expect((await store.read(getLead(hidden.id))).version).toBe(1);
		});
	});

	describe('when it is a test', () => {
		it('it never meets a live lead, nor a live capture a test lead', async () => {
			const { store } = await fresh();
			const live = await leadOf(store, { name: '王伟', mobile });
			const test = await leadOf(store, { name: '王伟', mobile }, {}, { test: true });
			expect(test.id).not.toBe(live.id);
			expect([live.test, test.test]).toEqual([false, true]);
			expect((await captureOne(store, { mobile }, {}, { test: true })).lead?.id).toBe(test.id);
			expect((await captureOne(store, { mobile })).lead?.id).toBe(live.id);
			expect(await pairs(store)).toEqual([]);
		});
	});
});
