import { byId, onLeadStore, resultOf } from './onLeadStore';

const goOn = { node: { onError: 'continueRegularOutput' as const } };
const everyLead = { returnAll: true };

describe('Create', () => {
	test('finds lead fields by Chinese and English names and keeps the rest as custom fields', async () => {
		const [lead] = await resultOf('lead.create', {}, [
			{ 姓名: '王小明', 手机: '138 0013 8001', Company: 'Shanghai Machinery', machineType: 'CNC' },
		]);
		expect(lead).toMatchObject({
			name: '王小明',
			mobile: '+8613800138001',
			company: 'Shanghai Machinery',
			status: 'new',
			custom: { machineType: 'CNC' },
			decision: { node: 'Lead Store', outcome: 'created' },
		});
	});

	test('takes the fields that are defined in the node', async () => {
		const [lead] = await resultOf(
			'lead.create',
			{
				data: 'defineBelow',
				fields: { name: '={{ $json.who }}', email: 'anna@example.com', employees: 12, status: 'working' },
				customFields: { field: [{ name: 'floor', value: '3' }] },
				options: { tags: 'expo，hall 3', source: 'Fair' },
			},
			[{ who: 'Anna Beispiel', ignored: 'x' }],
		);
		expect(lead).toMatchObject({
			name: 'Anna Beispiel',
			email: 'anna@example.com',
			employees: 12,
			status: 'working',
			source: 'Fair',
			tags: ['expo', 'hall 3'],
			custom: { floor: '3' },
		});
	});

	test('takes many items at once; a person who is there already is an item error, the others are saved', async () => {
		const first = { name: 'Li Na', email: 'li.na@example.com' };
		await resultOf('lead.create', {}, [first]);
		const { outputs, items } = await onLeadStore(
			'lead.create',
			{},
			[{ name: 'Zhao Wei', email: 'zhao.wei@example.com' }, first, { name: 'Sun Yu', email: 'sun.yu@example.com' }],
			goOn,
		);
		expect(outputs[0]).toMatchObject([
			{ name: 'Zhao Wei' },
			{ error: expect.stringContaining('same email') },
			{ name: 'Sun Yu' },
		]);
		expect(items('leadStore').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	test('without continuing on errors the run stops and names the item and the way out', async () => {
		const { error } = await onLeadStore('lead.create', {}, [{ name: 'Ok' }, { name: 'Li Na', email: 'li.na@example.com' }]);
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toContain("'Create or Update'");
	});

	test('a retry of the same execution takes nothing in twice, another execution does', async () => {
		const item = { name: 'Nameless Twin' };
		const once = { executionId: 'same-execution' };
		const [first] = await resultOf('lead.create', {}, [item], once);
		const [again] = await resultOf('lead.create', {}, [item], once);
		const [other] = await resultOf('lead.create', {}, [item]);
		expect(again.id).toBe(first.id);
		expect(other.id).not.toBe(first.id);
	});

	test('the same ID of another system is taken in once', async () => {
		const options = { externalIdField: 'order' };
		const [first] = await resultOf('lead.create', { options }, [{ name: 'Order One', order: 77 }]);
		const [again] = await resultOf('lead.create', { options }, [{ name: 'Order One changed', order: 77 }]);
		expect(again).toMatchObject({ id: first.id, name: 'Order One' });
	});

	test('a lead of another store brings its fields, not its bookkeeping', async () => {
		const [lead] = await resultOf('lead.create', {}, [
			{ name: 'Original', email: 'original@example.com', tags: ['vip'], machine: 'CNC' },
		]);
		await resultOf('lead.erase', { confirm: true, lead: byId(lead.id) });
		const [copy] = await resultOf('lead.create', {}, [lead]);
		expect(copy.id).not.toBe(lead.id);
		expect(copy).toMatchObject({ name: 'Original', version: 1, tags: ['vip'] });
		expect(copy.custom).toEqual({ machine: 'CNC' });
	});
});

describe('Create or Update', () => {
	const person = { name: 'Chen Jie', email: 'chen.jie@example.com', city: 'Shanghai' };

	test('creates, then overwrites, or fills what is blank', async () => {
		const [created] = await resultOf('lead.upsert', {}, [person]);
		const [overwritten] = await resultOf('lead.upsert', {}, [{ ...person, city: 'Beijing' }]);
		const [filled] = await resultOf('lead.upsert', { onDuplicate: 'fillBlanks' }, [
			{ ...person, city: 'Shenzhen', title: 'Buyer' },
		]);
		expect(created.decision).toMatchObject({ outcome: 'created' });
		expect(overwritten).toMatchObject({ id: created.id, city: 'Beijing', decision: { outcome: 'updated' } });
		expect(filled).toMatchObject({ id: created.id, city: 'Beijing', title: 'Buyer' });
	});
});

describe('Get and Get Many', () => {
	beforeAll(async () => {
		await resultOf('lead.create', {}, [
			{ name: '周杰', company: '深圳光学仪器有限公司', email: 'zhou@example.com', city: '深圳', score: 1 },
			{ name: 'Emma Optics', company: 'Optics GmbH', email: 'emma@example.com', city: 'Jena', floor: 'G7' },
		]);
	});

	test('reads the lead of the input item, or the one that is chosen', async () => {
		const [found] = await resultOf('lead.getAll', { search: '光学' });
		const [own] = await resultOf('lead.get', {}, [found]);
		const [chosen] = await resultOf('lead.get', { lead: byId(found.id) }, [{ id: 'something else' }]);
		const [byExpression] = await resultOf('lead.get', { lead: byId('={{ $json.lead }}') }, [{ lead: found.id }]);
		for (const lead of [own, chosen, byExpression]) expect(lead).toMatchObject({ id: found.id, name: '周杰' });
	});

	test('says what to do when no lead is chosen and when it is not there', async () => {
		const none = await onLeadStore('lead.get', {}, [{ name: 'no id' }]);
		expect(none.error?.message).toContain("'Lead' is empty");
		const absent = await onLeadStore('lead.get', { lead: byId('0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b') });
		expect(absent.error?.message).toContain('No lead has this ID');
		expect(absent.error?.description).toContain('Get Many');
	});

	test('finds by search in Chinese and English', async () => {
		expect(await resultOf('lead.getAll', { search: '深圳 光学' })).toMatchObject([{ name: '周杰' }]);
		expect(await resultOf('lead.getAll', { search: 'opti' })).toMatchObject([{ name: 'Emma Optics' }]);
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
		expect(oldest.map(({ id }) => id)).toEqual(all.slice(-2).reverse().map(({ id }) => id));
	});

	test('each view is a list of its own', async () => {
		for (const view of ['all', 'bin', 'converted', 'overdue', 'recentlyCreated', 'unassigned', 'unread']) {
			expect(Array.isArray(await resultOf('lead.getAll', { view }))).toBe(true);
		}
		const { error } = await onLeadStore('lead.getAll', { view: 'mine' });
		expect(error?.message).toContain('acting member');
	});

	test('gives out everything, ten fields, or those one selects', async () => {
		const of = async (options: object) =>
			(await resultOf('lead.getAll', { search: 'Emma', options: { ...options } }))[0];
		expect(await of({ output: 'raw' })).toMatchObject({ custom: { floor: 'G7' }, version: 1 });
		expect(Object.keys(await of({ output: 'simplified' })).sort()).toEqual(
			['company', 'createdAt', 'email', 'id', 'name', 'source', 'status'],
		);
		expect(Object.keys(await of({ output: 'selected', outputFields: ['email', 'custom'] }))).toEqual([
			'id',
			'email',
			'custom',
		]);
	});

	test('an unknown field and a wrong date are refused with the field', async () => {
		const wrong = { condition: [{ field: 'createdAt', operator: 'greaterThan', value: 'yesterday' }] };
		const { error } = await onLeadStore('lead.getAll', { filters: wrong });
		expect(error?.message).toContain("'createdAt' needs a date");
	});
});

describe('changes of one lead', () => {
	const make = async (name: string) => (await resultOf('lead.create', {}, [{ name }]))[0];

	test('Update sets fields, clears empty ones, and keeps custom ones', async () => {
		const lead = await make('Update Me');
		await resultOf('lead.update', {
			lead: byId(lead.id),
			fields: { mobile: '13800138022', city: 'Wuhan', nextFollowUpAt: '2031-03-01T09:00:00Z' },
			customFields: { field: [{ name: 'floor', value: '4' }] },
		});
		const [after] = await resultOf('lead.update', { fields: { city: '' } }, [lead]);
		expect(after).toMatchObject({ mobile: '+8613800138022', custom: { floor: '4' }, nextFollowUpAt: '2031-03-01T09:00:00.000Z' });
		expect(after).not.toHaveProperty('city');
	});

	test('a change against a stale version is refused', async () => {
		const lead = await make('Versioned');
		const change = { lead: byId(lead.id), fields: { city: 'Xian' }, options: { expectedVersion: '={{ $json.version }}' } };
		await resultOf('lead.update', change, [lead]);
		const { error } = await onLeadStore('lead.update', { ...change, fields: { city: 'Lanzhou' } }, [lead]);
		expect(error?.message).toContain('changed in the meantime');
	});

	test('an invalid value is refused with the field', async () => {
		const lead = await make('Invalid');
		const { outputs } = await onLeadStore('lead.update', { fields: { email: 'not an address' } }, [lead], goOn);
		expect(outputs[0]).toEqual([{ error: expect.stringContaining('[item 0]') }]);
	});

	test('tags are added and removed', async () => {
		const lead = await make('Tagged');
		await resultOf('lead.addTag', { tags: 'vip, expo、重点' }, [lead]);
		const [after] = await resultOf('lead.removeTag', { tags: 'expo' }, [lead]);
		expect(after.tags).toEqual(['vip', '重点']);
	});

	test('Mark as Read takes it off the unread ones', async () => {
		const lead = await make('Unread One');
		const [after] = await resultOf('lead.markAsRead', {}, [lead]);
		expect(after).toMatchObject({ readAt: expect.any(String), version: 1 });
		const unread = await resultOf('lead.getAll', { view: 'unread', returnAll: true });
		expect(unread.map(({ id }) => id)).not.toContain(lead.id);
	});

	test('Delete puts it into the bin, Restore takes it out', async () => {
		const lead = await make('Binned');
		expect(await resultOf('lead.delete', {}, [lead])).toEqual([{ id: lead.id, deleted: true }]);
		expect((await onLeadStore('lead.get', {}, [lead])).error?.message).toContain('No lead has this ID');
		expect((await resultOf('lead.getAll', { view: 'bin' })).map(({ id }) => id)).toContain(lead.id);
		expect(await resultOf('lead.restore', {}, [lead])).toMatchObject([{ id: lead.id, name: 'Binned' }]);
	});

	test('Erase needs to be confirmed and leaves no personal data', async () => {
		const lead = await make('Erased Person');
		const refused = await onLeadStore('lead.erase', {}, [lead]);
		expect(refused.error?.message).toContain("'Confirm' is not set");
		const [erased] = await resultOf('lead.erase', { confirm: true }, [lead]);
		expect(erased).toMatchObject({ id: lead.id, removed: { leads: 1 } });
		expect(await resultOf('lead.getAll', { search: 'Erased' })).toEqual([]);
	});
});
