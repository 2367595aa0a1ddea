import { join } from 'node:path';
import {
	addToInbox,
	completeInbox,
	countInbox,
	MOST_ATTEMPTS,
	takeOverdueInbox,
	type InboxDelivery,
} from '../../leads/store/inbox';
import { findInbox, pruneInbox, reopenInbox } from '../../leads/store/inboxEntries';
import { storeEngines } from '../environment/engines';
import { runProcesses } from '../environment/process.mjs';
import { actorOf, freshStores } from './freshStores';

const MINUTE = 60_000;

function delivery(more: Partial<InboxDelivery> = {}): InboxDelivery {
	return {
		nodeKey: 'workflow:node',
		channel: 'form',
		externalId: 'nonce-1',
		payload: { email: 'wang@example.com' },
		...more,
	};
}

const overdue = { nodeKey: 'workflow:node', openForMs: 5 * MINUTE, limit: 10, leaseMs: 2 * MINUTE };

describe.each(storeEngines())('inbox on $name', (engine) => {
	const fresh = freshStores(engine);

	it('takes a delivery once and leads a repeat to the first row', async () => {
		const { store } = await fresh();
		const first = await store.run(addToInbox(delivery()), { durable: true });
		expect(first).toMatchObject({ duplicate: false });
		expect(await store.run(addToInbox(delivery({ payload: { other: true } })))).toEqual({
			id: first.id,
			duplicate: true,
		});
		// The same id in another trigger is another delivery.
		expect(await store.run(addToInbox(delivery({ nodeKey: 'workflow:other' })))).toMatchObject({
			duplicate: false,
		});
		expect(await store.read(countInbox())).toEqual({ open: 2, done: 0, failed: 0 });
	});

	it('tells long ids apart', async () => {
		const { store } = await fresh();
		const long = 'x'.repeat(5000);
		expect(await store.run(addToInbox(delivery({ externalId: `${long}1` })))).toMatchObject({
			duplicate: false,
		});
		expect(await store.run(addToInbox(delivery({ externalId: `${long}2` })))).toMatchObject({
			duplicate: false,
		});
		expect(await store.run(addToInbox(delivery({ externalId: `${long}1` })))).toMatchObject({
			duplicate: true,
		});
	});

	it('stores whatever the outside world sends', async () => {
		const { store, clock } = await fresh();
		const payload = {
			'a\u0000b': 'nul \u0000 and half \ud83d a pair',
			deep: [{ 姓名: '王' }, null, 1.5],
		};
		await store.run(addToInbox(delivery({ payload })));
		clock.now += 10 * MINUTE;
		const [taken] = await store.run(takeOverdueInbox(overdue));
		expect(taken.payload).toEqual({
			'a\ufffdb': 'nul \ufffd and half \ufffd a pair',
			deep: [{ 姓名: '王' }, null, 1.5],
		});
	});

	it('emits again what nothing captured, one process at a time', async () => {
		const { store, clock } = await fresh();
		const { id } = await store.run(addToInbox(delivery()));
		clock.now += 4 * MINUTE;
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([]);
		clock.now += MINUTE;
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([
			expect.objectContaining({
				id,
				attempts: 1,
				payload: { email: 'wang@example.com' },
				receivedAt: clock.now - 5 * MINUTE,
			}),
		]);
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([]);
		clock.now += 2 * MINUTE;
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([
			expect.objectContaining({ id, attempts: 2 }),
		]);
	});

	it('leaves deliveries of other triggers alone', async () => {
		const { store, clock } = await fresh();
		await store.run(addToInbox(delivery({ nodeKey: 'workflow:other' })));
		clock.now += 60 * MINUTE;
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([]);
	});

	it('never emits again what was captured, and lets its payload go', async () => {
		const { store, clock } = await fresh();
		const { id } = await store.run(addToInbox(delivery()));
		await store.run((context) => completeInbox(context, [id, 'no id at all']));
		clock.now += 60 * MINUTE;
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([]);
		expect(await store.read(findInbox({ state: 'done' }))).toEqual({
			entries: [
				expect.objectContaining({
					id,
					state: 'done',
					completedAt: new Date(clock.now - 60 * MINUTE).toISOString(),
				}),
			],
		});
		const rows = await store.read(function* (context) {
			const query = context.db.selectFrom('inbox').select('payload').where('id', '=', id).compile();
			return (yield { kind: 'query', sql: query.sql, parameters: query.parameters }).rows;
		});
		expect(rows).toEqual([{ payload: null }]);
		// It is still known.
		expect(await store.run(addToInbox(delivery()))).toEqual({ id, duplicate: true });
	});

	it('gives up after ten attempts, shows it, and can be asked to try again', async () => {
		const { store, clock } = await fresh();
		const { id } = await store.run(addToInbox(delivery()));
		clock.now += 5 * MINUTE;
		for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
			expect(await store.run(takeOverdueInbox(overdue))).toHaveLength(1);
			clock.now += 2 * MINUTE;
		}
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([]);
		expect((await store.read(findInbox({ state: 'failed' }))).entries).toEqual([
			expect.objectContaining({ id, attempts: MOST_ATTEMPTS }),
		]);
		expect(await store.run(reopenInbox([id]))).toBe(1);
		expect(await store.run(reopenInbox([id]))).toBe(0);
		expect(await store.run(takeOverdueInbox(overdue))).toEqual([
			expect.objectContaining({ id, attempts: 1 }),
		]);
	});

	it('lists in pages without payloads, for those who see everything', async () => {
		const { store } = await fresh();
		const ids: string[] = [];
		for (let index = 0; index < 5; index += 1) {
			ids.unshift((await store.run(addToInbox(delivery({ externalId: `n${index}` })))).id);
		}
		const first = await store.read(findInbox({ state: 'open', limit: 3 }));
		const second = await store.read(
			findInbox({ state: 'open', limit: 3, after: first.nextCursor }),
		);
		expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual(ids);
		expect(second.nextCursor).toBeUndefined();
		expect(JSON.stringify(first)).not.toContain('example.com');
		const member = store.as(actorOf('member', { kind: 'own', memberId: ids[0] }));
		await expect(member.read(findInbox({ state: 'open' }))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(store.read(findInbox({ state: 'open', after: 'x' }))).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
	});

	it('prunes old captured deliveries only', async () => {
		const { store, clock } = await fresh();
		const old = await store.run(addToInbox(delivery({ externalId: 'old' })));
		await store.run(addToInbox(delivery({ externalId: 'open' })));
		clock.now += 24 * 60 * MINUTE;
		const young = await store.run(addToInbox(delivery({ externalId: 'young' })));
		await store.run((context) => completeInbox(context, [old.id, young.id]));
		expect(await store.run(pruneInbox(clock.now - MINUTE))).toBe(1);
		expect(await store.read(countInbox())).toEqual({ open: 1, done: 1, failed: 0 });
	});

	it('takes each of 40 deliveries once when eight processes bring all of them', async () => {
		const { store, config } = await fresh();
		const answers = (await runProcesses(
			join(__dirname, 'processes', 'inbox.process.ts'),
			Array.from({ length: 8 }, () => ({ config, deliveries: 40 })),
		)) as Array<Array<{ id: string; duplicate: boolean }>>;
		expect(await store.read(countInbox())).toEqual({ open: 40, done: 0, failed: 0 });
		for (let index = 0; index < 40; index += 1) {
			const ofDelivery = answers.map((answer) => answer[index]);
			expect(new Set(ofDelivery.map(({ id }) => id)).size).toBe(1);
			expect(ofDelivery.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
		}
	});
});
