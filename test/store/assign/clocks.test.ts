import { assignAll } from '../../../leads/assign/assignAll';
import { assignLeads } from '../../../leads/assign/assign';
import { creditBack } from '../../../leads/assign/creditBack';
import { explainAssignment } from '../../../leads/assign/explain';
import { drainQueue } from '../../../leads/assign/queue';
import { reassignMissed } from '../../../leads/assign/reassignMissed';
import { assignmentTimerHandlers } from '../../../leads/assign/timerHandlers';
import { systemActor, type Actor } from '../../../leads/model/actor';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import type { Statement } from '../../../leads/store/step';
import { sweepDueTimers } from '../../../leads/store/sweepTimers';
import { storeEngines } from '../../environment/engines';
import { watched } from '../watched';
import {
	addLeads,
	addMembers,
	clockedStore,
	countRows,
	everyone,
	MINUTE,
	NOW,
	ownersOf,
	rowsOf,
	rule,
	rulesOf,
	type Clocked,
} from './assignSetup';

const options = { node: 'Lead Assign' };

const touch = { withinMinutes: 30, warnBeforeMinutes: 10, workingHours: false, reassign: true };

describe.each(storeEngines(['pgbouncer']))('$name', ({ config }) => {
	let clocked: Clocked;
	let members: Record<string, string>;
	beforeEach(async () => {
		clocked = await clockedStore(await config());
		members = await addMembers(clocked.store, 'abc');
	});
	afterEach(async () => await clocked.store.close());

	const sweep = async () => await clocked.store.run(sweepDueTimers(assignmentTimerHandlers));
	const eventTypes = async () =>
		(await rowsOf(clocked.store, 'events'))
			.map(({ type }) => String(type))
			.filter((type) => type.startsWith('lead.t'));
	const actor = (name: string): Actor => ({
		...systemActor,
		memberId: members[name],
		role: 'member',
	});

	describe('the clock of the first touch', () => {
		const rules = () => rulesOf([rule({ target: everyone(members), touch })]);
		const assignOne = async () => {
			const [lead] = await addLeads(clocked.store, 1);
			const [result] = await clocked.store.run(assignLeads([lead], rules(), options));
			return { lead, result };
		};

		it('warns once, tells once that it was missed, and says that the lead is up', async () => {
			const { clock, store } = clocked;
			const { lead, result } = await assignOne();
			expect(result.touchDueAt).toBe(NOW + 30 * MINUTE);
			clock.now = NOW + 19 * MINUTE;
			expect(await sweep()).toBe(0);
			clock.now = NOW + 20 * MINUTE;
			expect(await sweep()).toBe(1);
			expect(await eventTypes()).toEqual(['lead.touchWarning']);
			clock.now = NOW + 31 * MINUTE;
			await Promise.all([sweep(), sweep()]);
			await sweep();
			expect(await eventTypes()).toEqual(['lead.touchWarning', 'lead.touchMissed']);
			const payloads = await rowsOf(store, 'event_payloads');
			expect(payloads.at(-1)?.payload).toMatchObject({ ownerId: members.a, reassign: true });
			const explained = await store.read(explainAssignment(lead));
			expect(explained?.missedAt).toBe(new Date(clock.now).toISOString());
		});

		it.each([
			['a call by the owner', 'a', { type: 'call' }, true],
			['a message that went out', 'b', { type: 'wecom', direction: 'outbound' }, true],
			['a note by a colleague', 'b', { type: 'note' }, false],
			['a message that came in', 'a', { type: 'wecom', direction: 'inbound' }, false],
		] as const)('%s: stops it, or not', async (_, by, activity, stops) => {
			const { clock, store } = clocked;
			const { lead } = await assignOne();
			const input = { leadId: lead, memberId: members[by], ...activity };
			await store.run(createRecord(activityRecords, input));
			clock.now = NOW + 60 * MINUTE;
			await sweep();
			expect(await eventTypes()).toHaveLength(stops ? 0 : 2);
			const [row] = await rowsOf(store, 'assignments');
			expect(row.touched_at).toBe(stops ? NOW : null);
		});

		it('is stopped by a change of status by the owner, not by others', async () => {
			const { store } = clocked;
			const { lead } = await assignOne();
			const change = updateLead(lead, { fields: { status: 'working' } }, { node: 'test' });
			await store.run(change);
			expect((await rowsOf(store, 'assignments'))[0].touched_at).toBeNull();
			const next = updateLead(lead, { fields: { status: 'contacted' } }, { node: 'test' });
			await store.as(actor('a')).run(next);
			expect((await rowsOf(store, 'assignments'))[0].touched_at).toBe(NOW);
			const kinds = (await rowsOf(store, 'timers')).map(({ kind }) => String(kind));
			expect(kinds.filter((kind) => kind.startsWith('touch'))).toEqual([]);
		});

		it('does not ring for a lead that has another owner by then', async () => {
			const { clock, store } = clocked;
			const { lead } = await assignOne();
			await store.run(updateLead(lead, { ownerId: members.c }, { node: 'test' }));
			clock.now = NOW + 60 * MINUTE;
			await sweep();
			expect(await eventTypes()).toEqual([]);
		});

		it('lets a missed lead go to somebody else, and not back to whoever missed it', async () => {
			const { clock, store } = clocked;
			const { lead } = await assignOne();
			const { lead: other } = await assignOne();
			expect(await reassignMissed(store, [lead], rules(), options)).toMatchObject([
				{ outcome: 'alreadyAssigned' },
			]);
			for (const name of ['b', 'c']) {
				await store.run(updateRecord(memberRecords, members[name], { available: name === 'c' }));
			}
			clock.now += 31 * MINUTE;
			await sweep();
			const input = { leadId: other, memberId: members.b, type: 'call' as const };
			await store.run(createRecord(activityRecords, input));
			const results = await reassignMissed(store, [lead, other], rules(), options);
			expect(results.map(({ outcome }) => outcome)).toEqual(['assigned', 'alreadyAssigned']);
			expect(results[0].excluded.map(({ name, code }) => `${name} ${code}`)).toEqual([
				'b setAway',
				'a missedIt',
			]);
			expect(await ownersOf(store, [lead, other], members)).toBe('cb');
			clock.now += 31 * MINUTE;
			await sweep();
			const [again] = await reassignMissed(store, [lead], rules(), options);
			expect(again).toMatchObject({ outcome: 'noMatch' });
			expect(await ownersOf(store, [lead], members)).toBe('c');
		});
	});

	describe('the queue', () => {
		const away = async (names: string, available: boolean) => {
			for (const name of names) {
				await clocked.store.run(updateRecord(memberRecords, members[name], { available }));
			}
		};
		const rules = () => rulesOf([rule({ target: everyone(members), onNoneAvailable: 'queue' })]);

		it('gives what waits, first in first out, before what comes later', async () => {
			const { store } = clocked;
			await away('abc', false);
			const leads = await addLeads(store, 4);
			const waiting = await store.run(assignLeads(leads.slice(0, 2), rules(), options));
			expect(waiting.map(({ outcome }) => outcome)).toEqual(['queued', 'queued']);
			expect(waiting[0].excluded).toHaveLength(3);
			await store.run(assignLeads(leads.slice(0, 1), rules(), options));
			const queued = (await rowsOf(store, 'events')).filter(({ type }) => type === 'lead.queued');
			expect(queued).toHaveLength(2);
			expect(await drainQueue(store, options)).toEqual([]);
			await away('b', true);
			await store.run(updateRecord(memberRecords, members.b, { capacity: { maxOpen: 3 } }));
			await store.run(assignLeads(leads.slice(2, 3), rules(), options));
			expect(await ownersOf(store, leads, members)).toBe('bbb-');
			expect(await countRows(store, 'assignment_queue')).toBe(0);
			await store.run(assignLeads(leads.slice(3), rules(), options));
			expect(await countRows(store, 'assignment_queue')).toBe(1);
			await away('c', true);
			const drained = await drainQueue(store, options);
			expect(drained.map(({ leadId, member }) => [leadId, member?.name])).toEqual([
				[leads[3], 'c'],
			]);
		});

		it('gives a missed lead to somebody else as soon as one is free', async () => {
			const { clock, store } = clocked;
			await away('bc', false);
			const touched = rulesOf([
				rule({ target: everyone(members), onNoneAvailable: 'queue', touch }),
			]);
			const [lead] = await addLeads(store, 1);
			await store.run(assignLeads([lead], touched, options));
			expect(await ownersOf(store, [lead], members)).toBe('a');
			clock.now += 31 * MINUTE;
			await sweep();
			const [queued] = await reassignMissed(store, [lead], touched, options);
			expect(queued.outcome).toBe('queued');
			expect(await drainQueue(store, options)).toEqual([]);
			await away('b', true);
			expect(await drainQueue(store, options)).toMatchObject([{ outcome: 'assigned' }]);
			expect(await ownersOf(store, [lead], members)).toBe('b');
		});

		it('goes by the rules that a lead waits for, whatever they are by now', async () => {
			const { store } = clocked;
			await away('abc', false);
			const leads = await addLeads(store, 60);
			await assignAll(store, leads, rules(), options);
			expect(await countRows(store, 'assignment_queue')).toBe(60);
			await away('ab', true);
			const onlyC = rulesOf([rule({ target: { members: [{ id: members.c }] } })]);
			await assignAll(store, [], onlyC, options);
			expect(await countRows(store, 'assignment_queue')).toBe(0);
			expect(await ownersOf(store, leads, members)).toBe('ab'.repeat(30));
		});

		it('writes nothing while nobody is free, and the new rule where that is another', async () => {
			const { store } = clocked;
			await away('abc', false);
			const leads = await addLeads(store, 3);
			await store.run(assignLeads(leads, rules(), options));
			const before = await rowsOf(store, 'assignment_queue');
			const plain = store.engine.transaction.bind(store.engine);
			const written: string[] = [];
			const tell = (statement: Statement): void => {
				if ('table' in statement) written.push(statement.table);
			};
			store.engine.transaction = async (operation, transactionOptions) =>
				await plain(() => watched(operation(), tell), transactionOptions);
			expect(await drainQueue(store, { ...options, whole: true })).toEqual([]);
			expect(written).toEqual([]);
			const renamed = rulesOf([{ ...rules().rules[0], name: 'another' }]);
			await store.run(assignLeads(leads, renamed, options));
			expect(written).toContain('assignment_queue');
			const after = await rowsOf(store, 'assignment_queue');
			expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
			expect(after.map((row) => row.rule)).toEqual(['another', 'another', 'another']);
		});

		it('forgets leads that got an owner otherwise or are gone', async () => {
			const { store } = clocked;
			await away('abc', false);
			const [lead] = await addLeads(store, 1);
			await store.run(assignLeads([lead], rules(), options));
			await store.run(updateLead(lead, { ownerId: members.c }, { node: 'test' }));
			await away('a', true);
			expect(await drainQueue(store, options)).toEqual([]);
			expect(await countRows(store, 'assignment_queue')).toBe(0);
			expect(await ownersOf(store, [lead], members)).toBe('c');
		});
	});

	describe('a turn that is given back', () => {
		it('is given back once, and does not count against a cap', async () => {
			const { store } = clocked;
			await store.run(updateRecord(memberRecords, members.b, { capacity: { maxPerDay: 1 } }));
			const rules = rulesOf([rule({ target: everyone(members) })]);
			const leads = await addLeads(store, 6);
			await store.run(assignLeads(leads.slice(0, 3), rules, options));
			const both = [store.run(creditBack([leads[1]])), store.run(creditBack([leads[1]]))];
			const credited = (await Promise.all(both)).flat();
			expect(credited).toEqual([leads[1]]);
			expect(await store.run(creditBack([leads[1]]))).toEqual([]);
			await store.run(assignLeads(leads.slice(3), rules, options));
			expect(await ownersOf(store, leads, members)).toBe('abcbac');
		});

		it('is given back by itself when the lead turns out bad', async () => {
			const { store } = clocked;
			const rules = rulesOf([rule({ target: everyone(members) })], { creditBackOn: ['junk'] });
			const leads = await addLeads(store, 5);
			await store.run(assignLeads(leads.slice(0, 3), rules, options));
			for (const [index, status] of ['working', 'junk'].entries()) {
				const change = updateLead(leads[index], { fields: { status } }, { node: 'test' });
				await store.run(change);
			}
			await assignAll(store, leads.slice(3), rules, options);
			expect(await ownersOf(store, leads, members)).toBe('abcba');
			expect((await eventTypes()).filter((type) => type === 'lead.turnCredited')).toHaveLength(1);
		});
	});
});
