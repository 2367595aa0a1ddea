import type { IDataObject } from 'n8n-workflow';
import { byId, onLeadStore, resultOf } from './onLeadStore';

const goOn = { node: { onError: 'continueRegularOutput' as const } };

/** What every kind of record can do, with one value that is set and one that is changed. */
const kinds = [
	{
		kind: 'account',
		create: {
			name: 'Shanghai Machinery',
			additionalFields: { website: 'www.example.com', employees: 40 },
		},
		made: { name: 'Shanghai Machinery', employees: 40 },
		change: { industry: 'Machinery' },
		search: 'Machinery',
	},
	{
		kind: 'contact',
		create: {
			name: '王小明',
			additionalFields: { mobile: '138 0013 8000', email: 'wang@example.com' },
		},
		made: { name: '王小明', mobile: '+8613800138000' },
		change: { title: '采购经理' },
		search: '小明',
	},
	{
		kind: 'deal',
		create: {
			name: 'Laser cutter',
			additionalFields: { amount: 120000, currency: 'cny', closeDate: '2031-05-01' },
		},
		made: { name: 'Laser cutter', amount: 120000, currency: 'CNY', closeDate: '2031-05-01' },
		change: { stage: 'proposal' },
		search: 'laser',
	},
	{
		kind: 'team',
		create: { name: 'East China', additionalFields: { regions: '上海，江苏' } },
		made: { name: 'East China', regions: ['上海', '江苏'], active: true },
		change: { timezone: 'Asia/Shanghai' },
		search: 'east',
	},
];

describe.each(kinds)('$kind', ({ kind, create, made, change, search }) => {
	let record: IDataObject;

	beforeAll(async () => {
		[record] = await resultOf(`${kind}.create`, create);
	});

	test('Create makes it', () => {
		expect(record).toMatchObject({ ...made, id: expect.any(String), version: 1 });
	});

	test('Get reads the chosen one, or that of the input item', async () => {
		expect(await resultOf(`${kind}.get`, {}, [record])).toEqual([record]);
		expect(await resultOf(`${kind}.get`, { [kind]: byId(record.id) })).toEqual([record]);
		const { error } = await onLeadStore(`${kind}.get`, {
			[kind]: byId('0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b'),
		});
		expect(error?.message).toContain(`No ${kind} has this ID`);
	});

	test('Get Many finds it by text and by filter', async () => {
		expect(await resultOf(`${kind}.getAll`, { search })).toMatchObject([{ id: record.id }]);
		const condition = [{ field: 'name', operator: 'equals', value: String(record.name) }];
		expect(
			await resultOf(`${kind}.getAll`, { filters: { condition }, returnAll: true }),
		).toMatchObject([{ id: record.id }]);
		const sort = { order: { by: 'name', direction: 'ascending' } };
		expect(await resultOf(`${kind}.getAll`, { sort, limit: 1 })).toHaveLength(1);
		expect(await resultOf(`${kind}.getAll`, { search: 'no such thing' })).toEqual([]);
	});

	test('Update changes it, keeps custom fields apart, refuses a stale version', async () => {
		const [changed] = await resultOf(`${kind}.update`, {
			[kind]: byId(record.id),
			fields: { ...change },
			customFields: { field: [{ name: 'floor', value: '3' }] },
		});
		expect(changed).toMatchObject({ ...made, ...change, version: 2, custom: { floor: '3' } });
		const [more] = await resultOf(
			`${kind}.update`,
			{ customFields: { field: [{ name: 'hall', value: 'B' }] } },
			[record],
		);
		expect(more.custom).toEqual({ floor: '3', hall: 'B' });
		const [cleared] = await resultOf(
			`${kind}.update`,
			{ customFields: { field: [{ name: 'floor', value: '' }] } },
			[record],
		);
		expect(cleared.custom).toEqual({ hall: 'B' });
		const stale = await onLeadStore(
			`${kind}.update`,
			{ fields: { ...change }, options: { expectedVersion: 1 } },
			[record],
		);
		expect(stale.error?.message).toContain('changed in the meantime');
		const nothing = await onLeadStore(`${kind}.update`, {}, [record]);
		expect(nothing.error?.message).toContain('nothing to change');
	});

	test('Delete puts it into the bin; errors stay with their item', async () => {
		const [other] = await resultOf(`${kind}.create`, create);
		const { outputs } = await onLeadStore(`${kind}.delete`, {}, [{ id: 'wrong' }, other], goOn);
		expect(outputs[0]).toEqual([
			expect.objectContaining({ error: expect.stringContaining('[item 0]') }),
			{ id: other.id, deleted: true },
		]);
		expect(
			(await resultOf(`${kind}.getAll`, { options: { deleted: true } })).map(({ id }) => id),
		).toContain(other.id);
	});
});

describe('activities and tasks of a lead', () => {
	let lead: IDataObject;

	beforeAll(async () => {
		[lead] = await resultOf('lead.create', {}, [{ name: 'Busy Person' }]);
	});

	test('Add Note writes into the timeline', async () => {
		const [note] = await resultOf('lead.addNote', { note: 'Wants two machines' }, [lead]);
		expect(note).toMatchObject({ type: 'note', body: 'Wants two machines', leadId: lead.id });
		const { error } = await onLeadStore('lead.addNote', { note: ' ' }, [lead]);
		expect(error?.message).toContain("'Note' is empty");
	});

	test('an activity is kept with its outcome', async () => {
		const [call] = await resultOf('activity.create', {
			leadId: byId(lead.id),
			type: 'call',
			subject: 'First call',
			additionalFields: {
				outcome: 'noAnswer',
				direction: 'outbound',
				at: '2026-03-05T09:30:00',
				durationSeconds: 12,
			},
		});
		expect(call).toMatchObject({
			leadId: lead.id,
			outcome: 'noAnswer',
			direction: 'outbound',
			durationSeconds: 12,
		});
		// The workflow of the test runs in New York.
		expect(call.at).toBe('2026-03-05T14:30:00.000Z');
		const found = await resultOf('activity.getAll', { aboutLead: byId(lead.id), search: 'first' });
		expect(found.map(({ id }) => id)).toEqual([call.id]);
		expect(await resultOf('activity.delete', {}, [call])).toEqual([{ id: call.id, deleted: true }]);
	});

	test('an activity about nobody is refused', async () => {
		const { error } = await onLeadStore('activity.create', { type: 'note', subject: 'x' });
		expect(error?.message).toContain('needs a lead, contact, account or deal');
	});

	test('a task is made, found, changed and completed', async () => {
		const [task] = await resultOf('task.create', {
			leadId: byId(lead.id),
			subject: 'Call back',
			dueAt: '2031-03-05T09:30:00Z',
			additionalFields: { priority: 'high' },
		});
		expect(task).toMatchObject({
			subject: 'Call back',
			status: 'open',
			priority: 'high',
			leadId: lead.id,
		});
		expect(await resultOf('task.getAll', { aboutLead: byId(lead.id) })).toMatchObject([
			{ id: task.id },
		]);
		await resultOf('task.update', { fields: { subject: 'Call back today', dueAt: '' } }, [task]);
		const [done] = await resultOf('task.complete', {}, [task]);
		expect(done).toMatchObject({
			subject: 'Call back today',
			status: 'done',
			completedAt: expect.any(String),
		});
		expect(done).not.toHaveProperty('dueAt');
	});
});
