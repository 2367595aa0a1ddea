import { storeEngines } from '../environment/engines';
import { dedupeResult, onLeadDedupe } from './onLeadDedupe';
import { resultOf } from './onLeadStore';

/** What the embedded store is tested with elsewhere, once around on PostgreSQL. */
const engines = storeEngines().filter(({ name }) => name === 'postgres' || name === 'pgbouncer');

describe.each(engines)('$name', ({ config }) => {
	let more: Parameters<typeof onLeadDedupe>[3];

	beforeAll(async () => {
		const target = await config();
		if (target.engine !== 'postgres') throw new Error('This test is for PostgreSQL');
		more = {
			credentials: {
				leadflowStoreApi: { engine: 'postgres', connection: 'url', url: target.url, role: 'admin' },
			},
		};
	});

	test('checked, found, judged, merged and taken back', async () => {
		const people = [
			{ name: '郑爽', company: '厦门鹭岛贸易有限公司', email: 'zheng@ludao.example.com' },
			{ name: 'Zheng Shuang', company: '鹭岛贸易', email: 'zheng.shuang@ludao.example.com' },
		];
		const [first, second] = await resultOf('lead.create', {}, people, more);
		const checked = await onLeadDedupe(
			'lead.check',
			{},
			[{ email: 'ZHENG@ludao.example.com' }, { name: 'Somebody Else', email: 'x@example.com' }],
			more,
		);
		expect(checked.error).toBeUndefined();
		expect(checked.outputs[0]).toHaveLength(1);
		expect(checked.outputs[1]).toMatchObject([{ duplicate: { id: first.id } }]);

		const [summary] = await dedupeResult('lead.findAll', {}, [{}], more);
		expect(summary).toMatchObject({ state: 'done', leads: 2, clusters: 1 });
		const [pair] = await dedupeResult('reviewPair.getAll', {}, [{}], more);
		const [decided] = await dedupeResult('reviewPair.decide', { verdict: 'merge' }, [pair], more);
		expect(decided).toMatchObject({ id: pair.id, state: 'merged' });
		const merges = await dedupeResult('lead.getMerges', {}, [first], more);
		expect(merges).toMatchObject([{ survivorId: first.id, loserId: second.id }]);
		expect(await dedupeResult('lead.unmerge', {}, merges, more)).toMatchObject([
			{ id: second.id, unmerge: { conflicts: [] } },
		]);
	});
});
