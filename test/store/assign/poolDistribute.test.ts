import { claimLeads } from '../../../leads/assign/pool/claim';
import { distributePools } from '../../../leads/assign/pool/distribute';
import { putIntoPool, releaseLeads } from '../../../leads/assign/pool/release';
import { transferLeads } from '../../../leads/assign/pool/transfer';
import { updateRecord } from '../../../leads/store/records/updateRecord';
import { memberRecords } from '../../../leads/store/records/colleagueRecords';
import { write } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';
import { addMember } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addPool, asMember, ends, leadsInPool } from './pools';

const HOUR = 60 * 60 * 1000;

describe.each(storeEngines())('automatic pools on $name', (engine) => {
	const fresh = freshStores(engine);

	it('share their leads out in turn, by weight or by chance; others keep theirs', async () => {
		const { store } = await fresh();
		const [li, wang] = [await addMember(store, { name: 'Li' }), await addMember(store)];
		await store.run(updateRecord(memberRecords, li, { weight: 3 }));
		const memberIds = [li, wang];
		const shares = async (autoMode: 'roundRobin' | 'weighted' | 'random') => {
			const poolId = await addPool(store, { assignMode: 'automatic', autoMode, memberIds });
			const ids = await leadsInPool(store, poolId, 8);
			const rehearsal = await distributePools(store, { dryRun: true }, 'Test');
			expect(rehearsal.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'assigned'));
			await distributePools(store, {}, 'Test');
			const rows = (await rowsOf(store, 'leads')).filter(({ pool_id }) => pool_id === poolId);
			for (const row of rows) expect(row.protected_until).not.toBeNull();
			return memberIds.map((id) => rows.filter(({ owner_id }) => owner_id === id).length);
		};
		expect(await shares('roundRobin')).toEqual([4, 4]);
		expect(await shares('weighted')).toEqual([6, 2]);
		expect(await shares('random')).toEqual([4, 4]);
		const claimed = await addPool(store, { memberIds });
		const [id] = await leadsInPool(store, claimed);
		expect(await distributePools(store, {}, 'Test')).toEqual([]);
		expect((await rowsOf(store, 'leads')).find((row) => row.id === id)?.owner_id).toBeNull();
		await expect(distributePools(await asMember(store, li), {}, 'Test')).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
	});

	it.each([
		[{ holdLimit: 2 }, {}, [2, 2]],
		[{ holdLimit: 2, holdCountsConverted: true }, {}, [1, 2]],
		[{ holdLimit: 2 }, { capacity: { maxOpen: 1 } }, [1, 2]],
		[{ holdLimit: 0 }, {}, [0, 0]],
		[{}, {}, [4, 4]],
	])('give nobody more than %j lets them hold, or %j', async (limits, mine, held) => {
		const { store } = await fresh();
		const memberIds = [await addMember(store), await addMember(store)];
		const [converted, ...ids] = await leadsInPool(store, await addPool(store), 9);
		await store.run(transferLeads([converted], { memberId: memberIds[0] }, 'Test'));
		await store.run((context) =>
			write(
				context.db
					.updateTable('leads')
					.set({ status: 'converted', converted_at: context.now })
					.where('id', '=', converted),
			),
		);
		await store.run(updateRecord(memberRecords, memberIds[0], mine));
		// The limit of any pool that somebody belongs to holds.
		await addPool(store, { ...limits, memberIds });
		const poolId = await addPool(store, { assignMode: 'automatic', memberIds });
		await store.run(putIntoPool(ids, { poolId }, 'Test'));
		await distributePools(store, {}, 'Test');
		await distributePools(store, {}, 'Test');
		const rows = (await rowsOf(store, 'leads')).filter(({ id }) => id !== converted);
		expect(memberIds.map((id) => rows.filter((row) => row.owner_id === id).length)).toEqual(held);
	});

	it('give a lead to somebody else than who gave it back', async () => {
		const { store } = await fresh();
		const memberIds = [await addMember(store), await addMember(store)];
		const poolId = await addPool(store, { assignMode: 'automatic', memberIds });
		const [id] = await leadsInPool(store, poolId);
		const [first] = await distributePools(store, {}, 'Test');
		await store.run(releaseLeads([id], {}, 'Test'));
		const [second] = await distributePools(store, {}, 'Test');
		expect([first.member?.id, second.member?.id].sort()).toEqual([...memberIds].sort());
		await store.run(releaseLeads([id], {}, 'Test'));
		expect((await distributePools(store, {}, 'Test'))[0].outcome).toBe('noMatch');
	});

	it('bar who gave a lead back for as long as the pool does that they had it from', async () => {
		const { store, clock } = await fresh();
		const li = await addMember(store);
		const strict = await addPool(store, { previousOwnerCoolDownHours: 48, coversMembers: true });
		const poolId = await addPool(store, {
			previousOwnerCoolDownHours: 1,
			assignMode: 'automatic',
			memberIds: [li],
		});
		const mine = await asMember(store, li);
		const [id] = await leadsInPool(store, strict);
		expect(ends(await mine.run(claimLeads([id], {}, 'Test')))).toEqual(['claimed']);
		await mine.run(releaseLeads([id], { poolId }, 'Test'));
		const outcome = async () => (await distributePools(store, {}, 'Test'))[0].outcome;
		clock.now += 48 * HOUR - 1;
		expect(await outcome()).toBe('noMatch');
		clock.now += 1;
		expect(await outcome()).toBe('assigned');
	});
});
