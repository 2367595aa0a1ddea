import fc from 'fast-check';
import { suppressionReasons } from '../../leads/model/suppressionReasons';
import { isSuppressed, suppress } from '../../leads/store/suppressions';
import { q } from '../../leads/store/step';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';

describe.each(storeEngines())('suppressions on $name', (engine) => {
	const fresh = freshStores(engine);
	const mail = { channel: 'email', purpose: 'marketing', key: 'wang@example.com' };

	it('answers for many addresses in order', async () => {
		const { store } = await fresh();
		expect(await store.run(suppress([{ ...mail, reason: 'manual', source: 'Desk' }]))).toBe(1);
		expect(
			await store.read(
				isSuppressed([
					{ ...mail, key: 'li@example.com' },
					mail,
					{ ...mail, purpose: 'contact' },
					{ ...mail, channel: 'phone' },
				]),
			),
		).toEqual([undefined, 'manual', undefined, undefined]);
		expect(await store.read(isSuppressed([]))).toEqual([]);
		expect(await store.run(suppress([]))).toBe(0);
	});

	it('takes any channel and any purpose for all of them', async () => {
		const { store } = await fresh();
		await store.run(
			suppress([
				{ channel: 'any', purpose: 'any', key: 'a', reason: 'complaint' },
				{ channel: 'sms', purpose: 'any', key: 'b', reason: 'manual' },
			]),
		);
		const keys = [
			{ channel: 'email', purpose: 'marketing', key: 'a' },
			{ channel: 'sms', purpose: 'contact', key: 'b' },
			{ channel: 'email', purpose: 'contact', key: 'b' },
		];
		expect(await store.read(isSuppressed(keys))).toEqual(['complaint', 'manual', undefined]);
	});

	it('never weakens a reason, whatever comes in whatever order', async () => {
		const { store } = await fresh();
		let key = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(fc.constantFrom(...suppressionReasons), { maxLength: 3 }), {
					minLength: 1,
					maxLength: 4,
				}),
				async (batches) => {
					key += 1;
					const address = { ...mail, key: String(key) };
					for (const batch of batches)
						await store.run(suppress(batch.map((reason) => ({ ...address, reason }))));
					const strongest = Math.max(
						...batches.flat().map((reason) => suppressionReasons.indexOf(reason)),
						-1,
					);
					expect(await store.read(isSuppressed([address]))).toEqual([
						suppressionReasons[strongest],
					]);
				},
			),
			{ numRuns: 20 },
		);
	});

	it('keeps nothing from which the address can be told', async () => {
		const { store } = await fresh();
		const { store: other } = await fresh();
		const phone = { channel: 'phone', purpose: 'any', key: '+8613800138000' };
		for (const one of [store, other])
			await one.run(suppress([{ ...phone, reason: 'unsubscribed' }]));
		const [mine, theirs] = await Promise.all(
			[store, other].map(
				async (one) =>
					await one.read((context) =>
						q(
							context.db
								.selectFrom('suppressions')
								.selectAll()
								.where('workspace_id', '=', context.workspaceId),
						),
					),
			),
		);
		expect(JSON.stringify(mine)).not.toMatch(/138/);
		expect(mine[0].key_hash).toMatch(/^[\w-]{43}$/);
		// Keyed: the same number has another hash in another store.
		expect(mine[0].key_hash).not.toBe(theirs[0].key_hash);
	});

	it('is not for viewers to write', async () => {
		const { store } = await fresh();
		await expect(
			store.as(actorOf('viewer')).run(suppress([{ ...mail, reason: 'manual' }])),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
	});
});
