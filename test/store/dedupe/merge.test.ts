import { findMerges } from '../../../leads/dedupe/merge/findMerges';
import { mergeLeads, previewMerge } from '../../../leads/dedupe/merge/mergeLeads';
import type { MergeRequest, UnmergeConflict } from '../../../leads/dedupe/merge/mergeRequest';
import { unmergeLead } from '../../../leads/dedupe/merge/unmergeLead';
import { runImport } from '../../../leads/capture/imports/runImport';
import { startUndo } from '../../../leads/capture/imports/undo/startUndo';
import type { UndoResult } from '../../../leads/capture/imports/undo/undoHandler';
import { newId } from '../../../leads/model/ids';
import { consentsOf } from '../../../leads/store/consents';
import { findEvents } from '../../../leads/store/eventLog';
import { differentAmong } from '../../../leads/store/leads/knownPairs';
import { deleteLead } from '../../../leads/store/leads/deleteLeads';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import { countLeads, findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { openReviewPairs } from '../../../leads/store/leads/reviewPairs';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { createRecord } from '../../../leads/store/records/createRecord';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import { write } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { captureOne, leadOf } from '../leads/captured';
import { contradictions, everythingIn, rowsOf } from '../leads/integrity';
import { importRows } from '../imports/sampleFile';
import { addLead, addMember } from '../sampleRows';

const node = 'Lead Dedupe';
const apart = { similar: 'ignore' } as const;

const merge = async (store: LeadStore, ids: string[], more: Partial<MergeRequest> = {}) =>
	await store.run(mergeLeads({ ids, masterRule: 'oldest', ...more }, node));

const codeOf = async (promise: Promise<unknown>) =>
	await promise.then(
		() => 'none',
		(error: { code: string }) => error.code,
	);

async function declareDifferent(store: LeadStore, leftId: string, rightId: string): Promise<void> {
	await store.run(function* (context) {
		yield* openReviewPairs(context, [{ kind: 'duplicate', leftId, rightId, reasons: [] }]);
		yield* write(context.db.updateTable('review_pairs').set({ state: 'different' }));
	});
}

describe.each(storeEngines())('merging leads on $name', (engine) => {
	const fresh = freshStores(engine);

	async function twoPeople(store: LeadStore) {
		const one = await leadOf(
			store,
			{ name: 'Ada Example', email: 'ada@example.com', title: 'Boss' },
			apart,
		);
		const other = await leadOf(
			store,
			{ name: 'A. Example', mobile: '13900000001', title: 'Chief', industry: 'Steel' },
			apart,
		);
		return [one.id, other.id];
	}

	it('makes one of two, under both ids, with the keys of both', async () => {
		const { store } = await fresh();
		const [one, other] = await twoPeople(store);
		const result = await merge(store, [other, one]);
		expect(result).toMatchObject({
			lead: { id: one, name: 'Ada Example', mobile: '+8613900000001', industry: 'Steel' },
			mergedIds: [other],
			fields: { title: one, mobile: other, industry: other },
			moved: { identities: 1, source_records: 1 },
			alreadyMerged: false,
			decision: { node, outcome: 'merged' },
		});
		expect(await store.read(getLead(other))).toMatchObject({ id: one, title: 'Boss' });
		expect((await store.read(findLeads({}))).leads.map(({ id }) => id)).toEqual([one]);
		expect(await store.read(countLeads({ search: '13900000001' }))).toBe(1);
		const met = await captureOne(store, { mobile: '139 0000 0001', message: 'Again' });
		expect(met.lead?.id).toBe(one);
		const named = await captureOne(store, { name: 'Ada Example' }, {}, { leadId: other });
		expect(named.lead?.id).toBe(one);
		expect(await contradictions(store)).toEqual([]);
	});

	it('tells of it in the log of both, and in the story of the one', async () => {
		const { store } = await fresh();
		const [one, other] = await twoPeople(store);
		await merge(store, [one, other]);
		const logOf = async (entityId: string) =>
			(await store.read(findEvents({ entityId, types: ['lead.merged'] }))).entries;
		expect(await logOf(one)).toMatchObject([
			{ version: 2, changes: { industry: [null, 'Steel'] }, payload: { mergedIds: [other] } },
		]);
		expect(await logOf(other)).toMatchObject([{ version: 2, payload: { mergedInto: one } }]);
		const story = await store.read(timelineOf('lead', other));
		const created = story.filter(
			(entry) => entry.kind === 'event' && entry.event.type === 'lead.created',
		);
		expect(created).toHaveLength(2);
		expect(await store.read(findMerges(other))).toMatchObject([
			{ survivorId: one, loserId: other, canBeUndone: true, loser: { title: 'Chief' } },
		]);
	});

	it('follows chains of merges, and merges what is one already once', async () => {
		const { store } = await fresh();
		const ids = [];
		for (let index = 0; index < 4; index += 1)
			ids.push(await addLead(store, { name: `N${index}` }));
		await merge(store, [ids[2], ids[3]]);
		await merge(store, [ids[1], ids[3]]);
		await merge(store, [ids[3], ids[0]]);
		for (const id of ids) expect((await store.read(getLead(id))).id).toBe(ids[0]);
		expect(await merge(store, ids)).toMatchObject({ alreadyMerged: true, mergeIds: [] });
	});

	it('refuses what is not to be merged, and writes nothing', async () => {
		const { store } = await fresh();
		const [one, other] = await twoPeople(store);
		const converted = await addLead(store, { converted_at: 1, status: 'converted' });
		const test = await addLead(store, { is_test: 1 });
		const binned = await addLead(store);
		await store.run(deleteLead(binned, node));
		const before = await everythingIn(store);
		expect(await codeOf(merge(store, [one, converted]))).toBe('ALREADY_CONVERTED');
		expect(await codeOf(merge(store, [one, binned]))).toBe('NOT_FOUND');
		expect(await codeOf(merge(store, [one, newId(1)]))).toBe('NOT_FOUND');
		expect(await codeOf(merge(store, [one, 'x']))).toBe('NOT_FOUND');
		for (const [ids, more] of [
			[[one, test], {}],
			[[one, one], {}],
			[[one, other], { mostLeads: 1 }],
			[[one, other], { masterRule: 'manual' }],
			[[one, other], { masterRule: 'manual', masterId: test }],
			[[one, other], { fieldChoices: { title: test } }],
			[[one, other], { fieldChoices: { nonsense: one } }],
			[[one, other], { fieldRules: { email: 'concat' } }],
			[[one, other], { fieldRules: { title: 'mostTrusted' } }],
		] as Array<[string[], Partial<MergeRequest>]>) {
			expect([more, await codeOf(merge(store, ids, more))]).toEqual([more, 'INVALID_INPUT']);
		}
		const viewer = store.as(actorOf('viewer'));
		expect(await codeOf(merge(viewer, [one, other]))).toBe('FORBIDDEN');
		expect(await everythingIn(store)).toBe(before);
	});

	it("keeps to the actor's leads and fields", async () => {
		const { store } = await fresh();
		const memberId = await addMember(store);
		const mine = await addLead(store, { owner_id: memberId, title: 'A' });
		const also = await addLead(store, { owner_id: memberId, title: 'B', industry: null } as never);
		const foreign = await addLead(store, { owner_id: await addMember(store) });
		const scope = { kind: 'own', memberId } as const;
		const member = store.as(actorOf('member', scope, { title: 'readOnly' }));
		expect(await codeOf(merge(member, [mine, foreign]))).toBe('NOT_FOUND');
		expect(
			await codeOf(member.read(previewMerge({ ids: [mine, foreign], masterRule: 'oldest' }))),
		).toBe('NOT_FOUND');
		const result = await merge(member, [mine, also], { fieldChoices: { title: also } });
		expect(result.lead.title).toBe('A');
		expect(result.decision.reasons.map(({ code }) => code)).toContain('notPermitted');
		expect((await member.read(getLead(also))).id).toBe(mine);
	});

	it('obeys who said that two are different, also of a lead that was merged since', async () => {
		const { store } = await fresh();
		const [a, b, c] = [await addLead(store), await addLead(store), await addLead(store)];
		await declareDifferent(store, b, c);
		await merge(store, [a, b]);
		expect(await codeOf(merge(store, [a, c]))).toBe('CONFLICT');
		expect(await merge(store, [a, c], { evenIfDifferent: true })).toMatchObject({
			mergedIds: [c],
			decision: {
				reasons: expect.arrayContaining([expect.objectContaining({ code: 'evenIfDifferent' })]),
			},
		});
		await store.run(unmergeLead({ leadId: c }, node));
		expect(await codeOf(merge(store, [a, c]))).toBe('CONFLICT');
	});

	it('settles the pairs of the two, and keeps those with others', async () => {
		const { store } = await fresh();
		const [a, b, c] = [await addLead(store), await addLead(store), await addLead(store)];
		await store.run((context) =>
			openReviewPairs(context, [
				{ kind: 'duplicate', leftId: a, rightId: b, reasons: [] },
				{ kind: 'duplicate', leftId: b, rightId: c, reasons: [] },
			]),
		);
		await merge(store, [a, b]);
		const states = async () =>
			(await rowsOf(store, 'review_pairs')).map(({ state }) => state).sort();
		expect(await states()).toEqual(['merged', 'open']);
		const { mergeId } = await store.run(unmergeLead({ leadId: b, different: true }, node));
		expect(await states()).toEqual(['different', 'open']);
		expect(await store.read((context) => differentAmong(context, [a, b]))).toHaveLength(1);
		expect(await store.run(unmergeLead({ mergeId }, node))).toMatchObject({ alreadyUndone: true });
	});

	it('keeps every consent, so that the strictest counts and both proofs are there', async () => {
		const { store } = await fresh();
		const consent = (granted: boolean) => ({
			consents: [{ purpose: 'marketing', channel: 'email', granted, text: String(granted) }],
		});
		const one = await leadOf(store, { email: 'a@example.com' }, apart, consent(true));
		const other = await leadOf(store, { mobile: '13900000002' }, apart, consent(false));
		await merge(store, [one.id, other.id]);
		const { history } = await store.read(consentsOf({ entityType: 'lead', entityId: one.id }));
		expect(history.map(({ granted, text }) => [granted, text]).sort()).toEqual([
			[false, 'false'],
			[true, 'true'],
		]);
	});

	it('lets tasks that moved go on with the lead that lives on', async () => {
		const { store } = await fresh();
		const [one, other] = await twoPeople(store);
		const { record } = await store.run(
			createRecord(taskRecords, { leadId: other, subject: 'Call' }),
		);
		await merge(store, [one, other]);
		const done = await store.run(updateRecord(taskRecords, record.id, { status: 'done' }));
		expect(done.record).toMatchObject({ leadId: one, status: 'done' });
		expect(Object.keys(done.changes)).not.toContain('leadId');
		expect(await contradictions(store)).toEqual([]);
		await store.run(unmergeLead({ leadId: other }, node));
		expect(await rowsOf(store, 'tasks')).toMatchObject([{ entity_id: other, status: 'done' }]);
	});
});

describe.each(storeEngines())('undoing a merge on $name', (engine) => {
	const fresh = freshStores(engine);
	const reasonsOf = (conflicts: UnmergeConflict[]) =>
		conflicts.map(({ reason, field, key }) => [reason, field ?? key].join(' '));

	it('leaves what was changed or came since with the lead that lived on, and says so', async () => {
		const { store, clock } = await fresh();
		const one = await leadOf(store, { email: 'ada@example.com', name: 'Ada' }, apart);
		const other = await leadOf(
			store,
			{ mobile: '13900000001', title: 'Chief', industry: 'Steel', product: 'Pipes' },
			apart,
			{ tags: ['vip'] },
		);
		const { mergeIds } = await merge(store, [one.id, other.id]);
		clock.now += 1000;
		const edit = { fields: { title: 'CEO', city: '苏州市' }, addTags: ['new'] };
		await store.run(updateLead(one.id, edit, { node }));
		await store.run(createRecord(taskRecords, { leadId: other.id, subject: 'Since' }));
		const undone = await store.run(unmergeLead({ mergeId: mergeIds[0] }, node));
		expect(reasonsOf(undone.conflicts)).toEqual(['changedSince title']);
		expect(undone).toMatchObject({
			lead: { id: other.id, title: 'Chief', industry: 'Steel', tags: ['vip'] },
			survivor: { id: one.id, title: 'CEO', city: '苏州市', tags: ['new'] },
			moved: { identities: 1, source_records: 1 },
		});
		expect(undone.survivor).not.toHaveProperty('product');
		expect(undone.survivor).not.toHaveProperty('mobile');
		expect(await rowsOf(store, 'tasks')).toMatchObject([{ entity_id: one.id }]);
		const types = (await store.read(findEvents({ entityId: other.id }))).entries.map(
			({ type }) => type,
		);
		expect(types[0]).toBe('lead.unmerged');
		expect((await captureOne(store, { mobile: '13900000001' })).lead?.id).toBe(other.id);
		expect(await contradictions(store)).toEqual([]);
	});

	it('tells of keys that somebody else is recognised by meanwhile', async () => {
		const { store } = await fresh();
		const one = await leadOf(store, { email: 'ada@example.com' }, apart);
		const other = await leadOf(store, { mobile: '13900000001' }, apart);
		await merge(store, [one.id, other.id]);
		await store.run(deleteLead(one.id, node));
		const third = await leadOf(store, { mobile: '13900000001' }, apart);
		const { conflicts } = await store.run(unmergeLead({ leadId: other.id }, node));
		expect(conflicts).toEqual([{ reason: 'keyTaken', key: 'mobile', heldBy: third.id }]);
		expect((await store.read(getLead(other.id))).mobile).toBe('+8613900000001');
	});

	it('takes one out of many, as if it had never been among them', async () => {
		const { store, clock } = await fresh();
		const lead = async (title: string, industry: string) => {
			clock.now += 1000;
			return await addLead(store, { title, extra: { industry } });
		};
		const [a, b, c] = [await addLead(store), await lead('B', 'Steel'), await lead('C', 'Wood')];
		const { mergeIds } = await merge(store, [a, b, c]);
		expect(await store.read(getLead(a))).toMatchObject({ title: 'C', industry: 'Wood' });
		await store.run(unmergeLead({ leadId: c }, node));
		expect(await store.read(getLead(a))).toMatchObject({ title: 'B', industry: 'Steel' });
		expect((await store.read(getLead(b))).id).toBe(a);
		expect((await store.read(getLead(c))).id).toBe(c);
		// The entry of the other is the same as before.
		const entry = (await store.read(findMerges(a))).find(({ canBeUndone }) => canBeUndone);
		expect(mergeIds).toContain(entry?.id);
		await store.run(unmergeLead({ mergeId: entry?.id }, node));
		expect(await store.read(getLead(a))).not.toHaveProperty('title');
	});

	it('does the others again as whoever merged them might', async () => {
		const { store } = await fresh();
		const survivor = await addLead(store, { title: 'First' } as never);
		const [leaves, stays] = [
			await addLead(store, { title: 'Second' } as never),
			await addLead(store, { title: 'Third and longest' } as never),
		];
		const restricted = store.as(actorOf('manager', { kind: 'all' }, { title: 'readOnly' }));
		const rules = { fieldRules: { title: 'longest' } } as const;
		const merged = await merge(restricted, [survivor, leaves, stays], rules);
		expect(merged.lead.title).toBe('First');
		await store.run(unmergeLead({ leadId: leaves }, node));
		expect(await store.read(getLead(stays))).toMatchObject({ id: survivor, title: 'First' });
	});

	it('is refused for what was erased, converted or is not there', async () => {
		const { store } = await fresh();
		const [a, b] = [await addLead(store), await addLead(store)];
		const { mergeIds } = await merge(store, [a, b]);
		await store.run((context) =>
			write(context.db.updateTable('leads').set({ converted_at: 1 }).where('id', '=', a)),
		);
		expect(await codeOf(store.run(unmergeLead({ leadId: b }, node)))).toBe('ALREADY_CONVERTED');
		await store.run(eraseLead(a, node));
		expect(await codeOf(store.run(unmergeLead({ mergeId: mergeIds[0] }, node)))).toBe('CONFLICT');
		expect(await codeOf(store.run(unmergeLead({ leadId: a }, node)))).toBe('NOT_FOUND');
		expect(await codeOf(store.run(unmergeLead({}, node)))).toBe('INVALID_INPUT');
	});

	it('leaves nothing of an erased person behind, merged or not', async () => {
		for (const undo of [true, false]) {
			const { store } = await fresh();
			const one = await leadOf(store, { name: 'Ada', email: 'ada@example.com' }, apart);
			const other = await leadOf(store, { name: 'Zebulon', title: 'Quagmire' }, apart);
			const third = await leadOf(store, { name: 'Third', email: 'third@example.com' }, apart);
			await merge(store, [one.id, other.id], { fieldChoices: { name: other.id } });
			await merge(store, [one.id, third.id]);
			if (undo) await store.run(unmergeLead({ leadId: other.id }, node));
			expect(await everythingIn(store)).toMatch(/Zebulon/);
			await store.run(eraseLead(other.id, node));
			expect(await everythingIn(store)).not.toMatch(/Zebulon|Quagmire/i);
			expect(await contradictions(store)).toEqual([]);
		}
	});

	it('and undoing an import leave each other alone', async () => {
		const { store } = await fresh();
		const known = await leadOf(store, { name: '李娜', email: 'li@example.com' }, apart);
		const imported = await importRows(store, [{ 姓名: '王伟', 手机: '13900000001' }], apart);
		const { leads } = await store.read(findLeads({ search: '13900000001' }));
		await merge(store, [known.id, leads[0].id]);
		const { job } = await store.run(startUndo(imported.id, node));
		const { result } = await runImport(store, job.id);
		expect(result as UndoResult).toMatchObject({
			binned: 0,
			restored: 0,
			leftAlone: [{ leadId: known.id, reason: 'merged' }],
		});
		expect(await store.read(getLead(known.id))).toMatchObject({ mobile: '+8613900000001' });
		await store.run(unmergeLead({ leadId: leads[0].id }, node));
		expect(await store.read(getLead(leads[0].id))).toMatchObject({ name: '王伟' });
	});
});
