import type { CapturedLead } from '../../leads/model/lead';
import { findEvents } from '../../leads/store/eventLog';
import {
	decideQuarantined,
	findQuarantined,
	getQuarantined,
	holdQuarantined,
	quarantineLead,
	quarantineLeads,
} from '../../leads/store/quarantine';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';
import { addLead, addMember } from './sampleRows';

const captured: CapturedLead = {
	fields: { name: '王伟', mobile: '+8613800138000', email: 'wang.wei@example.com' },
	custom: { budget: 5 },
	channel: 'form',
	payload: { 手机: '13800138000' },
};
const reasons = [{ code: 'honeypot', text: 'A field that people do not see was filled' }];

describe.each(storeEngines())('quarantine on $name', (engine) => {
	const fresh = freshStores(engine);

	it('keeps a stopped capture with its reasons', async () => {
		const { store, clock } = await fresh();
		const id = await store.run((context) => quarantineLead(context, { captured, reasons }));
		expect(await store.read(getQuarantined(id))).toEqual({
			id,
			state: 'open',
			channel: 'form',
			captured,
			reasons,
			receivedAt: new Date(clock.now).toISOString(),
		});
		const { entries } = await store.read(findEvents({ entityId: id }));
		expect(entries).toEqual([
			expect.objectContaining({ type: 'quarantine.opened', entityType: 'quarantine' }),
		]);
		expect(JSON.stringify(entries)).not.toContain('example.com');
	});

	it('lists by state, newest first, page by page', async () => {
		const { store } = await fresh();
		const ids = await store.run((context) =>
			quarantineLeads(
				context,
				Array.from({ length: 5 }, () => ({ captured, reasons })),
			),
		);
		await store.run((context) => decideQuarantined(context, ids[0], { state: 'rejected' }));
		const first = await store.read(findQuarantined({ state: 'open', limit: 3 }));
		const second = await store.read(
			findQuarantined({ state: 'open', limit: 3, after: first.nextCursor }),
		);
		expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual(
			ids.slice(1).reverse(),
		);
		expect(
			(await store.read(findQuarantined({ state: 'rejected' }))).entries.map(({ id }) => id),
		).toEqual([ids[0]]);
	});

	it('lets the first of two reviewers decide', async () => {
		const { store } = await fresh();
		const id = await store.run((context) => quarantineLead(context, { captured, reasons }));
		const leadId = await addLead(store);
		const verdicts = await Promise.allSettled(
			(['approved', 'rejected'] as const).map(
				async (state) =>
					await store.run((context) =>
						decideQuarantined(context, id, {
							state,
							note: 'looked at',
							...(state === 'approved' ? { leadId } : {}),
						}),
					),
			),
		);
		const won = verdicts.filter((verdict) => verdict.status === 'fulfilled');
		expect(won).toHaveLength(1);
		expect(verdicts.find((verdict) => verdict.status === 'rejected')).toMatchObject({
			reason: { code: 'CONFLICT' },
		});
		expect(await store.read(getQuarantined(id))).toEqual(won[0].value);
		expect(won[0].value).toMatchObject({ note: 'looked at', decidedBy: 'system' });
	});

	it('lets the data of an approved capture go and keeps that of a rejected one', async () => {
		const { store } = await fresh();
		const [good, bad] = await store.run((context) =>
			quarantineLeads(context, [
				{ captured, reasons },
				{ captured, reasons },
			]),
		);
		const leadId = await addLead(store);
		await store.run(function* (context) {
			expect(yield* holdQuarantined(context, good)).toEqual(captured);
			yield* decideQuarantined(context, good, { state: 'approved', leadId });
			yield* decideQuarantined(context, bad, { state: 'rejected', note: 'advert' });
		});
		const approved = await store.read(getQuarantined(good));
		expect(approved).toMatchObject({ state: 'approved', leadId });
		expect(approved.captured).toBeUndefined();
		expect(await store.read(getQuarantined(bad))).toMatchObject({ state: 'rejected', captured });
		await expect(store.run((context) => holdQuarantined(context, bad))).rejects.toMatchObject({
			code: 'CONFLICT',
		});
	});

	it('shows masked values to restricted reviewers, and never what arrived unread', async () => {
		const { store } = await fresh();
		const id = await store.run((context) => quarantineLead(context, { captured, reasons }));
		const reviewer = store.as(
			actorOf(
				'admin',
				{ kind: 'all' },
				{ mobile: 'masked', email: 'hidden', 'custom.budget': 'hidden' },
			),
		);
		expect(await reviewer.read(getQuarantined(id))).toMatchObject({
			captured: { fields: { name: '王伟', mobile: '138****8000' }, custom: {}, channel: 'form' },
		});
		expect(JSON.stringify(await reviewer.read(findQuarantined({})))).not.toMatch(
			/13800138000|wang\.wei|budget/,
		);
		// What becomes of it is not masked data.
		expect(await reviewer.run((context) => holdQuarantined(context, id))).toEqual(captured);
	});

	it('is kept to the scope of the actor, and from viewers', async () => {
		const { store } = await fresh();
		const me = await addMember(store);
		const [mine, other] = await store.run((context) =>
			quarantineLeads(context, [
				{ captured, reasons, ownerId: me },
				{ captured, reasons },
			]),
		);
		const member = store.as(actorOf('member', { kind: 'own', memberId: me }));
		expect((await member.read(findQuarantined({}))).entries.map(({ id }) => id)).toEqual([mine]);
		await expect(member.read(getQuarantined(other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(
			member.run((context) => decideQuarantined(context, other, { state: 'rejected' })),
		).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(store.read(getQuarantined('no id'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		const viewer = store.as(actorOf('viewer'));
		await expect(
			viewer.run((context) => decideQuarantined(context, mine, { state: 'rejected' })),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
	});
});
