import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { captureLeads } from '../../leads/capture/capture';
import { systemActor } from '../../leads/model/actor';
import { setSetting } from '../../leads/store/settings';
import { DESK_URL } from '../../nodes/shared/deskLink';
import { embeddedStore } from './embeddedStore';
import { dedupeResult, onLeadDedupe } from './onLeadDedupe';
import { byId, resultOf } from './onLeadStore';
import { searchList } from './searchList';

/** Find All, the queue that it fills, and what people make of it. */

const people = [
	{ name: '孙悦', company: '无锡太湖电子有限公司', email: 'sun.yue@taihu.example.com' },
	{ name: 'Sun Yue', company: '太湖电子', email: 'sunyue@taihu.example.com', title: 'Buyer' },
	{ name: 'Klara Vogel', company: 'Vogel Optik GmbH', email: 'k.vogel@vogel.example.com' },
	{ name: 'Vogel, Klara', company: 'Vogel Optik', email: 'klara.vogel@vogel.example.com' },
	{ name: '何敏', company: '大连远洋', mobile: '13600136000' },
];

let leads: IDataObject[];

beforeAll(async () => {
	const store = await embeddedStore();
	// As leads came in before anything compared them.
	const captured = await captureLeads(
		store,
		people.map((fields) => ({ fields, channel: 'test', payload: fields })),
		{ similar: 'ignore' },
	);
	leads = captured.map(({ lead }) => ({ ...lead }));
});

const findAll = async (parameters: INodeParameters = {}) =>
	await onLeadDedupe('lead.findAll', parameters);

test('reports groups, and changes nothing', async () => {
	const { outputs, error } = await findAll({ apply: 'report', output: 'groups' });
	expect(error).toBeUndefined();
	const [summary, ...groups] = outputs[0];
	expect(summary).toMatchObject({
		state: 'done',
		apply: 'report',
		leads: 5,
		clusters: 2,
		merged: 0,
	});
	const named = groups.map(({ leadIds }) => [...(leadIds as string[])].sort());
	expect(named).toEqual(
		expect.arrayContaining([[leads[0].id, leads[1].id].sort(), [leads[2].id, leads[3].id].sort()]),
	);
	expect(await dedupeResult('reviewPair.getAll')).toEqual([]);
});

test('a filter narrows the search', async () => {
	const { outputs, hints } = await findAll({ apply: 'report', search: 'Vogel' });
	expect(outputs[0]).toMatchObject([{ leads: 2, clusters: 1 }]);
	const none = await findAll({ apply: 'report', search: 'nobody at all' });
	expect(none.outputs[0]).toMatchObject([{ leads: 0, clusters: 0 }]);
	expect(none.hints('leadDedupe')[0].message).toContain('No lead fits the filter');
	expect(hints('leadDedupe')).toEqual([]);
});

test('puts pairs up for review by default; links lead into the desk once there is one', async () => {
	const { outputs } = await findAll();
	expect(outputs[0]).toMatchObject([{ state: 'done', apply: 'review', reviewPairs: 2 }]);
	const pairs = await dedupeResult('reviewPair.getAll');
	expect(pairs).toHaveLength(2);
	expect(pairs[0]).toMatchObject({
		state: 'open',
		left: { id: expect.any(String) },
		right: { id: expect.any(String) },
		probability: expect.any(Number),
	});
	expect(pairs[0].reviewUrl).toBeUndefined();

	const store = await embeddedStore();
	await store.as(systemActor).run(setSetting(DESK_URL, 'https://n8n.example.com/webhook/desk'));
	const [linked] = await dedupeResult('reviewPair.get', { pair: byId(pairs[0].id) });
	expect(linked.reviewUrl).toBe(
		`https://n8n.example.com/webhook/desk?page=pair&id=${String(pairs[0].id)}`,
	);
});

test('the pairs of the queue can be chosen from a list', async () => {
	const all = await searchList('leadDedupe', 'searchReviewPairs');
	expect(all.results).toHaveLength(2);
	const { results } = await searchList('leadDedupe', 'searchReviewPairs', 'vogel');
	expect(results).toEqual([{ name: expect.stringContaining(' ↔ '), value: expect.any(String) }]);
});

test('Explain Pair reads the pair of an item, or two leads that are chosen', async () => {
	const [pair] = await dedupeResult('reviewPair.getAll');
	const [report] = await dedupeResult('lead.explainPair', {}, [pair]);
	const parts = report.parts as Array<{ bits: number }>;
	expect(parts.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(report.bits as number, 6);
	const chosen = { leftLead: byId(leads[0].id), rightLead: byId(leads[4].id) };
	expect(await dedupeResult('lead.explainPair', chosen)).toMatchObject([{ decision: 'unlikely' }]);
	const { error } = await onLeadDedupe('lead.explainPair', { leftLead: byId(leads[0].id) });
	expect(error?.message).toContain("'Second Lead' is empty");
});

test('not duplicates is remembered: a later search does not put the pair up again', async () => {
	const [pair] = await dedupeResult('reviewPair.getAll');
	const [decided] = await dedupeResult('reviewPair.decide', {}, [pair]);
	expect(decided).toMatchObject({ id: pair.id, state: 'different' });
	const { outputs } = await findAll({ apply: 'merge' });
	expect(outputs[0]).toMatchObject([{ reviewPairs: 0 }]);
	expect(await dedupeResult('reviewPair.getAll', { state: 'different' })).toMatchObject([
		{ id: pair.id },
	]);
	const { error } = await onLeadDedupe('reviewPair.decide', {}, [pair]);
	expect(error?.message).toBeDefined();
	expect(await dedupeResult('reviewPair.reopen', {}, [pair])).toMatchObject([{ state: 'open' }]);
});

test('a pair that is one person is merged with a choice of what stays', async () => {
	const [pair] = await dedupeResult('reviewPair.getAll');
	const { id } = pair.right as IDataObject;
	const [decided] = await dedupeResult(
		'reviewPair.decide',
		{ verdict: 'merge', masterRule: 'manual', masterLead: byId(id) },
		[pair],
	);
	expect(decided).toMatchObject({ state: 'merged' });
	const [left] = await resultOf('lead.get', {}, [pair.left as IDataObject]);
	expect(left.id).toBe(id);
});

test('a search that is not waited for can be followed and ends by itself', async () => {
	const { outputs } = await findAll({ options: { waitForCompletion: false } });
	const [{ jobId }] = outputs[0];
	let state: unknown;
	while (state !== 'done') {
		[{ state }] = await resultOf('job.get', {}, [{ jobId }]);
		expect(['open', 'running', 'done']).toContain(state);
	}
});
