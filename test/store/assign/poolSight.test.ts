import fc from 'fast-check';
import { claimLeads } from '../../../leads/assign/pool/claim';
import { poolLeads } from '../../../leads/assign/pool/findPoolLeads';
import { putIntoPool, releaseLeads } from '../../../leads/assign/pool/release';
import { transferLeads } from '../../../leads/assign/pool/transfer';
import { captureLeads } from '../../../leads/capture/capture';
import { mapFields } from '../../../leads/capture/fieldMapping';
import type { Lead } from '../../../leads/model/lead';
import {
	bulkLeadHandlers,
	startBulkDelete,
	startBulkTransfer,
	startBulkUpdate,
} from '../../../leads/store/bulkLeads';
import { consentsOf } from '../../../leads/store/consents';
import type { Operation } from '../../../leads/store/context';
import { findEvents } from '../../../leads/store/eventLog';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { countLeads, findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { leadOperators, leadViews } from '../../../leads/store/leads/leadQuery';
import { markRead } from '../../../leads/store/leads/markRead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { findRecords } from '../../../leads/store/records/findRecords';
import { runJob } from '../../../leads/store/runJob';
import type { LeadStore } from '../../../leads/store/store';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addMember, addTeam, captured, captureOne } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addPool, asMember, ends, leadsInPool } from './pools';

const LEADS = 8;
const place = fc.nat({ max: LEADS - 1 });
const test = { node: 'Test' };

type Act = (store: LeadStore, ids: readonly string[]) => Promise<unknown>;

const each =
	(how: 'read' | 'run', operation: (id: string) => Operation<unknown>) =>
	(index: number): Act =>
	async (store, ids) =>
		await store[how](operation(ids[index]));

/** Whoever looks for a number must not learn that it is there. */
const search = fc.constantFrom('Lead', 'seen0', 'seen1@example.com', '13900000002', '公司');
const condition = fc.record({
	field: fc.constantFrom('email', 'mobile', 'company', 'name', 'poolId'),
	operator: fc.constantFrom(...leadOperators),
	value: fc.constantFrom('seen', '1390000', '公司', 'Lead', '1'),
});
const request = fc.record(
	{
		view: fc.constantFrom(...leadViews),
		search,
		conditions: fc.array(condition, { maxLength: 2 }),
	},
	{ requiredKeys: [] },
);

const look: fc.Arbitrary<Act> = fc.oneof(
	place.map(each('read', getLead)),
	place.map(each('read', (id) => timelineOf('lead', id))),
	place.map(each('read', (id) => findEvents({ entityId: id }))),
	place.map(each('read', (id) => consentsOf({ entityType: 'lead', entityId: id }))),
	fc.constant<Act>(async (store) => await store.read(findEvents({}))),
	fc.constant<Act>(async (store) => await store.read(findRecords(activityRecords))),
	fc.constant<Act>(async (store) => await store.read(poolLeads({}))),
	fc.constant<Act>(
		async (store, ids) => await store.run(claimLeads(ids, { dryRun: true }, 'Test')),
	),
	request.map(
		(asked): Act =>
			async (store) =>
				await store.read(findLeads(asked)),
	),
	request.map(
		(asked): Act =>
			async (store) =>
				await store.read(countLeads(asked)),
	),
);

const change: fc.Arbitrary<Act> = fc.oneof(
	place.map(each('run', (id) => updateLead(id, { fields: { title: 'Mine now' } }, test))),
	place.map(each('run', (id) => updateLead(id, { ownerId: null }, test))),
	place.map(each('run', (id) => deleteLead(id, 'Test'))),
	place.map(each('run', (id) => restoreLead(id, 'Test'))),
	place.map(each('run', markRead)),
	place.map(each('run', (id) => createRecord(activityRecords, { type: 'note', leadId: id }))),
	place.map(each('run', (id) => releaseLeads([id], {}, 'Test'))),
	fc.constant<Act>(async (store, ids) => {
		const member = store.actor.memberId ?? '';
		return await store.run(transferLeads(ids, { memberId: member }, 'Test'));
	}),
	request.map(
		(asked): Act =>
			async (store) => {
				const job = await store.run(
					startBulkUpdate({ query: asked, changes: { addTags: ['mine'] }, node: 'Test' }),
				);
				return (await runJob(store, job.id, bulkLeadHandlers)).state;
			},
	),
	request.map(
		(asked): Act =>
			async (store) => {
				const job = await store.run(
					startBulkTransfer({ query: asked, ownerId: null, node: 'Test' }),
				);
				return (await runJob(store, job.id, bulkLeadHandlers)).state;
			},
	),
	request.map(
		(asked): Act =>
			async (store) => {
				const job = await store.run(startBulkDelete({ query: asked, node: 'Test' }));
				return (await runJob(store, job.id, bulkLeadHandlers)).state;
			},
	),
);

