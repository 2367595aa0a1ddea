import {
	bulkLeadHandlers,
	startBulkDelete,
	startBulkTransfer,
	startBulkUpdate,
} from '../../leads/store/bulkLeads';
import { findEvents } from '../../leads/store/eventLog';
import { countLeads, findLeads } from '../../leads/store/leads/findLeads';
import { getLead } from '../../leads/store/leads/getLead';
import type { Operation } from '../../leads/store/context';
import type { Job } from '../../leads/store/jobs';
import { runJob } from '../../leads/store/runJob';
import type { LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';
import { addLead, addMember, addTeam } from './sampleRows';

const node = 'Lead Store';

async function carryOut(store: LeadStore, start: Operation<Job>): Promise<Job> {
	const { id } = await store.run(start);
	return await runJob(store, id, bulkLeadHandlers);
}

async function addLeads(
	store: LeadStore,
	count: number,
	columns: Parameters<typeof addLead>[1],
): Promise<string[]> {
	const ids: string[] = [];
	for (let index = 0; index < count; index += 1) ids.push(await addLead(store, columns));
	return ids;
}

const fromFair = { conditions: [{ field: 'source', operator: 'equals' as const, value: 'fair' }] };

describe.each(storeEngines())('bulk changes on $name', (engine) => {
	const fresh = freshStores(engine);

	it('updates every lead that the filter finds, with an event each', async () => {
		const { store } = await fresh();
		const ids = await addLeads(store, 120, { source: 'fair', tags: ['old'] });
		const [other] = await addLeads(store, 1, { source: 'web' });
		const job = await carryOut(
			store,
			startBulkUpdate({
				query: fromFair,
				node,
				changes: {
					fields: { status: 'contacted', company: '上海电气' },
					custom: { batch: 7 },
					addTags: ['fair'],
					removeTags: ['old'],
				},
			}),
		);
		expect(job).toMatchObject({
			state: 'done',
			total: 120,
			done: 120,
			failed: 0,
			result: { changed: 120, unchanged: 0, refused: 0 },
		});
		for (const id of [ids[0], ids[119]]) {
			expect(await store.read(getLead(id))).toMatchObject({
				status: 'contacted',
				company: '上海电气',
				custom: { batch: 7 },
				tags: ['fair'],
				version: 2,
			});
		}
		expect(await store.read(getLead(other))).toMatchObject({ status: 'new', version: 1 });
		const { entries } = await store.read(findEvents({ types: ['lead.updated'], limit: 1000 }));
		expect(entries).toHaveLength(120);
		expect(entries[0]).toMatchObject({
			version: 2,
			decision: { node },
			changes: { status: ['new', 'contacted'] },
		});
		expect((await store.read(findLeads({ search: '上海', limit: 1000 }))).leads).toHaveLength(120);
		// Once more there is nothing left to change.
		const again = await carryOut(
			store,
			startBulkUpdate({ query: fromFair, node, changes: { fields: { status: 'contacted' } } }),
		);
		expect(again.result).toEqual({ changed: 0, unchanged: 120, refused: 0 });
	});

	it('reaches each lead once although the change takes it out of the filter, and leaves later leads alone', async () => {
		const { store } = await fresh();
		await addLeads(store, 110, { status: 'new' });
		const query = { conditions: [{ field: 'status', operator: 'equals' as const, value: 'new' }] };
		const { id } = await store.run(
			startBulkUpdate({ query, node, changes: { fields: { status: 'working' } } }),
		);
		await addLeads(store, 3, { status: 'new' });
		expect(await runJob(store, id, bulkLeadHandlers)).toMatchObject({
			done: 110,
			result: { changed: 110 },
		});
		expect(await store.read(countLeads(query))).toBe(3);
	});

	it('does not touch statuses that cannot be left', async () => {
		const { store } = await fresh();
		const [converted] = await addLeads(store, 1, { status: 'converted', source: 'fair' });
		await addLeads(store, 1, { status: 'new', source: 'fair' });
		const job = await carryOut(
			store,
			startBulkUpdate({ query: fromFair, node, changes: { fields: { status: 'working' } } }),
		);
		expect(job).toMatchObject({ done: 1, failed: 1, result: { changed: 1, refused: 1 } });
		expect(await store.read(getLead(converted))).toMatchObject({ status: 'converted', version: 1 });
	});

	it('transfers leads to a member with their team, to a team, and away from everybody', async () => {
		const { store } = await fresh();
		const teamId = await addTeam(store);
		const ownerId = await addMember(store, { name: '李娜', teamId });
		const [id] = await addLeads(store, 2, { source: 'fair' });
		await carryOut(store, startBulkTransfer({ query: fromFair, node, ownerId }));
		expect(await store.read(getLead(id))).toMatchObject({
			owner: { id: ownerId, name: '李娜' },
			team: { id: teamId },
		});
		const [event] = (await store.read(findEvents({ entityId: id }))).entries;
		expect(event).toMatchObject({
			type: 'lead.transferred',
			changes: { ownerId: [null, ownerId] },
			decision: { outcome: 'transferred' },
		});
		await carryOut(
			store,
			startBulkTransfer({ query: fromFair, node, ownerId: null, teamId: null }),
		);
		expect(await store.read(countLeads({ ...fromFair, view: 'unassigned' }))).toBe(2);
		for (const wrong of [{ ownerId: 'x' }, { teamId: 'x' }, {}]) {
			await expect(
				store.run(startBulkTransfer({ query: fromFair, node, ...wrong })),
			).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		}
	});

	it('puts leads into the bin', async () => {
		const { store } = await fresh();
		await addLeads(store, 60, { source: 'fair' });
		await addLeads(store, 1, { source: 'web' });
		expect(await carryOut(store, startBulkDelete({ query: fromFair, node }))).toMatchObject({
			done: 60,
		});
		expect(await store.read(countLeads({}))).toBe(1);
		expect(await store.read(countLeads({ view: 'bin' }))).toBe(60);
		expect(
			(await store.read(findEvents({ types: ['lead.deleted'], limit: 100 }))).entries,
		).toHaveLength(60);
		await expect(
			store.run(startBulkDelete({ query: { view: 'bin' }, node })),
		).rejects.toMatchObject({ code: 'INVALID_INPUT' });
	});

	it('keeps to the leads of the member who started it, whoever carries it out', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		await addLeads(store, 3, { source: 'fair', owner_id: me });
		await addLeads(store, 4, { source: 'fair' });
		const member = store.as(actorOf('member', { kind: 'own', memberId: me }));
		const { id, total } = await member.run(startBulkDelete({ query: fromFair, node }));
		expect(total).toBe(3);
		await runJob(store, id, bulkLeadHandlers);
		expect(await store.read(countLeads({}))).toBe(4);
	});

	it('refuses what is wrong for every lead before it starts', async () => {
		const { store } = await fresh();
		const update = (
			changes: Parameters<typeof startBulkUpdate>[0]['changes'],
			actor = actorOf('admin'),
		) => store.as(actor).run(startBulkUpdate({ query: {}, node, changes }));
		await expect(update({ fields: { email: 'a@example.com' } })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			field: 'email',
		});
		const restricted = actorOf('admin', { kind: 'all' }, { city: 'readOnly' });
		await expect(update({ fields: { city: 'x' } }, restricted)).rejects.toMatchObject({
			code: 'FORBIDDEN',
			field: 'city',
		});
		await expect(update({ ownerId: 'x' })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			field: 'ownerId',
		});
		await expect(update({ fields: { city: 'x' } }, actorOf('viewer'))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
	});

	it('is done at once where the filter finds nothing', async () => {
		const { store } = await fresh();
		expect(await carryOut(store, startBulkDelete({ query: fromFair, node }))).toMatchObject({
			state: 'done',
			total: 0,
			done: 0,
		});
	});
});
