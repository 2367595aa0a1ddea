import { captureLeads } from '../../../leads/capture/capture';
import { mapFields } from '../../../leads/capture/fieldMapping';
import { runImport } from '../../../leads/capture/imports/runImport';
import { getImport } from '../../../leads/capture/imports/listImports';
import { stageImport } from '../../../leads/capture/imports/stageImport';
import { rehearseUndo, startUndo } from '../../../leads/capture/imports/undo/startUndo';
import type { UndoResult } from '../../../leads/capture/imports/undo/undoHandler';
import { approveQuarantined } from '../../../leads/capture/reviewQuarantined';
import type { Lead } from '../../../leads/model/lead';
import { without } from '../../../leads/model/without';
import { cancelJob } from '../../../leads/store/jobs';
import { findEvents } from '../../../leads/store/eventLog';
import { deleteLead } from '../../../leads/store/leads/deleteLeads';
import { findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { findQuarantined } from '../../../leads/store/quarantine';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { findRecords } from '../../../leads/store/records/findRecords';
import { q } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { importRows, person, requestOf, sampleFile, type Cells } from './sampleFile';

const node = 'Lead Capture';
const DAY = 24 * 60 * 60 * 1000;

let deliveries = 0;

async function captured(store: LeadStore, ...people: Cells[]): Promise<Lead[]> {
	const read = mapFields();
	const results = await captureLeads(
		store,
		people.map((cells) => ({
			...read(cells),
			channel: 'web',
			payload: cells,
			externalId: String((deliveries += 1)),
		})),
		{ onSpam: 'off', onDuplicate: 'overwrite' },
	);
	return results.flatMap(({ lead }) => lead ?? []);
}

async function undo(store: LeadStore, importId: string): Promise<UndoResult> {
	const { job } = await store.run(startUndo(importId, node));
	const ended = await runImport(store, job.id);
	expect(ended.state).toBe('done');
	return ended.result as UndoResult;
}

/** Everything of a lead but what only tells that something was written. */
function data(lead: Lead) {
	return without(lead, 'version', 'updatedAt', 'decision');
}

const leadOf = async (store: LeadStore, id: string) => data(await store.read(getLead(id)));

const identitiesOf = async (store: LeadStore) =>
	await store.read((context) =>
		q(
			context.db
				.selectFrom('identities')
				.select(['kind', 'key', 'entity_id', 'state'])
				.where('workspace_id', '=', context.workspaceId)
				.orderBy('kind')
				.orderBy('key'),
		),
	);

describe.each(storeEngines())('undoing an import on $name', (engine) => {
	const fresh = freshStores(engine);

	it('puts leads that it made into the bin, and gives those it met back as they were', async () => {
		const { store, clock } = await fresh();
		const [known] = await captured(store, { 姓名: '李娜', 手机: '13800000001' });
		const before = await leadOf(store, known.id);
		const keys = await identitiesOf(store);
		clock.now += DAY;
		const job = await importRows(
			store,
			[person(1), person(2), { ...person(1), 城市: '苏州', 备注: 'VIP', 标签: 'fair, A' }],
			{ onDuplicate: 'overwrite', source: 'Expo' },
		);
		expect(job.result).toMatchObject({ created: 1, updated: 2 });
		expect(await leadOf(store, known.id)).toMatchObject({
			name: '李娜',
			email: 'user1@example.com',
			city: '苏州市',
			tags: ['fair', 'A'],
		});
		clock.now += DAY;
		expect(await store.read(getImport(job.id))).not.toHaveProperty('undo');
		expect(await rehearseUndo(store, job.id)).toMatchObject({ binned: 1, restored: 1, left: 0 });
		expect(await undo(store, job.id)).toEqual({
			binned: 1,
			restored: 1,
			dropped: 0,
			left: 0,
			leftAlone: [],
		});
		expect(await leadOf(store, known.id)).toEqual(before);
		expect((await store.read(findLeads({}))).leads).toHaveLength(1);
		expect((await store.read(findLeads({ view: 'bin' }))).leads).toMatchObject([{ name: '张敏' }]);
		const living = (await identitiesOf(store)).filter(({ entity_id }) => entity_id === known.id);
		expect(living).toEqual(keys);
		expect((await store.read(findRecords(activityRecords, {}))).entries).toEqual([]);
		const [event] = (await store.read(findEvents({ entityId: known.id }))).entries;
		expect(event).toMatchObject({
			type: 'lead.updated',
			decision: { outcome: 'restored', reasons: [{ code: 'importUndone' }] },
			changes: { email: ['user1@example.com', null] },
		});
		expect(await store.read(getImport(job.id))).toMatchObject({ undo: { state: 'done' } });
	});

	it('leaves what was changed since and says which fields', async () => {
		const { store, clock } = await fresh();
		const [known] = await captured(store, { 姓名: '王伟', 手机: '13800000001', 职位: 'Buyer' });
		const job = await importRows(
			store,
			[{ ...person(1), 姓名: '王伟', 职位: 'Director', 行业: 'Tools' }, person(2), person(3)],
			{ onDuplicate: 'overwrite' },
		);
		clock.now += DAY;
		const [two, three] = (
			await store.read(findLeads({ sort: { by: 'createdAt', direction: 'ascending' } }))
		).leads.slice(1);
		await store.run(updateLead(known.id, { fields: { title: 'Owner' } }, { node }));
		await store.run(
			createRecord(activityRecords, { type: 'call', leadId: two.id, subject: 'Called' }),
		);
		await store.run(updateLead(three.id, { fields: { rating: 'A' } }, { node }));
		const result = await undo(store, job.id);
		expect(result).toMatchObject({ binned: 0, restored: 1, left: 3 });
		expect(result.leftAlone).toEqual(
			expect.arrayContaining([
				{ leadId: known.id, reason: 'partlyChanged', fields: ['title'] },
				{ leadId: two.id, reason: 'changedSince' },
				{ leadId: three.id, reason: 'changedSince' },
			]),
		);
		const lead = await leadOf(store, known.id);
		expect(lead).toMatchObject({ title: 'Owner', name: '王伟' });
		expect(lead).not.toHaveProperty('industry');
		expect(lead).not.toHaveProperty('email');
		expect(await store.read(getLead(three.id))).toMatchObject({ rating: 'A' });
	});

	it('is done once: a second call finds the first, and one that was stopped goes on', async () => {
		const { store } = await fresh();
		const people = Array.from({ length: 150 }, (_, index) => person(index));
		const job = await importRows(store, people);
		const first = await store.run(startUndo(job.id, node));
		expect((await store.run(startUndo(job.id, node))).job.id).toBe(first.job.id);
		const stop = new AbortController();
		const stopped = await runImport(store, first.job.id, {
			signal: stop.signal,
			onProgress: () => stop.abort(),
		});
		expect(stopped.state).toBe('cancelled');
		const second = await store.run(startUndo(job.id, node));
		expect(second.job.id).not.toBe(first.job.id);
		const ended = await runImport(store, second.job.id);
		expect(Number(stopped.done) + Number(ended.done)).toBe(150);
		const third = await store.run(startUndo(job.id, node));
		expect(third).toMatchObject({ undoneBefore: true, job: { id: second.job.id } });
		expect((await store.read(findLeads({}))).leads).toEqual([]);
		const binned = (await store.read(findEvents({ types: ['lead.deleted'], limit: 1000 }))).entries;
		expect(binned).toHaveLength(150);
	});

	it('undoes the part of a cancelled import that was done, and nothing while it runs', async () => {
		const { store } = await fresh();
		const people = Array.from({ length: 900 }, (_, index) => person(index));
		const { id } = await stageImport(store, sampleFile(people), requestOf());
		await expect(store.run(startUndo(id, node))).rejects.toMatchObject({ code: 'CONFLICT' });
		const stop = new AbortController();
		const { done } = await runImport(store, id, {
			signal: stop.signal,
			onProgress: () => stop.abort(),
		});
		expect(done).toBeLessThan(900);
		expect(await undo(store, id)).toMatchObject({ binned: done });
		const [other] = (await store.read(findEvents({ limit: 1 }))).entries;
		await expect(store.run(startUndo(other.id, node))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await store.run(cancelJob(id));
	});

	it('lets people be recognised again whose numbers came with other names in a file that slipped', async () => {
		const { store } = await fresh();
		const names = ['王伟', '李娜', '张敏', '刘洋'];
		const known = await captured(
			store,
			...names.map((姓名, i) => ({ 姓名, 手机: `1380000000${i}` })),
		);
		const keys = await identitiesOf(store);
		// Twice, so that a key is also held by another lead of the same import.
		const slipped = [1, 2].flatMap(() =>
			names.map((_, i) => ({ 姓名: names[(i + 1) % 4], 手机: `1380000000${i}` })),
		);
		const job = await importRows(store, slipped);
		expect(job.result).toMatchObject({ created: 8 });
		expect((await identitiesOf(store)).map(({ state }) => state)).toEqual(Array(4).fill('shared'));
		expect(await undo(store, job.id)).toMatchObject({ binned: 8, left: 0 });
		expect(await identitiesOf(store)).toEqual(keys);
		const [again] = await captured(store, { 姓名: '王伟', 手机: '13800000000' });
		expect(again.id).toBe(known[0].id);
	});

	it('keeps a number shared that others have besides', async () => {
		const { store } = await fresh();
		await captured(store, { 姓名: '王伟', 手机: '13800000000' });
		const job = await importRows(store, [{ 姓名: '李娜', 手机: '13800000000' }]);
		await captured(store, { 姓名: '张敏', 手机: '13800000000' });
		await undo(store, job.id);
		expect((await identitiesOf(store)).map(({ state }) => state)).toEqual(['shared']);
	});

	it('drops captures in quarantine, but not those that became leads', async () => {
		const { store } = await fresh();
		const spam = (index: number): Cells => ({
			...person(index),
			留言: 'CASINO casino http://a.example http://b.example http://c.example viagra SEO backlinks',
		});
		const job = await importRows(store, [spam(1), spam(2)], {
			onSpam: 'quarantine',
			spamThreshold: 1,
		});
		expect(job.result).toMatchObject({ quarantined: 2 });
		const { entries } = await store.read(findQuarantined({}));
		await store.run(approveQuarantined(entries[0].id, { node }));
		expect(await undo(store, job.id)).toMatchObject({ dropped: 1, left: 1 });
		expect((await store.read(findQuarantined({ state: 'open' }))).entries).toEqual([]);
		expect((await store.read(findLeads({}))).leads).toHaveLength(1);
	});

	it('leaves leads in the bin and those of others alone, and keeps to what the actor may see', async () => {
		const { store } = await fresh();
		const memberId = '01900000-0000-7000-8000-000000000002';
		const member = store.as(actorOf('member', { kind: 'own', memberId }));
		const job = await importRows(member, [person(1), person(2), person(3)]);
		const { leads } = await store.read(findLeads({}));
		await store.run(deleteLead(leads[0].id, node));
		await store.run(updateLead(leads[1].id, { ownerId: null }, { node }));
		const { leftAlone, ...counts } = await undo(member, job.id);
		expect(counts).toEqual({ binned: 1, restored: 0, dropped: 0, left: 2 });
		expect(leftAlone).toEqual(
			expect.arrayContaining([{ leadId: leads[0].id, reason: 'inBin' }, { reason: 'notYours' }]),
		);
		await expect(
			store.as(actorOf('member', { kind: 'own', memberId: job.id })).run(startUndo(job.id, node)),
		).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});
});
