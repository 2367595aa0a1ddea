import { deleteLead } from '../../leads/store/leads/deleteLeads';
import { followUpTimerHandler } from '../../leads/store/leads/followUpTimers';
import { updateLead } from '../../leads/store/leads/updateLead';
import { createRecord } from '../../leads/store/records/createRecord';
import { taskRecords } from '../../leads/store/records/taskRecords';
import { taskTimerHandlers } from '../../leads/store/records/taskTimers';
import { updateRecord } from '../../leads/store/records/updateRecord';
import type { LeadStore } from '../../leads/store/store';
import { storeInfo } from '../../leads/store/storeInfo';
import { sweepDueTimers, TIMERS_AT_ONCE } from '../../leads/store/sweepTimers';
import { storeEngines } from '../environment/engines';
import { freshStores } from './freshStores';
import { leadOf } from './leads/captured';
import { rowsOf } from './leads/integrity';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const handlers = [...taskTimerHandlers, followUpTimerHandler];
const iso = (instant: number) => new Date(instant).toISOString();

async function swept(store: LeadStore, kind: string): Promise<string[]> {
	await store.run(sweepDueTimers(handlers));
	return (await rowsOf(store, 'events'))
		.map(({ type }) => String(type))
		.filter((type) => type.startsWith(`${kind}.`) && !/created|updated|deleted/.test(type));
}

describe.each(storeEngines())('the clocks of $name', (engine) => {
	const fresh = freshStores(engine);

	it('tell when a task is to be reminded of, due, and overdue a day later, each once', async () => {
		const { store, clock } = await fresh();
		const lead = await leadOf(store, { name: '王伟', mobile: '13912345678' });
		await store.run(
			createRecord(taskRecords, {
				subject: 'Call back',
				leadId: lead.id,
				remindAt: iso(clock.now + MINUTE),
				dueAt: iso(clock.now + 2 * MINUTE),
			}),
		);
		expect(await swept(store, 'task')).toEqual([]);
		clock.now += MINUTE;
		expect(await swept(store, 'task')).toEqual(['task.reminder']);
		clock.now += MINUTE;
		expect(await swept(store, 'task')).toEqual(['task.reminder', 'task.due']);
		clock.now += DAY;
		expect(await swept(store, 'task')).toEqual(['task.reminder', 'task.due', 'task.overdue']);
		expect(await swept(store, 'task')).toHaveLength(3);
	});

	it('are heard a few a transaction, all in the end', async () => {
		const { store, clock } = await fresh();
		const most = TIMERS_AT_ONCE[store.engine.dialect];
		for (let index = 0; index < 60; index += 1) {
			const task = { subject: `Task ${index}`, dueAt: iso(clock.now + MINUTE) };
			await store.run(createRecord(taskRecords, task));
		}
		clock.now += MINUTE;
		const counts: number[] = [];
		do counts.push(await store.run(sweepDueTimers(handlers)));
		while (counts.at(-1) !== 0);
		expect(Math.max(...counts)).toBe(Math.min(most, 60));
		const due = (await rowsOf(store, 'events')).filter(({ type }) => type === 'task.due');
		expect(new Set(due.map(({ entity_id }) => entity_id)).size).toBe(60);
	});

	it('are missed by an administrator when nothing sweeps', async () => {
		const { store, clock } = await fresh();
		const lead = await leadOf(store, { name: '王伟', mobile: '13912345678' });
		const dueAt = iso(clock.now + MINUTE);
		await store.run(createRecord(taskRecords, { subject: 'Call', leadId: lead.id, dueAt }));
		clock.now += 5 * MINUTE;
		expect((await storeInfo(store)).warning ?? '').not.toContain('Lead Trigger');
		clock.now += 10 * MINUTE;
		expect((await storeInfo(store)).warning).toContain('Lead Trigger');
		await store.run(sweepDueTimers(handlers));
		expect((await storeInfo(store)).warning ?? '').not.toContain('Lead Trigger');
	});

	it('stop when the task is done, and follow it when it is put off', async () => {
		const { store, clock } = await fresh();
		const lead = await leadOf(store, { name: '王伟', mobile: '13912345678' });
		const task = async (subject: string) => {
			const dueAt = iso(clock.now + MINUTE);
			const made = await store.run(createRecord(taskRecords, { subject, leadId: lead.id, dueAt }));
			return made.record;
		};
		const [done, late] = [await task('Done'), await task('Late')];
		await store.run(updateRecord(taskRecords, done.id, { status: 'done' }));
		clock.now += MINUTE;
		expect(await swept(store, 'task')).toEqual(['task.due']);
		await store.run(updateRecord(taskRecords, late.id, { dueAt: iso(clock.now + 3 * DAY) }));
		clock.now += DAY;
		expect(await swept(store, 'task')).toEqual(['task.due']);
		clock.now += 2 * DAY;
		expect(await swept(store, 'task')).toEqual(['task.due', 'task.due']);
	});

	it('tell when a lead is to be followed up, not for plans of the past or leads in the bin', async () => {
		const { store, clock } = await fresh();
		const at = (instant: number) => ({ nextFollowUpAt: iso(instant) });
		await leadOf(store, { email: 'past@example.com', ...at(clock.now - DAY) });
		const kept = await leadOf(store, { email: 'kept@example.com', ...at(clock.now + MINUTE) });
		const gone = await leadOf(store, { email: 'gone@example.com', ...at(clock.now + MINUTE) });
		const moved = await leadOf(store, { email: 'moved@example.com' });
		const change = { fields: at(clock.now + DAY) };
		await store.run(updateLead(moved.id, change, { node: 'Test' }));
		await store.run(deleteLead(gone.id, 'Test'));
		clock.now += MINUTE;
		expect(await swept(store, 'lead')).toEqual(['lead.followUpDue']);
		const due = async () =>
			(await rowsOf(store, 'events')).flatMap(({ type, entity_id }) =>
				type === 'lead.followUpDue' ? [entity_id] : [],
			);
		expect(await due()).toEqual([kept.id]);
		clock.now += DAY;
		await swept(store, 'lead');
		expect(await due()).toEqual([kept.id, moved.id]);
	});
});
