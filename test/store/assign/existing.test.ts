import { assignLeads } from '../../../leads/assign/assign';
import { explainAssignment } from '../../../leads/assign/explain';
import { simulateAssignment } from '../../../leads/assign/simulate';
import type { AssignResult } from '../../../leads/assign/result';
import type { ExistingBy } from '../../../leads/assign/ruleSet';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import type { Statement } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import { watched } from '../watched';
import {
	addLeads,
	addMembers,
	clockedStore,
	DAY,
	everyone,
	NOW,
	ownersOf,
	rule,
	rulesOf,
	rowsOf,
	type Clocked,
} from './assignSetup';

const options = { node: 'Lead Assign' };

describe.each(storeEngines())('$name', ({ config }) => {
	let clocked: Clocked;
	let members: Record<string, string>;
	beforeEach(async () => {
		clocked = await clockedStore(await config());
		members = await addMembers(clocked.store, 'abc');
	});
	afterEach(async () => await clocked.store.close());

	describe('who has the person or company already', () => {
		const rules = (by: ExistingBy[], freshnessDays?: number) =>
			rulesOf([rule({ target: everyone({ a: members.a, b: members.b }) })], {
				checkExisting: { by, freshnessDays },
			});
		const known: LeadFieldValues = { email: 'one@acme-tools.example', mobile: '+8613900001234' };
		const heldByC = async (fields = known) =>
			await addLeads(
				clocked.store,
				1,
				() => fields,
				() => ({ owner_id: members.c }),
			);

		it.each<[ExistingBy, LeadFieldValues, string]>([
			['email', { email: 'one@acme-tools.example' }, 'sameEmail'],
			['phone', { phone: '+8613900001234' }, 'samePhone'],
			['domain', { email: 'two@acme-tools.example' }, 'sameDomain'],
		])('gets the next one: by %s', async (by, fields, code) => {
			await heldByC();
			const leads = await addLeads(clocked.store, 2, (index) => (index === 0 ? fields : {}));
			const [result] = await clocked.store.run(assignLeads(leads, rules([by]), options));
			expect(await ownersOf(clocked.store, leads, members)).toBe('ca');
			expect(result.decision.reasons[0].code).toBe(code);
			expect(result.rule).toBeUndefined();
		});

		it('is not found by a mail domain that everybody uses, nor after long silence', async () => {
			const mail = { email: 'one@qq.com' };
			await heldByC(mail);
			await heldByC();
			const leads = await addLeads(clocked.store, 2, (index) =>
				index === 0 ? { email: 'two@qq.com' } : known,
			);
			clocked.clock.now = NOW + 31 * DAY;
			await clocked.store.run(assignLeads(leads, rules(['domain'], 30), options));
			expect(await ownersOf(clocked.store, leads, members)).toBe('ab');
		});

		it('is passed over when away, and that is said', async () => {
			await heldByC();
			await clocked.store.run(updateRecord(memberRecords, members.c, { available: false }));
			const leads = await addLeads(clocked.store, 1, () => known);
			const [result] = await clocked.store.run(assignLeads(leads, rules(['email']), options));
			expect(result.member?.name).toBe('a');
			expect(result.decision.reasons[0]).toMatchObject({ code: 'existingOwnerAway' });
			expect(result.excluded).toContainEqual({ memberId: members.c, name: 'c', code: 'setAway' });
		});

		it('is whoever got the first of them a moment ago, in the same batch', async () => {
			const leads = await addLeads(clocked.store, 4, (index) => ({
				email: index === 1 ? 'x@other-firm.example' : `p${index}@acme-tools.example`,
			}));
			await clocked.store.run(assignLeads(leads, rules(['domain']), options));
			expect(await ownersOf(clocked.store, leads, members)).toBe('abaa');
		});

		it('may be the target of a rule', async () => {
			await heldByC();
			const leads = await addLeads(clocked.store, 2, (index) => (index === 0 ? known : {}));
			const ruleSet = rulesOf([
				rule({ name: 'same', target: { sameOwner: true } }),
				rule({ name: 'rest', target: everyone({ a: members.a }) }),
			]);
			const results = await clocked.store.run(assignLeads(leads, ruleSet, options));
			expect(results.map((one) => one.rule)).toEqual(['same', 'rest']);
			expect(await ownersOf(clocked.store, leads, members)).toBe('ca');
		});
	});

	it('explains what was decided, and what would be decided now', async () => {
		const { store } = clocked;
		const [lead] = await addLeads(store, 1);
		expect(await store.read(explainAssignment(lead))).toBeUndefined();
		const rules = rulesOf([rule({ target: everyone(members) })]);
		await store.run(assignLeads([lead], rules, options));
		const stored = await store.read(explainAssignment(lead));
		expect(stored).toMatchObject({
			basis: 'stored',
			outcome: 'assigned',
			member: { id: members.a, name: 'a' },
			rule: 'all',
			ruleSet: { name: 'test' },
		});
		expect(stored?.excluded.map(({ name, code }) => `${name} ${code}`)).toEqual([
			'b laterTurn',
			'c laterTurn',
		]);
		const now = await store.read(explainAssignment(lead, rules));
		expect(now).toMatchObject({ basis: 'computed', member: { name: 'b' } });
	});

	it('simulates what Assign then does, and writes nothing', async () => {
		const { store } = clocked;
		await store.run(updateRecord(memberRecords, members.b, { capacity: { maxOpen: 20 } }));
		const leads = await addLeads(store, 230, (index) => ({
			city: index % 7 === 0 ? 'Berlin' : 'Bonn',
			email: `p${index}@firm-${index % 90}.example`,
		}));
		const when = { field: 'city', kind: 'text', operator: 'equals', value: 'Bonn' } as const;
		const ruleSet = rulesOf([rule({ when, target: everyone(members) })], {
			checkExisting: { by: ['domain'] },
		});
		const events = (await rowsOf(store, 'events')).length;
		const request = { node: 'Lead Assign', leadIds: leads, mode: 'asOfNow' } as const;
		const simulated = await simulateAssignment(store, ruleSet, request);
		expect(await rowsOf(store, 'events')).toHaveLength(events);
		const real: AssignResult[] = [];
		for (let at = 0; at < leads.length; at += 40) {
			real.push(...(await store.run(assignLeads(leads.slice(at, at + 40), ruleSet, options))));
		}
		const brief = (all: readonly AssignResult[]) =>
			all.map((one) => [one.leadId, one.outcome, one.member?.id, one.rule, one.excluded]);
		expect(brief(simulated.results)).toEqual(brief(real));
		expect(simulated).toMatchObject({
			leads: 230,
			assigned: real.filter(({ outcome }) => outcome === 'assigned').length,
			uncaught: real.filter(({ decision }) =>
				decision.reasons.some(({ code }) => code === 'noRuleMatched'),
			).length,
		});
	});

	it('replays the leads of a period at their own instants, and compares with today', async () => {
		const { store, clock } = clocked;
		const shift = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00' };
		await store.run(
			updateRecord(memberRecords, members.a, { shifts: [shift], timezone: 'Asia/Shanghai' }),
		);
		await store.run(updateRecord(memberRecords, members.b, { capacity: { maxPerDay: 1 } }));
		const leads: string[] = [];
		for (const [day, hour] of [
			[0, 0],
			[0, 1],
			[0, 5],
			[1, 0],
			[1, 5],
		]) {
			clock.now = NOW + day * DAY + hour * 60 * 60 * 1000;
			leads.push(...(await addLeads(store, 1, undefined, () => ({ owner_id: members.c }))));
		}
		clock.now = NOW + 5 * DAY;
		const ruleSet = rulesOf([rule({ target: everyone({ a: members.a, b: members.b }) })]);
		const { results, byMember, uncaught } = await simulateAssignment(store, ruleSet, {
			node: 'Lead Assign',
		});
		expect(results.map((one) => one.member?.name ?? '-').join('')).toBe('ab-ab');
		expect(byMember.map(({ name, simulated, today }) => [name, simulated, today])).toEqual([
			['a', 2, 0],
			['b', 2, 0],
			['c', 0, 5],
		]);
		expect(uncaught).toBe(0);
	});

	it('looks owners up for a replay of many leads in portions', async () => {
		const { store } = clocked;
		const email = (index: number) => `p${index % 125}@example.com`;
		await addLeads(store, 250, (index) => ({ email: email(index) }));
		const ruleSet = rulesOf([rule({ target: everyone(members) })], {
			checkExisting: { by: ['email'] },
		});
		const asked: number[] = [];
		const tell = (statement: Statement): void => {
			if (statement.kind !== 'query' || !statement.sql.includes('search_tokens')) return;
			asked.push(statement.parameters.join(' ').match(/e:p\d+@/g)?.length ?? 0);
		};
		const plain = store.engine.snapshot.bind(store.engine);
		store.engine.snapshot = async () => {
			const { read, close } = await plain();
			return {
				close,
				read: async (operation) => await read(() => watched(operation(), tell)),
			};
		};
		const { results } = await simulateAssignment(store, ruleSet, { node: 'Lead Assign' });
		expect(asked).toEqual([100, 100, 50]);
		// Who got the first lead of a person gets the second, whatever page it is on.
		const names = results.map(({ member }) => member?.name);
		expect(names.slice(125)).toEqual(names.slice(0, 125));
	});
});
