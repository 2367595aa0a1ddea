import { assignAll } from '../../../leads/assign/assignAll';
import { assignLeads, type AssignOptions } from '../../../leads/assign/assign';
import { explainAssignment } from '../../../leads/assign/explain';
import type { RuleSet } from '../../../leads/assign/ruleSet';
import type { Predicate } from '../../../leads/model/predicate';
import { createRecord } from '../../../leads/store/records/createRecord';
import { memberRecords, teamRecords } from '../../../leads/store/records/colleagueRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import { q } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import {
	addLeads,
	addMembers,
	addPool,
	clockedStore,
	countRows,
	everyone,
	NOW,
	ownersOf,
	rule,
	rulesOf,
	rowsOf,
	type Clocked,
} from './assignSetup';

const options: AssignOptions = { node: 'Lead Assign' };
const inCity = (value: string): Predicate => ({
	field: 'city',
	kind: 'text',
	operator: 'equals',
	value,
});

describe.each(storeEngines())('$name: assigning', ({ config }) => {
	let clocked: Clocked;
	beforeEach(async () => {
		clocked = await clockedStore(await config());
	});
	afterEach(async () => await clocked.store.close());

	const assign = async (
		leads: readonly string[],
		rules: RuleSet,
		more: Partial<AssignOptions> = {},
	) => await clocked.store.run(assignLeads(leads, rules, { ...options, ...more }));

	it.each([
		['3/2/1', { a: 3, b: 2, c: 1 }, 'abcaba'],
		['5/1/1', { a: 5, b: 1, c: 1 }, 'aabcaaa'],
		['2/1', { a: 2, b: 1 }, 'aba'],
	])('shares leads out by weights %s', async (_, weights, order) => {
		const { store } = clocked;
		const members = await addMembers(store, Object.keys(weights).join(''), (name) => ({
			weight: Number(new Map(Object.entries(weights)).get(name)),
		}));
		const leads = await addLeads(store, order.length);
		const rules = rulesOf([rule({ target: everyone(members), method: 'weighted' })]);
		const results = await assign(leads, rules);
		expect(results.map(({ outcome }) => outcome)).toEqual(leads.map(() => 'assigned'));
		expect(await ownersOf(store, leads, members)).toBe(order);
	});

	it('writes owner, team, book and one event with the decision', async () => {
		const { store } = clocked;
		const { record: team } = await store.run(createRecord(teamRecords, { name: 'North' }));
		const members = await addMembers(store, 'abc', { teamIds: [team.id] });
		const [lead] = await addLeads(store, 1);
		const [result] = await assign([lead], rulesOf([rule({ target: { teamId: team.id } })]));
		expect(result).toMatchObject({
			leadId: lead,
			outcome: 'assigned',
			member: { id: members.a, name: 'a' },
			rule: 'all',
			lead: { id: lead, version: 2, owner: { name: 'a' }, team: { name: 'North' } },
			excluded: [
				{ memberId: members.b, name: 'b', code: 'laterTurn' },
				{ memberId: members.c, name: 'c', code: 'laterTurn' },
			],
		});
		expect(result.decision.reasons.map(({ code }) => code)).toEqual(['ruleMatched', 'roundRobin']);
		const [event] = (await rowsOf(store, 'events')).filter(({ type }) => type === 'lead.assigned');
		expect(event).toMatchObject({ entity_id: lead, entity_version: 2, actor: 'system' });
		expect(event.decision).toEqual(result.decision);
		const [row] = await rowsOf(store, 'assignments');
		// The decision is stored once, with the event; who was not chosen in short.
		expect(row).toMatchObject({
			id: event.id,
			lead_id: lead,
			member_id: members.a,
			rule: 'all',
			at: NOW,
			excluded: { places: { laterTurn: '1-2' } },
			decision: null,
		});
		const kept = await rowsOf(store, 'rule_sets');
		expect(kept.find(({ kind }) => kind === 'assignment')).toMatchObject({
			hash: row.rule_set,
			name: 'test',
		});
		const lineUp = kept.filter(({ kind }) => kind === 'lineUp');
		expect(lineUp).toMatchObject([{ definition: [members.a, members.b, members.c] }]);
		expect(await store.run(explainAssignment(lead))).toMatchObject({
			basis: 'stored',
			excluded: result.excluded,
			decision: result.decision,
		});
	});

	it('leaves a lead with its owner, unless it is to be reassigned', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'ab');
		const rules = rulesOf([rule({ target: everyone(members) })]);
		const leads = await addLeads(store, 2);
		await assign(leads, rules);
		const [again] = await assign([leads[0]], rules);
		expect(again).toMatchObject({ outcome: 'alreadyAssigned', member: { name: 'a' } });
		expect(await countRows(store, 'assignments')).toBe(2);
		const onlyB = rulesOf([rule({ target: { members: [{ id: members.b }] } })]);
		const [moved] = await assign([leads[0]], onlyB, { reassign: true });
		expect(moved).toMatchObject({ outcome: 'assigned', member: { name: 'b' } });
		const open = (await rowsOf(store, 'assignments')).filter(({ ended_at }) => ended_at === null);
		expect(open.map(({ member_id }) => member_id)).toEqual([members.b, members.b]);
	});

	it('has one open entry in the book for whoever gets their own lead again', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'a');
		const rules = rulesOf([rule({ target: everyone(members) })]);
		const leads = await addLeads(store, 1);
		await assign(leads, rules);
		await assign(leads, rules, { reassign: true });
		const rows = await rowsOf(store, 'assignments');
		expect(rows.filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
		expect(rows).toHaveLength(2);
	});

	it('refuses what has no owner to be given, and lets the others through', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'ab');
		const leads = await addLeads(store, 5, undefined, (index) => ({
			...(index === 0 ? { deleted_at: NOW } : {}),
			...(index === 1 ? { merged_into: members.a } : {}),
			...(index === 2 ? { status: 'converted', converted_at: NOW } : {}),
		}));
		const unknown = '00000000-0000-7000-8000-000000000001';
		const asked = [leads[0], leads[1], leads[2], unknown, 'no id', leads[3], leads[4], leads[3]];
		const results = await assign(asked, rulesOf([rule({ target: everyone(members) })]));
		expect(results.map(({ leadId }) => leadId)).toEqual(asked);
		expect(results.map(({ outcome, error }) => error?.code ?? outcome)).toEqual([
			'CONFLICT',
			'CONFLICT',
			'ALREADY_CONVERTED',
			'NOT_FOUND',
			'NOT_FOUND',
			'assigned',
			'assigned',
			'alreadyAssigned',
		]);
		expect(results[1].error?.hint).toContain(members.a);
		expect(await ownersOf(store, leads.slice(3), members)).toBe('ab');
	});

	it('gives the lead that lives on, by whatever merged ID it is asked for', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'ab');
		const rules = rulesOf([rule({ target: everyone(members) })]);
		const [alive] = await addLeads(store, 1);
		const [once] = await addLeads(store, 1, undefined, () => ({ merged_into: alive }));
		const [twice] = await addLeads(store, 1, undefined, () => ({ merged_into: once }));
		const asked = [twice, alive, once];
		const rehearsed = await assignAll(store, asked, rules, { ...options, dryRun: true });
		for (const results of [rehearsed, await assignAll(store, asked, rules, options)]) {
			expect(results.map(({ leadId }) => leadId)).toEqual(asked);
			const outcomes = results.map(({ outcome }) => outcome);
			expect(outcomes).toEqual(['assigned', 'alreadyAssigned', 'alreadyAssigned']);
			expect(results.map(({ lead }) => lead?.id)).toEqual([alive, alive, alive]);
		}
		expect(await ownersOf(store, [alive], members)).toBe('a');
		expect(await assign([once], rules, { reassign: true })).toMatchObject([
			{ leadId: once, outcome: 'assigned', member: { name: 'b' }, lead: { id: alive } },
		]);
		expect(await countRows(store, 'assignments')).toBe(2);
	});

	it('goes by the first rule that matches, wherever rules stand that do not', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'ab');
		const only = (name: string) => ({ members: [{ id: members[name] }] });
		const cities = ['Berlin', 'Bonn', 'Ulm'];
		const leads = await addLeads(store, 3, (index) => ({ city: cities[index] }));
		const berlin = rule({ name: 'Berlin', target: only('a'), when: inCity('berlin') });
		const nowhere = rule({ name: 'Nowhere', target: only('b'), when: inCity('Atlantis') });
		const bonn = rule({ name: 'Bonn', target: only('b'), when: inCity('ＢＯＮＮ') });
		const orders = [
			[berlin, nowhere, bonn],
			[nowhere, bonn, berlin],
		];
		for (const rules of orders) {
			const results = await assign(leads, rulesOf(rules), { dryRun: true });
			expect(results.map((one) => one.rule ?? one.outcome)).toEqual(['Berlin', 'Bonn', 'noMatch']);
		}
		const [, , none] = await assign(leads, rulesOf([berlin]));
		expect(none).toMatchObject({ outcome: 'noMatch', excluded: [] });
		expect(none.decision.reasons.map(({ code }) => code)).toEqual(['noRuleMatched']);
	});

	describe('where nobody can take the lead', () => {
		const full = { capacity: { maxOpen: 0 } };

		it('goes on with the next rule, and comes to the default member only then', async () => {
			const { store } = clocked;
			const busy = await addMembers(store, 'a', full);
			const free = await addMembers(store, 'b', { capacity: { maxOpen: 1 } });
			// The default member gets what nobody can take, also when away.
			const { d } = await addMembers(store, 'd', { available: false });
			const rules = rulesOf(
				[
					rule({ name: 'busy', target: everyone(busy) }),
					rule({ name: 'free', target: everyone(free) }),
				],
				{ defaultMemberId: d },
			);
			const leads = await addLeads(store, 3);
			const results = await assign(leads, rules);
			expect(await ownersOf(store, leads, { ...busy, ...free, d })).toBe('bdd');
			expect(results[0]).toMatchObject({
				rule: 'free',
				excluded: [{ name: 'a', code: 'maxOpen' }],
			});
			expect(results[1].decision.reasons.at(-1)?.code).toBe('defaultMember');
			expect(results[1].excluded.map(({ name }) => name)).toEqual(['a', 'b']);
		});

		it('puts the lead into a pool', async () => {
			const { store } = clocked;
			const busy = await addMembers(store, 'a', full);
			const pool = await addPool(store, 'Open water');
			const rules = rulesOf([
				rule({ target: everyone(busy), onNoneAvailable: 'pool', poolId: pool }),
			]);
			const { record: team } = await store.run(createRecord(teamRecords, { name: 'North' }));
			const [lead] = await addLeads(store, 1, undefined, () => ({ team_id: team.id }));
			const [result] = await assign([lead], rules);
			expect(result).toMatchObject({ outcome: 'pooled', pool: { id: pool, name: 'Open water' } });
			const [row] = (await rowsOf(store, 'leads')).filter(({ id }) => id === lead);
			expect(row).toMatchObject({ owner_id: null, team_id: null, pool_id: pool, version: 2 });
			const { payload } = (await rowsOf(store, 'event_payloads')).at(-1) ?? {};
			expect(payload).toMatchObject({
				changes: { teamId: [team.id, null], poolId: [null, pool] },
			});
			const types = (await rowsOf(store, 'events')).map(({ type }) => type);
			expect(types).toContain('lead.pooled');
		});

		it('asks the manager of the team, or else the default member', async () => {
			const { store } = clocked;
			const { m } = await addMembers(store, 'm', { role: 'manager' });
			const { record: team } = await store.run(
				createRecord(teamRecords, { name: 'North', managerId: m }),
			);
			const busy = await addMembers(store, 'a', { ...full, teamIds: [team.id] });
			const rules = rulesOf([rule({ target: everyone(busy), onNoneAvailable: 'escalate' })]);
			const leads = await addLeads(store, 2);
			await assign(leads.slice(0, 1), rules);
			await store.run(updateRecord(memberRecords, m, { active: false }));
			const [result] = await assign(leads.slice(1), { ...rules, defaultMemberId: busy.a });
			expect(result.decision.reasons.map(({ code }) => code)).toContain('noManager');
			expect(await ownersOf(store, leads, { ...busy, m })).toBe('ma');
		});
	});

	it('offers leads of claimOnly rules to a pool, to be claimed', async () => {
		const { store } = clocked;
		const pool = await addPool(store, 'Open water');
		const [lead] = await addLeads(store, 1);
		const rules = rulesOf([rule({ target: { poolId: pool }, method: 'claimOnly' })]);
		expect((await assign([lead], rules))[0]).toMatchObject({ outcome: 'pooled' });
	});

	it('goes by open leads, by idle time, by score', async () => {
		const { store, clock } = clocked;
		const members = await addMembers(store, 'abc');
		await addLeads(store, 3, undefined, (index) => ({
			owner_id: index < 2 ? members.a : members.b,
		}));
		const target = everyone(members);
		const busy = await addLeads(store, 4);
		await assign(busy, rulesOf([rule({ target, method: 'leastBusy' })]));
		expect(await ownersOf(store, busy, members)).toBe('cbca');
		const idle = await addLeads(store, 3);
		clock.now += 1000;
		await assign(idle.slice(0, 1), rulesOf([rule({ target: { members: [{ id: members.a }] } })]));
		clock.now += 1000;
		await assign(idle.slice(1), rulesOf([rule({ target, method: 'longestIdle' })]));
		expect((await ownersOf(store, idle, members))[2]).not.toBe('a');
		const scored = await addLeads(store, 3, undefined, (index) => ({ score: index * 40 }));
		const bands = [
			{ from: 0, members: [members.c] },
			{ from: 40, members: [members.b] },
			{ from: 80, members: [members.a] },
		];
		const banded = rulesOf([rule({ target, method: 'scoreBanded', bands })]);
		const [low] = await assign(scored, banded);
		expect(await ownersOf(store, scored, members)).toBe('cba');
		expect(low.excluded.map(({ code }) => code)).toEqual(['otherBand', 'otherBand']);
	});

	it('gives the highest scores first where that is asked', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'abc');
		const leads = await addLeads(store, 3, undefined, (index) => ({ score: index }));
		const rules = rulesOf([rule({ target: everyone(members) })]);
		await assignAll(store, leads, rules, { ...options, sortByScore: true });
		expect(await ownersOf(store, leads, members)).toBe('cba');
	});

	it('asks for skills, regions and languages, and says who lacks which', async () => {
		const { store } = clocked;
		const more: Record<string, object> = {
			a: { regions: ['310000'] },
			b: { languages: ['en'] },
			c: { skills: ['Export'], regions: ['440000'], languages: ['zh'] },
			d: { regions: ['440300'], languages: ['zh'] },
		};
		const members = await addMembers(store, 'abcd', (name) => more[name]);
		const [lead] = await addLeads(
			store,
			1,
			() => ({ language: 'zh-CN' }),
			() => ({ region_code: '440305' }),
		);
		const needs = { region: true, language: true, skills: ['export'] };
		const [result] = await assign([lead], rulesOf([rule({ target: everyone(members), needs })]));
		expect(result.member?.name).toBe('c');
		expect(result.excluded.map(({ name, code }) => `${name} ${code}`).sort()).toEqual([
			'a region',
			'b skill',
			'd skill',
		]);
	});

	it('keeps the order of the others when somebody is taken out and comes again', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'abc');
		const all = rulesOf([rule({ target: everyone(members) })]);
		const { a, b } = members;
		const without = rulesOf([rule({ target: everyone({ a, b }) })]);
		const leads = await addLeads(store, 8);
		await assign(leads.slice(0, 2), all);
		await assign(leads.slice(2, 5), without);
		await assign(leads.slice(5), all);
		const order = await ownersOf(store, leads, members);
		expect(order.replaceAll('c', '')).toBe('abababa'.slice(0, order.replaceAll('c', '').length));
		expect(order.slice(5)).toContain('c');
	});

	it('writes nothing in a dry run, and decides the same', async () => {
		const { store } = clocked;
		const members = await addMembers(store, 'abc', { weight: 2 });
		const leads = await addLeads(store, 5);
		const rules = rulesOf([rule({ target: everyone(members), method: 'weighted' })]);
		const tables = ['events', 'assignments', 'rotations', 'rule_sets', 'timers', 'tasks'];
		const count = async () => await Promise.all(tables.map((table) => countRows(store, table)));
		const before = await count();
		const dry = await assign(leads, rules, { dryRun: true });
		expect(await count()).toEqual(before);
		const real = await assign(leads, rules);
		expect(real.map(({ member }) => member)).toEqual(dry.map(({ member }) => member));
	});

	it('gives the new owner a task that is due in their working hours', async () => {
		const { store } = clocked;
		const shift = { days: [1, 2, 3, 4, 5], from: '09:00', to: '10:30' };
		const members = await addMembers(store, 'a', { shifts: [shift] });
		const followUp = { subject: 'Call', dueInMinutes: 60, workingHours: true };
		const leads = await addLeads(store, 2);
		await assign(leads, rulesOf([rule({ target: everyone(members), followUp })]));
		const dueAt = Date.parse('2026-03-06T09:30:00+08:00');
		const tasks = await rowsOf(store, 'tasks');
		expect(tasks).toHaveLength(2);
		expect(tasks[0]).toMatchObject({
			entity_type: 'lead',
			subject: 'Call',
			status: 'open',
			due_at: dueAt,
			owner_id: members.a,
		});
		const timers = await store.read((context) =>
			q(context.db.selectFrom('timers').select(['kind', 'entity_id', 'due_at'])),
		);
		expect(timers.filter(({ kind }) => kind === 'taskDue')).toEqual(
			expect.arrayContaining([{ kind: 'taskDue', entity_id: tasks[0].id, due_at: dueAt }]),
		);
	});
});
