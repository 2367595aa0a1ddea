import { claimLeads } from '../../leads/assign/pool/claim';
import { releaseLeads, putIntoPool } from '../../leads/assign/pool/release';
import { transferLeads } from '../../leads/assign/pool/transfer';
import { captureLeads } from '../../leads/capture/capture';
import { findEvents, type StoreEvent } from '../../leads/store/eventLog';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { poolRecords } from '../../leads/store/records/poolRecords';
import { updateLead } from '../../leads/store/leads/updateLead';
import { eventOptions, isChosen, typesOf } from '../../nodes/LeadTrigger/eventChoices';
import { embeddedStore } from './embeddedStore';

let events: StoreEvent[];

beforeAll(async () => {
	const store = await embeddedStore();
	const { record: li } = await store.run(createRecord(memberRecords, { name: 'Li' }));
	const { record: wang } = await store.run(createRecord(memberRecords, { name: 'Wang' }));
	const { record: pool } = await store.run(createRecord(poolRecords, { name: '公海' }));
	const [{ lead }] = await captureLeads(store, [
		{ fields: { name: '王伟', mobile: '13912345678' }, channel: 'json', payload: {} },
	]);
	const ids = [lead!.id];
	await store.run(putIntoPool(ids, { poolId: pool.id }, 'Test'));
	await store.run(claimLeads(ids, { memberId: li.id }, 'Test'));
	await store.run(updateLead(ids[0], { fields: { title: 'Boss' } }, { node: 'Test' }));
	await store.run(transferLeads(ids, { memberId: wang.id, reason: 'Moved' }, 'Test'));
	await store.run(releaseLeads(ids, { reason: 'No answer' }, 'Test'));
	const { entries } = await store.read(findEvents({ entityId: ids[0] }));
	events = [...entries].reverse();
});

const chosen = (value: string) =>
	events.filter((event) => isChosen(event, [value])).map(({ type }) => type);

test('each move of a lead is an event of its own', () => {
	expect(events.map(({ type }) => type)).toEqual([
		'lead.created',
		'lead.pooled',
		'lead.claimed',
		'lead.updated',
		'lead.transferred',
		'lead.released',
	]);
	expect(chosen('lead.claimed')).toEqual(['lead.claimed']);
	expect(events.at(-1)?.payload).toMatchObject({ reason: 'No answer' });
});

test("'Owner Changed' comes with whatever moved the lead, and with nothing else", () => {
	expect(chosen('lead.ownerChanged')).toEqual([
		'lead.claimed',
		'lead.transferred',
		'lead.released',
	]);
	expect(typesOf(['lead.ownerChanged', 'lead.updated'])).toEqual(
		expect.arrayContaining(['lead.updated', 'lead.claimed', 'lead.reclaimed', 'lead.assigned']),
	);
});

test('the list offers assignment, pool and merge events', () => {
	const offered = eventOptions.map(({ value }) => value);
	expect(offered).toEqual(
		expect.arrayContaining([
			'lead.assigned',
			'lead.queued',
			'lead.claimed',
			'lead.released',
			'lead.reclaimed',
			'lead.transferred',
			'lead.pooled',
			'lead.touchWarning',
			'lead.touchMissed',
			'lead.turnCredited',
			'lead.protectionWarning',
			'lead.merged',
			'lead.unmerged',
			'lead.reviewed',
		]),
	);
	expect(new Set(offered).size).toBe(offered.length);
});
