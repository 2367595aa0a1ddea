import type { IDataObject } from 'n8n-workflow';
import { LeadDedupe } from '../../nodes/LeadDedupe/LeadDedupe.node';
import { dedupeResult, onLeadDedupe } from './onLeadDedupe';
import { byId, resultOf } from './onLeadStore';
import { runWorkflow } from './runWorkflow';

let number = 0;

/** Two leads of one person, the second with a city and another title. */
async function twoLeads(): Promise<[IDataObject, IDataObject]> {
	number += 1;
	const [first] = await resultOf('lead.create', {}, [
		{ name: `周杰 ${number}`, email: `zhou${number}@example.com`, title: '采购' },
	]);
	const [second] = await resultOf('lead.create', {}, [
		{ name: `周杰 ${number}`, company: '宁波海运', city: '宁波', title: '采购经理' },
	]);
	return [first, second];
}

test('merges the leads that an item names into the oldest, and fills its blanks', async () => {
	const [first, second] = await twoLeads();
	const [merged] = await dedupeResult('lead.merge', {}, [{ leadIds: [second.id, first.id] }]);
	expect(merged).toMatchObject({
		id: first.id,
		title: '采购',
		company: '宁波海运',
		merge: { mergedIds: [second.id], mergeIds: [expect.any(String)], dryRun: false },
		decision: { node: 'Lead Dedupe' },
	});
	expect(await resultOf('lead.get', {}, [{ id: second.id }])).toMatchObject([{ id: first.id }]);
});

test('a rule for one field, and the lead that stays chosen by hand', async () => {
	const [first, second] = await twoLeads();
	const [merged] = await dedupeResult(
		'lead.merge',
		{
			leadIds: `${String(first.id)}, ${String(second.id)}`,
			masterRule: 'manual',
			masterLead: byId(second.id),
			fieldRules: { rule: [{ field: 'title', take: 'oldest' }] },
		},
		[{}],
	);
	expect(merged).toMatchObject({ id: second.id, title: '采购', city: '宁波市' });
});

test('a dry run shows what would be and writes nothing', async () => {
	const [first, second] = await twoLeads();
	const [shown] = await dedupeResult('lead.merge', { options: { dryRun: true } }, [
		{ leadIds: [first.id, second.id] },
	]);
	expect(shown).toMatchObject({ id: first.id, city: '宁波市', merge: { dryRun: true } });
	expect(await resultOf('lead.get', {}, [{ id: second.id }])).toMatchObject([{ id: second.id }]);
});

test('all input items into one', async () => {
	const leads = await twoLeads();
	const { outputs } = await onLeadDedupe('lead.merge', { mergeWhat: 'allItems' }, leads);
	expect(outputs[0]).toMatchObject([{ id: leads[0].id, merge: { mergedIds: [leads[1].id] } }]);
});

test('Unmerge takes what Merge gave out, and both leads are as before', async () => {
	const [first, second] = await twoLeads();
	const run = await runWorkflow({
		nodes: [
			{ name: 'Merge', type: 'leadDedupe', parameters: { operation: 'merge' } },
			{ name: 'Unmerge', type: 'leadDedupe', parameters: { operation: 'unmerge' } },
		],
		input: [{ leadIds: [first.id, second.id] }],
	});
	expect(run.error).toBeUndefined();
	expect(run.json('Unmerge')).toMatchObject([
		{ id: second.id, title: '采购经理', unmerge: { conflicts: [], survivor: { id: first.id } } },
	]);
	const [before] = await resultOf('lead.get', {}, [{ id: first.id }]);
	expect(before.company).toBeUndefined();
});

test('Get Merges tells what a lead took in; what it gives out can be unmerged, by lead as well', async () => {
	const [first, second] = await twoLeads();
	await dedupeResult('lead.merge', {}, [{ leadIds: [first.id, second.id] }]);
	const merges = await dedupeResult('lead.getMerges', {}, [{ id: first.id }]);
	expect(merges).toMatchObject([{ survivorId: first.id, loserId: second.id, canBeUndone: true }]);
	const back = await dedupeResult('lead.unmerge', { by: 'leadId' }, merges);
	expect(back).toMatchObject([{ id: second.id }]);
	expect(await dedupeResult('lead.unmerge', {}, merges)).toMatchObject([
		{ unmerge: { alreadyUndone: true } },
	]);
});

test('an edit since the merge is told of, with a hint', async () => {
	const [first, second] = await twoLeads();
	const [merged] = await dedupeResult('lead.merge', {}, [{ leadIds: [first.id, second.id] }]);
	await resultOf('lead.update', { fields: { city: '杭州' } }, [{ id: first.id }]);
	const { outputs, hints } = await onLeadDedupe('lead.unmerge', {}, [merged]);
	expect(outputs[0]).toMatchObject([
		{
			unmerge: {
				conflicts: expect.arrayContaining([{ reason: 'changedSince', field: 'city' }]),
			},
		},
	]);
	expect(hints('leadDedupe')[0].message).toContain('changed or taken since the merge');
});

test('an item that names no leads is reported, the others are merged', async () => {
	const [first, second] = await twoLeads();
	const { outputs } = await onLeadDedupe(
		'lead.merge',
		{},
		[{ leadIds: [first.id] }, { leadIds: [first.id, second.id] }],
		{ node: { onError: 'continueErrorOutput' } },
	);
	expect(outputs[0]).toMatchObject([{ id: first.id }]);
	expect(outputs[1]).toMatchObject([{ error: expect.stringContaining('names no leads') }]);
});

test('an error says to which item it happened and how to get unstuck', async () => {
	const { error } = await onLeadDedupe('lead.merge', {}, [{ id: 'x' }]);
	expect(error?.message).toContain('[item 0]');
	expect(error?.description).toContain('Find All');
});

test('an AI agent has to say that it means it', async () => {
	const [first, second] = await twoLeads();
	const tool = new LeadDedupe();
	tool.description = { ...tool.description, name: 'leadDedupeTool' };
	const merge = async (parameters: IDataObject) =>
		await runWorkflow({
			nodes: [
				{
					name: 'Tool',
					type: 'test.leadDedupeTool',
					parameters: {
						operation: 'merge',
						leadIds: `${String(first.id)},${String(second.id)}`,
						...parameters,
					},
				},
			],
			nodeTypes: { 'test.leadDedupeTool': tool },
		});
	expect((await merge({})).error?.message).toContain("without 'Confirm'");
	expect((await merge({ options: { dryRun: true } })).json('Tool')).toHaveLength(1);
	expect((await merge({ confirm: true })).json('Tool')).toMatchObject([{ id: first.id }]);
});
