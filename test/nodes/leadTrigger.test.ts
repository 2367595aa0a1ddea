import type { IDataObject } from 'n8n-workflow';
import { captureLeads } from '../../leads/capture/capture';
import { defaultStoreFile } from '../../leads/store/config';
import { decidePair } from '../../leads/dedupe/review/decidePair';
import { findReviewPairs } from '../../leads/dedupe/review/findReviewPairs';
import { findEvents, type StoreEvent } from '../../leads/store/eventLog';
import { openReviewPairs } from '../../leads/store/leads/reviewPairs';
import { updateLead } from '../../leads/store/leads/updateLead';
import { createRecord } from '../../leads/store/records/createRecord';
import { taskRecords } from '../../leads/store/records/taskRecords';
import { openStore, type LeadStore } from '../../leads/store/store';
import { isChosen, typesOf } from '../../nodes/LeadTrigger/eventChoices';
import { eventItems } from '../../nodes/LeadTrigger/eventItems';
import type { TriggerSettings } from '../../nodes/LeadTrigger/settings';

let store: LeadStore;
let leadId: string;

beforeAll(async () => {
	store = await openStore({ engine: 'sqlite', file: defaultStoreFile(process.env) });
	const capture = async (fields: object, test = false) => {
		const [{ lead }] = await captureLeads(store, [
			{ channel: 'form', payload: fields, fields, test },
		]);
		return lead?.id ?? '';
	};
	leadId = await capture({ name: '王小明', mobile: '13800138000' });
	await capture({ name: 'Try Out', email: 'try@example.com' }, true);
	const changes = { fields: { status: 'contacted', company: 'Example Ltd' } };
	await store.run(updateLead(leadId, changes, { node: 'Test' }));
	await store.run(updateLead(leadId, { fields: { title: 'CTO' } }, { node: 'Test' }));
	await store.run(createRecord(taskRecords, { subject: 'Call', leadId }));
});

afterAll(async () => await store.close());

const settings = (more: Partial<TriggerSettings>): TriggerSettings => ({
	events: ['lead.created'],
	statuses: [],
	sources: [],
	includeTest: false,
	batchSize: 100,
	from: 'now',
	...more,
});

async function itemsFor(more: Partial<TriggerSettings>, reader = store): Promise<IDataObject[]> {
	const chosen = settings(more);
	const { entries } = await reader.read(findEvents({ types: typesOf(chosen.events), limit: 100 }));
	return (await eventItems(reader, entries, chosen)).map(({ json }) => json);
}

test('an item is the lead as it is now, and what happened to it', async () => {
	expect(await itemsFor({})).toMatchObject([
		{ id: leadId, name: '王小明', company: 'Example Ltd', event: { type: 'lead.created' } },
	]);
});

test('leads of test addresses come only when they are asked for', async () => {
	const names = (await itemsFor({ includeTest: true })).map(({ name }) => name);
	expect(names.sort()).toEqual(['Try Out', '王小明']);
});

test('a changed status is an update that changed it, another update is not', async () => {
	const changed = await itemsFor({ events: ['lead.statusChanged'] });
	expect(changed).toMatchObject([{ event: { changes: { status: ['new', 'contacted'] } } }]);
	expect(await itemsFor({ events: ['lead.updated'] })).toHaveLength(2);
	expect(await itemsFor({ events: ['lead.statusChanged', 'lead.updated'] })).toHaveLength(2);
});

test('filters look at the lead as it is now', async () => {
	expect(await itemsFor({ statuses: ['new'] })).toEqual([]);
	expect(await itemsFor({ statuses: ['contacted'], sources: ['form'] })).toHaveLength(1);
	expect(await itemsFor({ sources: ['fair'] })).toEqual([]);
});

test('a task comes with its lead', async () => {
	expect(await itemsFor({ events: ['task.created'] })).toMatchObject([
		{ id: leadId, task: { subject: 'Call' }, event: { type: 'task.created' } },
	]);
});

test('a member gets what a member may see', async () => {
	const viewer = store.as({ ...store.actor, fieldAccess: { mobile: 'masked', company: 'hidden' } });
	const [item] = await itemsFor({}, viewer);
	expect(item.mobile).not.toContain('00138');
	expect(item).not.toHaveProperty('company');
	const scope = { kind: 'own' as const, memberId: '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b' };
	expect(await itemsFor({}, store.as({ ...store.actor, scope }))).toEqual([]);
});

test('a verdict on a review pair comes with the pair and its leads, as the filters allow', async () => {
	const capture = async (name: string, test: boolean): Promise<string> => {
		const fields = { name, email: `${name}@example.com` };
		const [{ lead }] = await captureLeads(store, [
			{ channel: 'form', payload: fields, fields, test },
		]);
		return lead?.id ?? '';
	};
	const decide = async (leftId: string, rightId: string): Promise<string> => {
		const pair = { kind: 'duplicate', leftId, rightId, reasons: [] };
		await store.run((context) => openReviewPairs(context, [pair]));
		const [{ id }] = (await store.read(findReviewPairs())).entries;
		await store.run(decidePair(id, { verdict: 'different' }, 'Test'));
		return id;
	};
	const other = await capture('sisi', false);
	const real = await decide(leadId, other);
	const ofTests = await decide(await capture('try', true), await capture('trial', true));
	const events = ['lead.reviewed'];
	const items = await itemsFor({ events });
	expect(items).toMatchObject([{ id: real, event: { decision: { outcome: 'different' } } }]);
	expect((items[0].leads as Array<{ id: string }>).map(({ id }) => id).sort()).toEqual(
		[leadId, other].sort(),
	);
	expect((await itemsFor({ events, includeTest: true })).map(({ id }) => id)).toEqual([
		ofTests,
		real,
	]);
	expect(await itemsFor({ events, statuses: ['contacted'] })).toHaveLength(1);
	expect(await itemsFor({ events, statuses: ['lost'] })).toEqual([]);
});

test('a type that is no choice is followed as it is called', () => {
	expect(typesOf(['deal.created', 'lead.statusChanged', 'lead.updated'])).toEqual([
		'deal.created',
		'lead.updated',
	]);
	const event: StoreEvent = {
		id: '1',
		type: 'deal.created',
		entityType: 'deal',
		entityId: '2',
		version: 1,
		at: '',
		actor: 'system',
	};
	expect(isChosen(event, ['deal.created'])).toBe(true);
	expect(isChosen(event, ['lead.created'])).toBe(false);
});
