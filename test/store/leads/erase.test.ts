import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import { findLeads } from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { addToInbox } from '../../../leads/store/inbox';
import { approveQuarantined } from '../../../leads/capture/reviewQuarantined';
import { insertMany, write } from '../../../leads/store/step';
import { suppress } from '../../../leads/store/suppressions';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { captureOne, leadOf } from './captured';
import { contradictions, everythingIn, rowsOf } from './integrity';

/** Words that occur nowhere else. */
const personal = [
	'Zebulon',
	'Quagmire',
	'zebulon.quagmire',
	'13955501234',
	'3955501234',
	'Xanadu',
	'wmZEBULON0001',
];

const zebulon = {
	name: 'Zebulon Quagmire',
	email: 'zebulon.quagmire@example.com',
	mobile: '13955501234',
	street: 'Xanadu Street 1',
	message: 'Zebulon asks',
	wecomExternalUserId: 'wmZEBULON0001',
};

describe.each(storeEngines())('erasing a person on $name', (engine) => {
	const fresh = freshStores(engine);

	it('leaves nothing of them in any table, but that there was somebody', async () => {
		const { store } = await fresh();
		const other = await leadOf(store, { name: '王伟', email: 'wei@example.com' });
		const { id: inboxId } = await store.run(
			addToInbox({ nodeKey: 'w:n', channel: 'form', externalId: 'n1', payload: zebulon }),
		);
		const consents = [
			{ purpose: 'contact', channel: 'phone', granted: true, text: 'Zebulon agrees' },
		];
		const { id } = await leadOf(
			store,
			zebulon,
			{},
			{ inboxId, consents, custom: { nick: 'Zebulon' }, externalId: zebulon.email },
		);
		await captureOne(store, { ...zebulon, title: 'Zebulon, Dr.' });
		const { quarantineId } = await captureOne(store, zebulon, {}, { spamSignals: ['honeypot'] });
		await store.run(
			approveQuarantined(quarantineId ?? '', { node: 'Test', note: 'Zebulon is fine' }),
		);
		await store.run(updateLead(id, { fields: { company: 'Quagmire Ltd' } }, { node: 'Test' }));
		await store.run(
			suppress([
				{
					key: zebulon.email,
					channel: 'email',
					purpose: 'marketing',
					reason: 'unsubscribed',
				},
			]),
		);
		await store.run(function* (context) {
			const record = ['workspace_id', 'id', 'version', 'data', 'created_at', 'updated_at'];
			const values = [context.workspaceId, context.newId(), 1, { text: 'Zebulon' }, 1, 1];
			yield* insertMany({
				table: 'tasks',
				columns: [...record, 'entity_type', 'entity_id', 'subject', 'status'],
				rows: [[...values, 'lead', id, 'Call Zebulon', 'open']],
				onConflict: 'error',
			});
			yield* insertMany({
				table: 'contacts',
				columns: [...record, 'name', 'email', 'custom', 'lead_id'],
				rows: [[...values, zebulon.name, zebulon.email, { nick: 'Zebulon' }, id]],
				onConflict: 'error',
			});
		});
		for (const word of personal)
			expect([word, (await everythingIn(store)).includes(word)]).toEqual([word, true]);

		const { removed } = await store.run(eraseLead(id, 'Test'));
		const left = await everythingIn(store);
		for (const word of personal)
			expect([word, left.toLowerCase().includes(word.toLowerCase())]).toEqual([word, false]);
		expect(removed).toMatchObject({ leads: 1, contacts: 1, tasks: 1, consents: 1 });
		expect(await rowsOf(store, 'suppressions')).toHaveLength(1);
		expect((await rowsOf(store, 'events')).map(({ type }) => type)).toContain('lead.erased');
		expect(await contradictions(store)).toEqual([]);
		expect(await store.read(getLead(other.id))).toMatchObject({ name: '王伟', version: 1 });
	});

	it('is for good: nothing is found, restored, updated or met', async () => {
		const { store } = await fresh();
		const { id } = await leadOf(store, zebulon);
		await store.run(eraseLead(id, 'Test'));
		for (const request of [
			{},
			{ view: 'bin' },
			{ search: 'zebulon' },
			{ includeTest: true },
		] as const) {
			expect((await store.read(findLeads(request))).leads).toEqual([]);
		}
		await expect(store.run(restoreLead(id, 'Test'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(store.read(getLead(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		const again = await captureOne(store, zebulon);
		expect(again).toMatchObject({ outcome: 'created' });
		expect(again.lead?.id).not.toBe(id);
	});

	it('reaches leads in the bin and those that were merged into the lead', async () => {
		const { store } = await fresh();
		const { id } = await leadOf(store, zebulon);
		const { id: merged } = await leadOf(store, { name: 'Zebulon Q', email: 'zq@example.com' });
		const { id: before } = await leadOf(store, { name: 'Z Quagmire', phone: '021-58888888' });
		for (const [from, into] of [
			[merged, id],
			[before, merged],
		]) {
			await store.run((context) =>
				write(context.db.updateTable('leads').set({ merged_into: into }).where('id', '=', from)),
			);
		}
		await store.run(deleteLead(id, 'Test'));
		await store.run(eraseLead(id, 'Test'));
		expect(await everythingIn(store)).not.toMatch(/Zebulon|Quagmire|58888888/i);
	});

	it('takes an administrator', async () => {
		const { store } = await fresh();
		const { id } = await leadOf(store, zebulon);
		for (const role of ['manager', 'member', 'viewer'] as const) {
			await expect(store.as(actorOf(role)).run(eraseLead(id, 'Test'))).rejects.toMatchObject({
				code: 'FORBIDDEN',
			});
		}
		expect(await store.read(getLead(id))).toMatchObject({ name: zebulon.name });
	});
});
