import { byId, onLeadStore, resultOf } from './onLeadStore';

const goOn = { node: { onError: 'continueRegularOutput' as const } };

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
				fields: {
					name: '={{ $json.who }}',
					email: 'anna@example.com',
					employees: 12,
					status: 'working',
				},
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
			[
				{ name: 'Zhao Wei', email: 'zhao.wei@example.com' },
				first,
				{ name: 'Sun Yu', email: 'sun.yu@example.com' },
			],
			goOn,
		);
		expect(outputs[0]).toMatchObject([
			{ name: 'Zhao Wei' },
			{ error: expect.stringContaining('same email') },
			{ name: 'Sun Yu' },
		]);
		expect(items('leadStore').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test('without continuing on errors the run stops and names the item and the way out', async () => {
		const { error } = await onLeadStore('lead.create', {}, [
			{ name: 'Ok' },
			{ name: 'Li Na', email: 'li.na@example.com' },
		]);
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
		const [again] = await resultOf('lead.create', { options }, [
			{ name: 'Order One changed', order: 77 },
		]);
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
		expect(overwritten).toMatchObject({
			id: created.id,
			city: 'Beijing',
			decision: { outcome: 'updated' },
		});
		expect(filled).toMatchObject({ id: created.id, city: 'Beijing', title: 'Buyer' });
	});
});
