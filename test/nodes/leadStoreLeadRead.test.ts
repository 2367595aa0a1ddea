import { byId, onLeadStore, resultOf } from './onLeadStore';

const everyLead = { returnAll: true };

describe('Get and Get Many', () => {
	beforeAll(async () => {
		await resultOf('lead.create', {}, [
			{
				name: '周杰',
				company: '深圳光学仪器有限公司',
				email: 'zhou@example.com',
				city: '深圳',
				score: 1,
			},
			{
				name: 'Emma Optics',
				company: 'Optics GmbH',
				email: 'emma@example.com',
				city: 'Jena',
				floor: 'G7',
			},
		]);
	});

	test('reads the lead of the input item, or the one that is chosen', async () => {
		const [found] = await resultOf('lead.getAll', { search: '光学' });
		const [own] = await resultOf('lead.get', {}, [found]);
		const [chosen] = await resultOf('lead.get', { lead: byId(found.id) }, [
			{ id: 'something else' },
		]);
		const [byExpression] = await resultOf('lead.get', { lead: byId('={{ $json.lead }}') }, [
			{ lead: found.id },
		]);
		for (const lead of [own, chosen, byExpression])
			expect(lead).toMatchObject({ id: found.id, name: '周杰' });
	});

	test('says what to do when no lead is chosen and when it is not there', async () => {
		const none = await onLeadStore('lead.get', {}, [{ name: 'no id' }]);
		expect(none.error?.message).toContain("'Lead' is empty");
		const absent = await onLeadStore('lead.get', {
			lead: byId('0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b'),
		});
		expect(absent.error?.message).toContain('No lead has this ID');
		expect(absent.error?.description).toContain('Get Many');
	});

	test('finds by search in Chinese and English', async () => {
		expect(await resultOf('lead.getAll', { search: '深圳 光学' })).toMatchObject([
			{ name: '周杰' },
		]);
		expect(await resultOf('lead.getAll', { search: 'opti' })).toMatchObject([
			{ name: 'Emma Optics' },
		]);
	});

	test('filters match all or any', async () => {
		const condition = [
			{ field: 'city', operator: 'equals', value: 'Jena' },
			{ field: 'email', operator: 'startsWith', value: 'zhou' },
		];
		expect(await resultOf('lead.getAll', { filters: { condition } })).toEqual([]);
		const any = await resultOf('lead.getAll', { filters: { condition }, match: 'any' });
		expect(any.map(({ name }) => name).sort()).toEqual(['Emma Optics', '周杰']);
	});

	test('filters custom fields, dates and several values', async () => {
		const filters = {
			condition: [
				{ field: 'custom', customField: 'floor', operator: 'in', value: 'G6, G7' },
				{ field: 'createdAt', operator: 'greaterThan', value: '2020-01-01T00:00:00Z' },
			],
		};
		expect(await resultOf('lead.getAll', { filters })).toMatchObject([{ name: 'Emma Optics' }]);
	});

	test('a limit and an order hold over pages, and all means all', async () => {
		const newest = await resultOf('lead.getAll', { limit: 2 });
		const oldest = await resultOf('lead.getAll', {
			limit: 2,
			sort: { order: { by: 'createdAt', direction: 'ascending' } },
		});
		const all = await resultOf('lead.getAll', everyLead);
		expect(newest).toEqual(all.slice(0, 2));
		expect(oldest.map(({ id }) => id)).toEqual(
			all
				.slice(-2)
				.reverse()
				.map(({ id }) => id),
		);
	});

	test('each view is a list of its own', async () => {
		for (const view of [
			'all',
			'bin',
			'converted',
			'overdue',
			'recentlyCreated',
			'unassigned',
			'unread',
		]) {
			expect(Array.isArray(await resultOf('lead.getAll', { view }))).toBe(true);
		}
		const { error } = await onLeadStore('lead.getAll', { view: 'mine' });
		expect(error?.message).toContain('acting member');
	});

	test('gives out everything, ten fields, or those one selects', async () => {
		const of = async (options: object) =>
			(await resultOf('lead.getAll', { search: 'Emma', options: { ...options } }))[0];
		expect(await of({ output: 'raw' })).toMatchObject({ custom: { floor: 'G7' }, version: 1 });
		expect(Object.keys(await of({ output: 'simplified' })).sort()).toEqual([
			'company',
			'createdAt',
			'email',
			'id',
			'name',
			'source',
			'status',
		]);
		expect(
			Object.keys(await of({ output: 'selected', outputFields: ['email', 'custom'] })),
		).toEqual(['id', 'email', 'custom']);
	});

	test('an unknown field and a wrong date are refused with the field', async () => {
		const wrong = {
			condition: [{ field: 'createdAt', operator: 'greaterThan', value: 'yesterday' }],
		};
		const { error } = await onLeadStore('lead.getAll', { filters: wrong });
		expect(error?.message).toContain("'createdAt' needs a date");
	});
});
