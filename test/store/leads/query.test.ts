import { captureLeads } from '../../../leads/capture/capture';
import type { Actor, FieldAccess } from '../../../leads/model/actor';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { deleteLead } from '../../../leads/store/leads/deleteLeads';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import {
	countLeads,
	findLeads,
	leadSorts,
	type LeadPageRequest,
} from '../../../leads/store/leads/findLeads';
import { leadOperators, leadViews, type LeadCondition } from '../../../leads/store/leads/leadQuery';
import { markRead } from '../../../leads/store/leads/markRead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { write } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, addTeam, captured, leadOf } from './captured';

const DAY = 24 * 60 * 60 * 1000;

async function names(store: LeadStore, request: LeadPageRequest): Promise<string[]> {
	const { leads, nextCursor } = await store.read(findLeads({ limit: 1000, ...request }));
	expect(nextCursor).toBeUndefined();
	expect(await store.read(countLeads(request))).toBe(leads.length);
	return leads.map(({ name }) => name ?? '').sort();
}

function restricted(fields: Record<string, FieldAccess>): Actor {
	return actorOf('member', { kind: 'all' }, fields);
}

describe.each(storeEngines())('lists of leads on $name', (engine) => {
	const fresh = freshStores(engine);

	/** A lead of each name, with these values. */
	async function withLeads(
		store: LeadStore,
		leads: Record<string, LeadFieldValues & { custom?: Record<string, unknown> }>,
	): Promise<void> {
		await captureLeads(
			store,
			Object.entries(leads).map(([name, { custom, ...fields }]) =>
				captured({ name, ...fields }, { custom }),
			),
			{ validation: 'off' },
		);
	}

	describe('views', () => {
		it('show what they are called after', async () => {
			const { store, clock } = await fresh();
			const me = await addMember(store);
			const someone = await addMember(store);
			await leadOf(store, { name: 'old' });
			clock.now += 8 * DAY;
			const read = await leadOf(store, { name: 'read' }, {}, { ownerId: someone });
			await store.run(markRead(read.id));
			await leadOf(store, { name: 'mine' }, {}, { ownerId: me });
			await leadOf(store, {
				name: 'late',
				nextFollowUpAt: new Date(clock.now - 1000).toISOString(),
			});
			await leadOf(store, {
				name: 'soon',
				nextFollowUpAt: new Date(clock.now + 1000).toISOString(),
			});
			await leadOf(store, {
				name: 'closed',
				status: 'junk',
				nextFollowUpAt: new Date(clock.now - 1000).toISOString(),
			});
			const converted = await leadOf(store, { name: 'converted', status: 'converted' });
			await store.run((context) =>
				write(
					context.db
						.updateTable('leads')
						.set({ converted_at: context.now })
						.where('id', '=', converted.id),
				),
			);
			const binned = await leadOf(store, { name: 'binned' });
			await store.run(deleteLead(binned.id, 'Test'));
			const erased = await leadOf(store, { name: 'erased' });
			await store.run(eraseLead(erased.id, 'Test'));
			await leadOf(store, { name: 'test' }, {}, { test: true });

			const mine = store.as(actorOf('member', { kind: 'own', memberId: me }));
			const expected: Record<(typeof leadViews)[number], string[]> = {
				all: ['closed', 'converted', 'late', 'mine', 'old', 'read', 'soon'],
				mine: ['mine'],
				unread: ['closed', 'converted', 'late', 'mine', 'old', 'soon'],
				recentlyCreated: ['closed', 'converted', 'late', 'mine', 'read', 'soon'],
				unassigned: ['closed', 'late', 'old', 'soon'],
				pool: [],
				overdue: ['late'],
				converted: ['converted'],
				bin: ['binned'],
			};
			for (const view of leadViews) {
				const reader = view === 'mine' ? mine : store;
				expect([view, await names(reader, { view })]).toEqual([view, expected[view]]);
			}
			expect(await names(store, { includeTest: true })).toContain('test');
			await expect(store.read(findLeads({ view: 'mine' }))).rejects.toMatchObject({
				code: 'INVALID_INPUT',
			});
			clock.now += 60 * DAY + 1;
			expect(await names(store, { view: 'bin' })).toEqual([]);
		});
	});

	describe('scopes', () => {
		it('keep everybody to what is theirs, whatever they ask for', async () => {
			const { store } = await fresh();
			const teamId = await addTeam(store);
			const anna = await addMember(store, { teamId });
			const ben = await addMember(store, { teamId });
			const carl = await addMember(store);
			await leadOf(store, { name: 'of anna' }, {}, { ownerId: anna });
			await leadOf(store, { name: 'of ben' }, {}, { ownerId: ben });
			await leadOf(store, { name: 'of carl' }, {}, { ownerId: carl });
			await leadOf(store, { name: 'of nobody' });
			const own = store.as(actorOf('member', { kind: 'own', memberId: anna }));
			const team = store.as(
				actorOf('manager', { kind: 'team', memberId: anna, teamIds: [teamId] }),
			);
			const alone = store.as(actorOf('manager', { kind: 'team', memberId: carl, teamIds: [] }));
			const anything: LeadPageRequest[] = [
				{},
				{
					match: 'any',
					conditions: [
						{ field: 'name', operator: 'isEmpty' },
						{ field: 'name', operator: 'isNotEmpty' },
					],
				},
				{ search: 'of' },
			];
			for (const request of anything) {
				expect(await names(own, request)).toEqual(['of anna']);
				expect(await names(team, request)).toEqual(['of anna', 'of ben']);
				expect(await names(alone, request)).toEqual(['of carl']);
				expect(await names(store, request)).toHaveLength(4);
			}
		});
	});

	describe('conditions', () => {
		const leads = {
			Anna: {
				company: 'Ärzte GmbH',
				city: 'Berlin',
				employees: 9,
				custom: { size: 9, color: 'Red', member: true },
			},
			Ben: { company: '100% Wool_Mill', employees: 100, custom: { size: 100, color: 'red' } },
			Clara: {
				company: '苏州天华科技有限公司',
				employees: 25,
				emailOptOut: true,
				custom: { size: '25', color: '' },
			},
			Dora: { email: 'dora@example.com', custom: { size: 'big', 'a"b\\c': 'quoted', list: [1] } },
			Emil: { rating: 'A', custom: { size: -3.5, member: false } },
		};
		const cases: Array<[LeadCondition, string[]]> = [
			[{ field: 'name', operator: 'equals', value: 'Anna' }, ['Anna']],
			[{ field: 'name', operator: 'equals', value: 'anna' }, []],
			[{ field: 'name', operator: 'notEquals', value: 'Anna' }, ['Ben', 'Clara', 'Dora', 'Emil']],
			[
				{ field: 'company', operator: 'notEquals', value: 'x' },
				['Anna', 'Ben', 'Clara', 'Dora', 'Emil'],
			],
			[{ field: 'company', operator: 'contains', value: 'GMBH' }, ['Anna']],
			[{ field: 'company', operator: 'contains', value: 'Ärzte' }, ['Anna']],
			[{ field: 'company', operator: 'contains', value: '天华' }, ['Clara']],
			[{ field: 'company', operator: 'contains', value: '%' }, ['Ben']],
			[{ field: 'company', operator: 'contains', value: '_' }, ['Ben']],
			[{ field: 'company', operator: 'contains', value: '\\' }, []],
			[{ field: 'company', operator: 'startsWith', value: '100' }, ['Ben']],
			[{ field: 'company', operator: 'startsWith', value: 'wool' }, []],
			[{ field: 'name', operator: 'in', value: ['Anna', 'Dora', 'Nobody'] }, ['Anna', 'Dora']],
			[{ field: 'name', operator: 'in', value: 'Anna， Dora;Ben' }, ['Anna', 'Ben', 'Dora']],
			[{ field: 'name', operator: 'in', value: [] }, []],
			[{ field: 'city', operator: 'isEmpty' }, ['Ben', 'Clara', 'Dora', 'Emil']],
			[{ field: 'city', operator: 'isNotEmpty' }, ['Anna']],
			[{ field: 'name', operator: 'greaterThan', value: 'Clara' }, ['Dora', 'Emil']],
			[{ field: 'name', operator: 'lessThan', value: 'Clara' }, ['Anna', 'Ben']],
			[{ field: 'employees', operator: 'greaterThan', value: 9 }, ['Ben', 'Clara']],
			[{ field: 'employees', operator: 'lessThan', value: '26' }, ['Anna', 'Clara']],
			[{ field: 'employees', operator: 'equals', value: '100.0' }, ['Ben']],
			[{ field: 'employees', operator: 'in', value: '9,25' }, ['Anna', 'Clara']],
			[{ field: 'employees', operator: 'isEmpty' }, ['Dora', 'Emil']],
			[{ field: 'emailOptOut', operator: 'equals', value: true }, ['Clara']],
			[
				{ field: 'emailOptOut', operator: 'notEquals', value: 'true' },
				['Anna', 'Ben', 'Dora', 'Emil'],
			],
			[{ field: 'custom.color', operator: 'equals', value: 'red' }, ['Ben']],
			[{ field: 'custom.color', operator: 'contains', value: 'RED' }, ['Anna', 'Ben']],
			[{ field: 'custom.color', operator: 'isEmpty' }, ['Clara', 'Dora', 'Emil']],
			[{ field: 'custom.size', operator: 'greaterThan', value: 10 }, ['Ben', 'Clara']],
			[{ field: 'custom.size', operator: 'lessThan', value: '10' }, ['Anna', 'Emil']],
			[{ field: 'custom.size', operator: 'equals', value: 100 }, ['Ben']],
			[{ field: 'custom.size', operator: 'equals', value: 'big' }, ['Dora']],
			[{ field: 'custom.size', operator: 'greaterThan', value: 'a' }, ['Dora']],
			[{ field: 'custom.member', operator: 'equals', value: true }, ['Anna']],
			[{ field: 'custom.member', operator: 'equals', value: false }, ['Emil']],
			[{ field: 'custom.a"b\\c', operator: 'equals', value: 'quoted' }, ['Dora']],
			[{ field: 'custom.list', operator: 'isNotEmpty' }, ['Dora']],
			[{ field: 'custom.none', operator: 'isNotEmpty' }, []],
			[{ field: 'score', operator: 'isEmpty' }, ['Anna', 'Ben', 'Clara', 'Dora', 'Emil']],
			[{ field: 'score', operator: 'greaterThan', value: 1 }, []],
			[{ field: 'ownerId', operator: 'isEmpty' }, ['Anna', 'Ben', 'Clara', 'Dora', 'Emil']],
			[{ field: 'ownerId', operator: 'equals', value: 'not an id' }, []],
			[
				{ field: 'ownerId', operator: 'notEquals', value: 'not an id' },
				['Anna', 'Ben', 'Clara', 'Dora', 'Emil'],
			],
			[{ field: 'id', operator: 'in', value: ['nope', ''] }, []],
			[
				{ field: 'createdAt', operator: 'greaterThan', value: '2020-01-01T00:00:00Z' },
				['Anna', 'Ben', 'Clara', 'Dora', 'Emil'],
			],
			[{ field: 'createdAt', operator: 'lessThan', value: 1.5 }, []],
			[{ field: 'nextFollowUpAt', operator: 'isNotEmpty' }, []],
		];

		it('find what they say, the same on every engine', async () => {
			const { store } = await fresh();
			await withLeads(store, leads);
			for (const [condition, expected] of cases) {
				expect([condition, await names(store, { conditions: [condition] })]).toEqual([
					condition,
					expected,
				]);
			}
			expect(new Set(cases.map(([{ operator }]) => operator))).toEqual(new Set(leadOperators));
		});

		it('all or any of them must hold', async () => {
			const { store } = await fresh();
			await withLeads(store, leads);
			const conditions: LeadCondition[] = [
				{ field: 'employees', operator: 'greaterThan', value: 9 },
				{ field: 'custom.color', operator: 'equals', value: 'red' },
			];
			expect(await names(store, { conditions })).toEqual(['Ben']);
			expect(await names(store, { conditions, match: 'any' })).toEqual(['Ben', 'Clara']);
			expect(await names(store, { conditions, match: 'any', search: '天华' })).toEqual(['Clara']);
		});

		it('by owner and id find the leads', async () => {
			const { store } = await fresh();
			const ownerId = await addMember(store);
			const lead = await leadOf(store, { name: 'Owned' }, {}, { ownerId });
			await withLeads(store, leads);
			expect(
				await names(store, {
					conditions: [{ field: 'ownerId', operator: 'equals', value: ownerId.toUpperCase() }],
				}),
			).toEqual(['Owned']);
			expect(
				await names(store, {
					conditions: [{ field: 'id', operator: 'in', value: [lead.id, 'x'] }],
				}),
			).toEqual(['Owned']);
			expect(
				await names(store, {
					conditions: [{ field: 'ownerId', operator: 'contains', value: ownerId.slice(4, 12) }],
				}),
			).toEqual(['Owned']);
			expect(
				await names(store, {
					conditions: [{ field: 'id', operator: 'notEquals', value: lead.id }],
				}),
			).toHaveLength(5);
		});

		it.each<LeadCondition>([
			{ field: 'nonsense', operator: 'equals', value: 'x' },
			{ field: 'constructor', operator: 'isEmpty' },
			{ field: 'custom.', operator: 'isEmpty' },
			{ field: 'createdAt', operator: 'equals', value: 'yesterday-ish' },
			{ field: 'employees', operator: 'equals', value: 'many' },
			{ field: 'employees', operator: 'greaterThan', value: '' },
			{ field: 'score', operator: 'equals', value: Infinity },
			{ field: 'name', operator: 'equals' },
			{ field: 'name', operator: 'contains', value: 'x'.repeat(60_000) },
		])('that make no sense are refused: $field $operator', async (condition) => {
			const { store } = await fresh();
			await expect(store.read(findLeads({ conditions: [condition] }))).rejects.toMatchObject({
				code: 'INVALID_INPUT',
			});
		});

		it('do not mind text that databases choke on', async () => {
			const { store } = await fresh();
			await withLeads(store, leads);
			for (const value of ["' OR 1=1 --", 'nul \u0000', '\ud800', '"', '%_\\']) {
				for (const field of ['name', 'custom.color', 'ownerId', 'id']) {
					for (const operator of ['equals', 'contains', 'startsWith', 'in'] as const) {
						expect(await names(store, { conditions: [{ field, operator, value }] })).toEqual([]);
					}
				}
				expect(
					await names(store, {
						conditions: [{ field: `custom.${value}`, operator: 'isNotEmpty' }],
					}),
				).toEqual([]);
			}
		});

		it.each(['hidden', 'masked'] as const)(
			'on a %s field are refused, for they would give it away',
			async (access) => {
				const { store } = await fresh();
				await withLeads(store, leads);
				const reader = store.as(restricted({ email: access, 'custom.size': access }));
				for (const field of ['email', 'secondaryEmail', 'custom.email', 'custom.size']) {
					await expect(
						reader.read(findLeads({ conditions: [{ field, operator: 'isNotEmpty' }] })),
					).rejects.toMatchObject({ code: 'FORBIDDEN' });
				}
				const sorted = store.as(restricted({ nextFollowUpAt: access }));
				await expect(
					sorted.read(findLeads({ sort: { by: 'nextFollowUpAt', direction: 'ascending' } })),
				).rejects.toMatchObject({ code: 'FORBIDDEN' });
				expect(
					await names(store.as(restricted({ email: 'readOnly' })), {
						conditions: [{ field: 'email', operator: 'isNotEmpty' }],
					}),
				).toEqual(['Dora']);
			},
		);
	});

	describe('search', () => {
		const leads = {
			王小明: { company: '深圳市腾飞科技有限公司', mobile: '13912345678', title: '采购经理' },
			'Jürgen Müller': { company: 'Müller Maschinenbau GmbH', email: 'j.mueller@example.com' },
			'Anna Weber': { email: 'anna@example.org', mobile: '+4915112345678', city: 'Köln' },
		};
		const cases: Array<[string, string[]]> = [
			['王', ['王小明']],
			['小明', ['王小明']],
			['腾飞', ['王小明']],
			['深圳 腾飞', ['王小明']],
			['腾飞 Weber', []],
			['müller', ['Jürgen Müller']],
			['MULLER', ['Jürgen Müller']],
			['mull', ['Jürgen Müller']],
			['anna', ['Anna Weber']],
			['example', ['Anna Weber', 'Jürgen Müller']],
			['anna@example.org', ['Anna Weber']],
			['139 1234 5678', ['王小明']],
			['5678', ['Anna Weber', '王小明']],
			['飞腾', []],
			['   ', ['Anna Weber', 'Jürgen Müller', '王小明']],
			['!!!', []],
			["' OR 1=1", []],
		];

		it('finds words, parts of Chinese names, addresses and numbers', async () => {
			const { store } = await fresh();
			await withLeads(store, leads);
			for (const [search, expected] of cases) {
				expect([search, await names(store, { search })]).toEqual([search, expected]);
			}
		});

		it('follows what a lead is called now', async () => {
			const { store } = await fresh();
			const { id } = await leadOf(store, { name: '王小明', company: '旧公司名字' });
			await store.run(
				updateLead(id, { fields: { name: '李大华', company: null } }, { node: 'Test' }),
			);
			expect(await names(store, { search: '大华' })).toEqual(['李大华']);
			expect(await names(store, { search: '小明' })).toEqual([]);
			expect(await names(store, { search: '旧公' })).toEqual([]);
		});

		it('finds nothing by a field that is masked', async () => {
			const { store } = await fresh();
			await withLeads(store, leads);
			const without = (field: string) => store.as(restricted({ [field]: 'masked' }));
			expect(await names(without('mobile'), { search: '5678' })).toEqual([]);
			expect(await names(without('mobile'), { search: '小明' })).toEqual(expect.any(Array));
			expect(await names(without('phone'), { search: '139 1234 5678' })).toEqual([]);
			expect(await names(without('email'), { search: 'anna@example.org' })).toEqual([]);
			expect(await names(without('secondaryEmail'), { search: 'j.mueller' })).toEqual([]);
			expect(await names(without('company'), { search: '腾飞' })).toEqual([]);
		});
	});

	describe('pages', () => {
		it.each(leadSorts)('by %s have no gap and no repeat, while leads arrive', async (by) => {
			const { store, clock } = await fresh();
			const ids: string[] = [];
			for (let index = 0; index < 12; index += 1) {
				// Three at the same instant each, so that the order within it matters.
				const nextFollowUpAt = new Date(clock.now + Math.floor(index / 3) * DAY).toISOString();
				ids.push((await leadOf(store, { name: `Lead ${index}`, nextFollowUpAt })).id);
				if (index % 3 === 2) clock.now += 1000;
			}
			await leadOf(store, { name: 'Without a date' });
			const dated = by === 'nextFollowUpAt' ? 12 : 13;
			for (const direction of ['ascending', 'descending'] as const) {
				const seen: string[] = [];
				let after: string | undefined;
				do {
					const page = await store.read(
						findLeads({ sort: { by, direction }, limit: 5, ...(after ? { after } : {}) }),
					);
					seen.push(...page.leads.map(({ id }) => id));
					after = page.nextCursor;
					if (direction === 'descending') {
						clock.now += 1000;
						await leadOf(store, {
							name: 'Late comer',
							nextFollowUpAt: new Date(clock.now + 100 * DAY).toISOString(),
						});
					}
				} while (after);
				expect(seen).toHaveLength(dated);
				expect(new Set(seen).size).toBe(dated);
				if (direction === 'ascending') expect(seen.slice(0, 12)).toEqual(ids);
				else expect(seen.slice(-12)).toEqual([...ids].reverse());
			}
		});

		it('work before 1970 too', async () => {
			const { store } = await fresh();
			for (const year of [1950, 1960, 1990])
				await leadOf(store, { name: String(year), nextFollowUpAt: `${year}-01-01T00:00:00Z` });
			const request: LeadPageRequest = {
				sort: { by: 'nextFollowUpAt', direction: 'ascending' },
				limit: 1,
			};
			const one = await store.read(findLeads(request));
			const two = await store.read(findLeads({ ...request, after: one.nextCursor }));
			expect([one, two].map(({ leads }) => leads[0].name)).toEqual(['1950', '1960']);
		});

		it('are as long as asked for, within bounds', async () => {
			const { store } = await fresh();
			await captureLeads(
				store,
				Array.from({ length: 55 }, (_, index) => captured({ name: `L ${index}` })),
			);
			const lengths = [];
			for (const limit of [undefined, 0, -5, 7, 2.9, NaN, 1e9]) {
				const { leads } = await store.read(findLeads(limit === undefined ? {} : { limit }));
				lengths.push(leads.length);
			}
			expect(lengths).toEqual([50, 1, 1, 7, 2, 50, 55]);
		});

		it.each(['x', '-'.repeat(36), '5_', `${'9'.repeat(40)}_00000000-0000-7000-8000-000000000000`])(
			'refuse a cursor of another list: %s',
			async (after) => {
				const { store } = await fresh();
				for (const by of leadSorts) {
					await expect(
						store.read(findLeads({ after, sort: { by, direction: 'ascending' } })),
					).rejects.toMatchObject({ code: 'INVALID_INPUT' });
				}
			},
		);
	});
});