async function attempt(act: Act, store: LeadStore, ids: readonly string[]): Promise<unknown> {
	return await act(store, ids).catch((error: Error & { code?: string }) => {
		expect(error.code).toMatch(/NOT_FOUND|INVALID_INPUT|FORBIDDEN|CONFLICT/);
		return error.message;
	});
}

async function idsSeen(store: LeadStore): Promise<string[]> {
	const { leads } = await store.read(findLeads({ limit: 100 }));
	return leads.map(({ id }) => id).sort();
}

describe.each(storeEngines())('who sees what lies in a pool ($name)', (engine) => {
	const fresh = freshStores(engine);
	const numRuns = engine.name === 'sqlite' ? 60 : 8;

	it('members: exactly their pools’ unowned leads, masked, and changing none; nobody else anything', async () => {
		await fc.assert(
			fc.asyncProperty(
				// Of whom each lead is, and where: 0 nobody, 1 me, 2 a stranger; 0 no pool, 1 mine, 2 another.
				fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), {
					minLength: LEADS,
					maxLength: LEADS,
				}),
				fc.constantFrom('member', 'teamMember', 'manager', 'stranger'),
				fc.array(fc.oneof(look, change), { minLength: 1, maxLength: 8 }),
				async (places, kind, acts) => {
					const { store } = await fresh();
					const teamId = await addTeam(store);
					const me = await addMember(store, kind === 'member' ? {} : { teamId });
					const stranger = await addMember(store);
					const outsider = kind === 'stranger';
					const pools = [
						undefined,
						await addPool(store, {
							...(kind === 'teamMember' || kind === 'manager'
								? { teamIds: [teamId] }
								: { memberIds: [outsider ? stranger : me] }),
							coversMembers: false,
						}),
						await addPool(store, { memberIds: [stranger], coversMembers: false }),
					];
					const owners = [undefined, me, stranger];
					const made = await captureLeads(
						store,
						places.map((_, index) =>
							captured({
								name: `Lead ${index}`,
								company: '公司',
								email: `seen${index}@example.com`,
								mobile: `1390000000${index}`,
								message: `message of ${index}`,
							}),
						),
					);
					const ids = made.map(({ lead }) => lead!.id);
					for (const [index, [owner, pool]] of places.entries()) {
						const [poolId, ownerId] = [pools[pool], owners[owner]];
						if (poolId) await store.run(putIntoPool([ids[index]], { poolId }, 'Test'));
						if (ownerId) {
							await store.run(transferLeads([ids[index]], { memberId: ownerId }, 'Test'));
						}
					}
					const actor = await asMember(store, me, kind === 'manager' ? 'manager' : 'member');
					const lies = ids.filter((_, index) => places[index][0] === 0 && places[index][1] === 1);
					const own = ids.filter((_, index) => places[index][0] === 1);
					const inSight = [...own, ...(outsider ? [] : lies)].sort();
					expect(await idsSeen(actor)).toEqual(inSight);
					const { leads } = await actor.read(poolLeads({ limit: 100 }));
					expect(leads.map(({ id }) => id).sort()).toEqual(outsider ? [] : [...lies].sort());

					const before = (await rowsOf(store, 'leads')).filter(
						({ id }) => !own.includes(String(id)),
					);
					const seen: unknown[] = [];
					for (const one of acts) seen.push(await attempt(one, actor, ids));
					const text = JSON.stringify(seen);
					ids.forEach((id, index) => {
						if (own.includes(id)) return;
						expect(text).not.toContain(`seen${index}@example.com`);
						expect(text).not.toContain(`1390000000${index}`);
						// An id that was asked for may come back in a refusal, never what stands behind it.
						if (!inSight.includes(id)) expect(text).not.toContain(`Lead ${index}"`);
					});
					expect(
						(await rowsOf(store, 'leads')).filter(({ id }) => !own.includes(String(id))),
					).toEqual(before);
				},
			),
			{ numRuns },
		);
	});

	it('is not found by what is masked, but by everything else', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const poolId = await addPool(store);
		const [id] = await leadsInPool(store, poolId);
		const { name, email, mobile } = await store.read(getLead(id));
		const mine = await asMember(store, me);
		const found = async (asked: Parameters<typeof findLeads>[0]) =>
			(await mine.read(findLeads(asked))).leads.length;
		expect(await found({ search: String(name) })).toBe(1);
		expect(await found({ search: String(email) })).toBe(0);
		expect(await found({ search: String(mobile).slice(-8) })).toBe(0);
		const ask = (field: string, value: unknown) => ({
			conditions: [{ field, operator: 'equals' as const, value: String(value) }],
		});
		expect(await found(ask('email', email))).toBe(0);
		expect(await found(ask('name', name))).toBe(1);
		await mine.run(claimLeads([id], {}, 'Test'));
		expect(await found({ search: String(email) })).toBe(1);
		expect(await found(ask('email', email))).toBe(1);
	});

	it('stays masked in a rehearsal of a claim, for whoever may claim', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const [id] = await leadsInPool(store, await addPool(store));
		const mine = await asMember(store, me);
		const [rehearsed] = await mine.run(claimLeads([id], { dryRun: true }, 'Test'));
		expect(rehearsed).toMatchObject({ outcome: 'claimed', member: { id: me } });
		const { mobile, email } = await mine.read(getLead(id));
		expect([rehearsed.lead?.mobile, rehearsed.lead?.email]).toEqual([mobile, email]);
		expect(mobile).toContain('*');
		const [claimed] = await mine.run(claimLeads([id], {}, 'Test'));
		expect(claimed.lead?.mobile).not.toContain('*');
	});

	it('is open where the pool masks nothing: with its story, still not to be changed', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const poolId = await addPool(store, { mask: 'never' });
		const [id] = await leadsInPool(store, poolId);
		await store.run(createRecord(activityRecords, { type: 'note', body: 'Called', leadId: id }));
		const mine = await asMember(store, me);
		expect((await mine.read(getLead(id))).email).toContain('@example.com');
		expect(JSON.stringify(await mine.read(timelineOf('lead', id)))).toContain('Called');
		await expect(
			mine.run(createRecord(activityRecords, { type: 'note', leadId: id })),
		).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		await expect(mine.run(updateLead(id, { addTags: ['x'] }, test))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});

	it('stays masked for the members of a pool that always masks, and never comes back as data', async () => {
		const { store } = await fresh();
		const [me, admin] = [await addMember(store), await addMember(store)];
		const poolId = await addPool(store, { mask: 'always', adminIds: [admin] });
		const [id] = await leadsInPool(store, poolId);
		const mine = await asMember(store, me);
		const [claimed] = await mine.run(claimLeads([id], {}, 'Test'));
		expect(claimed.lead?.mobile).toContain('*');
		const before = await store.read(getLead(id));
		const seen = await mine.read(getLead(id));
		expect(seen.mobile).toContain('*');
		const { ignored } = await mine.run(
			updateLead(id, { fields: { mobile: seen.mobile, email: 'new@example.com' } }, test),
		);
		expect(ignored.sort()).toEqual(['email', 'mobile']);
		const mapped = mapFields()({ ...seen });
		await captureOne(mine, mapped.fields, { onDuplicate: 'overwrite' });
		const after = await store.read(getLead(id));
		const reach = ({ mobile, phone, email }: Lead) => [mobile, phone, email];
		expect(reach(after)).toEqual(reach(before));
		expect((await (await asMember(store, admin)).read(getLead(id))).mobile).not.toContain('*');
	});

	it('never comes back as data from a pool: read masked, captured again, claimed, the number is whole', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const poolId = await addPool(store);
		const [id] = await leadsInPool(store, poolId);
		const before = await store.read(getLead(id));
		const mine = await asMember(store, me);
		const seen = await mine.read(getLead(id));
		expect(seen.mobile).toContain('*');
		for (const onDuplicate of ['overwrite', 'fillBlanks', 'createAnyway'] as const) {
			const { fields, custom, leadId } = mapFields()({ ...seen });
			await captureOne(mine, fields, { onDuplicate }, { custom, leadId });
		}
		for (const row of await rowsOf(store, 'leads')) {
			expect([row.mobile, row.phone, row.email].join(' ')).not.toContain('*');
		}
		expect(JSON.stringify(await rowsOf(store, 'identities'))).not.toContain('*');
		expect(ends(await mine.run(claimLeads([id], {}, 'Test')))).toEqual(['claimed']);
		// What was read before the claim is written after it.
		const { fields, custom, leadId } = mapFields()({ ...seen });
		await captureOne(mine, fields, { onDuplicate: 'overwrite' }, { custom, leadId });
		const { ignored } = await mine.run(updateLead(id, { fields: { email: seen.email } }, test));
		expect(ignored).toEqual(['email']);
		const { mobile, email } = await mine.read(getLead(id));
		expect([mobile, email]).toEqual([before.mobile, before.email]);
	});
});
