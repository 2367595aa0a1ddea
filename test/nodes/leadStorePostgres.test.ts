import { storeEngines } from '../environment/engines';
import { byId, onLeadStore, resultOf } from './onLeadStore';

/** What the embedded store is tested with elsewhere, once around on PostgreSQL. */
const engines = storeEngines().filter(({ name }) => name === 'postgres' || name === 'pgbouncer');

describe.each(engines)('$name', ({ config }) => {
	let more: Parameters<typeof onLeadStore>[3];

	beforeAll(async () => {
		const target = await config();
		if (target.engine !== 'postgres') throw new Error('This test is for PostgreSQL');
		more = {
			credentials: {
				leadflowStoreApi: { engine: 'postgres', connection: 'url', url: target.url, role: 'admin' },
			},
		};
	});

	test('a lead from its creation to its end', async () => {
		const person = { 姓名: '王小明', 手机: '13800138001', 公司: '上海机械' };
		const [lead] = await resultOf('lead.create', {}, [person], more);
		expect((await onLeadStore('lead.create', {}, [person], more)).error?.message).toContain(
			'same mobile',
		);
		const [member] = await resultOf('member.create', { name: 'Seller' }, [{}], more);
		const [team] = await resultOf('team.create', { name: '华东' }, [{}], more);
		await resultOf('lead.transfer', { transferTo: 'team', team: byId(team.id) }, [lead], more);
		await resultOf('lead.transfer', { member: byId(member.id) }, [lead], more);
		await resultOf(
			'lead.update',
			{ fields: { city: '上海', nextFollowUpAt: '2031-01-01T00:00:00Z' } },
			[lead],
			more,
		);
		await resultOf('lead.addNote', { note: 'Wants an offer' }, [lead], more);
		await resultOf('lead.addTag', { tags: 'vip' }, [lead], more);
		const filters = {
			condition: [{ field: 'ownerId', operator: 'equals', value: String(member.id) }],
		};
		const [found] = await resultOf('lead.getAll', { filters, search: '机械' }, [{}], more);
		expect(found).toMatchObject({
			id: lead.id,
			city: '上海市',
			tags: ['vip'],
			owner: { name: 'Seller' },
		});
		await resultOf('lead.markAsRead', {}, [lead], more);
		await resultOf('lead.delete', {}, [lead], more);
		await resultOf('lead.restore', {}, [lead], more);
		expect(
			await resultOf('event.getAll', { lead: byId(lead.id), returnAll: true }, [{}], more),
		).toHaveLength(7);
		expect(await resultOf('lead.erase', { confirm: true }, [lead], more)).toMatchObject([
			{ id: lead.id },
		]);
	});

	test('many leads: changed, exported, deleted', async () => {
		const leads = Array.from({ length: 700 }, (_, index) => ({
			name: `Many ${index}`,
			city: 'Jena',
		}));
		await resultOf('lead.create', {}, leads, more);
		const filters = { condition: [{ field: 'city', operator: 'equals', value: 'Jena' }] };
		const bulk = { filters, confirm: true };
		const [changed] = await resultOf(
			'lead.updateMany',
			{ ...bulk, fields: { rating: 'Hot' } },
			[{}],
			more,
		);
		expect(changed).toMatchObject({ state: 'done', changed: 700 });
		expect(await resultOf('lead.export', { filters, columns: 'all' }, [{}], more)).toMatchObject([
			{ rows: 700 },
		]);
		const [deleted] = await resultOf('lead.deleteMany', bulk, [{}], more);
		expect(deleted).toMatchObject({ state: 'done', changed: 700 });
		expect(await resultOf('store.info', {}, [{}], more)).toMatchObject([
			{ engine: expect.stringContaining('PostgreSQL'), leads: { open: 0 } },
		]);
	});

	test('IDs that are none are refused like unknown ones', async () => {
		for (const operation of ['lead.get', 'account.get', 'task.delete', 'job.get'] as const) {
			const { error } = await onLeadStore(operation, {}, [{ id: 'not an id' }], more);
			expect(error?.message).toMatch(/^No (lead|account|task|job) has this ID/);
		}
	});
});
