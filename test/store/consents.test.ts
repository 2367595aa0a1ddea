import { consentsOf, recordConsents } from '../../leads/store/consents';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';
import { addLead, addMember } from './sampleRows';

describe.each(storeEngines())('consents on $name', (engine) => {
	const fresh = freshStores(engine);

	it('keeps every word and tells the latest on each purpose and channel', async () => {
		const { store, clock } = await fresh();
		const entity = { entityType: 'lead' as const, entityId: await addLead(store) };
		const given = {
			purpose: 'marketing',
			channel: 'email',
			granted: true,
			textVersion: 'v1',
			text: '我同意',
			evidence: { formId: 'f' },
		};
		await store.run((context) =>
			recordConsents(context, entity, [
				given,
				{ purpose: 'contact', channel: 'any', granted: true, at: '2031-01-01T00:00:00Z' },
			]),
		);
		const givenAt = new Date(clock.now).toISOString();
		clock.now += 1000;
		await store.run((context) =>
			recordConsents(context, entity, [{ purpose: 'marketing', channel: 'email', granted: false }]),
		);
		const { current, history } = await store.read(consentsOf(entity));
		expect(history.map(({ purpose, granted }) => [purpose, granted])).toEqual([
			['marketing', false],
			['marketing', true],
			['contact', true],
		]);
		expect(history[1]).toMatchObject({ ...given, at: givenAt });
		expect(history[2].at).toBe('2031-01-01T00:00:00.000Z');
		expect(current.map(({ purpose, granted }) => [purpose, granted])).toEqual([
			['marketing', false],
			['contact', true],
		]);
	});

	it('shows them to those who may see the person', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const member = store.as(actorOf('member', { kind: 'own', memberId: me }));
		const mine = { entityType: 'lead' as const, entityId: await addLead(store, { owner_id: me }) };
		const other = { entityType: 'lead' as const, entityId: await addLead(store) };
		expect(await member.read(consentsOf(mine))).toEqual({ current: [], history: [] });
		await expect(member.read(consentsOf(other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		for (const entityType of ['contact', 'account', 'deal'] as const) {
			await expect(store.read(consentsOf({ entityType, entityId: 'x' }))).rejects.toMatchObject({
				code: 'NOT_FOUND',
			});
		}
	});

	it('refuses an instant that is none', async () => {
		const { store } = await fresh();
		const entity = { entityType: 'lead' as const, entityId: await addLead(store) };
		const attempt = store.run((context) =>
			recordConsents(context, entity, [{ purpose: 'a', channel: 'b', granted: true, at: 'soon' }]),
		);
		await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'at' });
	});
});
