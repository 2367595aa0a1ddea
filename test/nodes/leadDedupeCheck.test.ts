import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { LeadDedupe } from '../../nodes/LeadDedupe/LeadDedupe.node';
import { embeddedStore } from './embeddedStore';
import { onLeadDedupe } from './onLeadDedupe';
import { resultOf } from './onLeadStore';
import { runWorkflow } from './runWorkflow';

/** Input items against the leads of the embedded store. */

const stored = {
	name: '赵敏',
	mobile: '13700137000',
	email: 'zhao.min@suyuan.example.com',
	company: '苏州苏远精密机械有限公司',
};

let lead: IDataObject;

beforeAll(async () => {
	[lead] = await resultOf('lead.create', {}, [stored]);
});

async function check(input: IDataObject[], parameters: INodeParameters = {}) {
	return await onLeadDedupe('lead.check', parameters, input);
}

test('items under their usual names, in Chinese or English, leave by what they are', async () => {
	const same = { 姓名: 'Zhao Min', 手机: '+86 137-0013-7000' };
	const stranger = { Name: 'Anna Weber', Email: 'anna@weber.example.com' };
	const { outputs, error } = await check([same, stranger]);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([
		{ ...stranger, duplicate: { outcome: 'unique', matches: [] }, decision: { outcome: 'unique' } },
	]);
	expect(outputs[1]).toMatchObject([
		{
			...same,
			duplicate: {
				outcome: 'duplicate',
				id: lead.id,
				matches: [{ entityType: 'lead', id: lead.id, by: 'mobile', lead: { name: '赵敏' } }],
			},
			decision: { node: 'Lead Dedupe', outcome: 'duplicate' },
		},
	]);
	expect(outputs[2]).toEqual([]);
});

test('what may be the same person is for review', async () => {
	const { outputs } = await check([{ name: '赵敏', company: '苏远精密机械' }], {
		options: { certainFrom: 0.9999, reviewFrom: 0.001 },
	});
	expect(outputs[2]).toMatchObject([{ duplicate: { outcome: 'review', id: lead.id } }]);
	expect(outputs[0]).toEqual([]);
});

test('a stored lead is no duplicate of itself', async () => {
	const { outputs } = await check([lead]);
	expect(outputs[0]).toMatchObject([{ id: lead.id, duplicate: { outcome: 'unique' } }]);
});

test('Identity Only takes nothing but the same key for the same person', async () => {
	const { outputs } = await check(
		[
			{ name: '赵敏', company: stored.company },
			{ name: 'Zhao', email: 'ZHAO.MIN@suyuan.example.com' },
		],
		{ preset: 'identityOnly' },
	);
	expect(outputs.map((items) => items.length)).toEqual([1, 1, 0]);
});

test('listed fields win, and others are left alone', async () => {
	const { outputs } = await check([{ kontakt: { nummer: '13700137000' }, name: 'x' }], {
		mapping: 'listed',
		fieldsToMap: { field: [{ leadField: 'mobile', from: 'kontakt.nummer' }] },
	});
	expect(outputs[1]).toMatchObject([{ duplicate: { id: lead.id } }]);
});

test('rows that say nothing are reported, the others go through', async () => {
	const { outputs, error, hints } = await check([{ colour: 'blue' }, stored, {}]);
	expect(error).toBeUndefined();
	expect(outputs[1]).toHaveLength(1);
	expect(outputs[2]).toMatchObject([
		{ colour: 'blue', duplicate: { outcome: 'notChecked', matches: [] } },
		{ duplicate: { outcome: 'notChecked' } },
	]);
	expect(hints('leadDedupe')[0].message).toContain('2 of 3 items');
});

test('Lead Store and Input Items: what an import would meet', async () => {
	const twin = { name: 'Bernd Sommer', email: 'bernd@sommer.example.com', company: 'Sommer KG' };
	const { outputs } = await check([twin, stored, { ...twin, city: 'Jena' }], { scope: 'both' });
	expect(outputs[0]).toMatchObject([{ email: twin.email, duplicate: { keptItem: 0 } }]);
	expect(outputs[1]).toMatchObject([
		{ duplicate: { outcome: 'duplicate', id: lead.id } },
		{ city: 'Jena', duplicate: { outcome: 'duplicate', matches: [{ item: 0 }] } },
	]);
});

test('what Check adds to an item does not become a field of the lead', async () => {
	const run = await runWorkflow({
		nodes: [
			{ name: 'Check', type: 'leadDedupe' },
			{ name: 'Capture', type: 'leadCapture' },
		],
		input: [{ name: 'Erik Winter', email: 'erik@winter.example.com', hobby: 'chess' }],
	});
	expect(run.json('Capture')).toMatchObject([{ outcome: 'created', custom: { hobby: 'chess' } }]);
	expect(run.json('Capture')[0].custom).toEqual({ hobby: 'chess' });
});

test('a thousand items are looked up together, each paired with its own', async () => {
	const store = await embeddedStore();
	const read = jest.spyOn(store.engine, 'read');
	const items = Array.from({ length: 1000 }, (_, index) =>
		index % 10 === 0
			? { mobile: '13700137000', number: index }
			: { name: `Person ${index}`, email: `person${index}@example.com`, number: index },
	);
	const run = await onLeadDedupe('lead.check', {}, items);
	const reads = read.mock.calls.length;
	read.mockRestore();
	expect(run.outputs.map((output) => output.length)).toEqual([900, 100, 0]);
	// Some dozens a read: the embedded store answers within one turn of the event loop.
	expect(reads).toBeLessThan(30);
	for (const output of [0, 1]) {
		for (const { json, pairedItem } of run.items('leadDedupe', output)) {
			expect(pairedItem).toEqual({ item: json.number });
		}
	}
});

test('as an AI tool everything comes out of the one output that agents see', async () => {
	const tool = new LeadDedupe();
	tool.description = { ...tool.description, name: 'leadDedupeTool' };
	const run = await runWorkflow({
		nodes: [{ name: 'Tool', type: 'test.leadDedupeTool' }],
		nodeTypes: { 'test.leadDedupeTool': tool },
		input: [{ mobile: '13700137000' }],
	});
	expect(run.json('Tool')).toMatchObject([{ duplicate: { outcome: 'duplicate', id: lead.id } }]);
});
