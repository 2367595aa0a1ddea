import { markRead } from '../../../leads/store/leads/markRead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { lockKnownLeads, readLeads } from '../../../leads/store/leads/lockLeads';
import { storeEngines } from '../../environment/engines';
import { addLeads, clockedStore, type Clocked } from './assignSetup';

describe.each(storeEngines())('$name: leads read before they are held', ({ config }) => {
	let clocked: Clocked;
	beforeEach(async () => {
		clocked = await clockedStore(await config());
	});
	afterEach(async () => await clocked.store.close());

	it('are read again where anything changed in between, also without a new version', async () => {
		const { store } = clocked;
		const ids = await addLeads(store, 4);
		const before = await store.read((context) => readLeads(context, ids.slice(0, 3)));
		const known = new Map(before.map((row) => [row.id, row]));
		await store.run(
			updateLead(ids[0], { fields: { company: 'Renamed Example' } }, { node: 'test' }),
		);
		await store.run(markRead(ids[1]));
		const held = await store.run((context) => lockKnownLeads(context, ids, known));
		expect(held).toEqual(await store.read((context) => readLeads(context, ids)));
		expect(held.map(({ company }) => company)).toContain('Renamed Example');
		expect(held.filter((row) => known.get(row.id) === row).map(({ id }) => id)).toEqual([ids[2]]);
	});
});
