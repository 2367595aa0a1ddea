import { countInbox, takeOverdueInbox } from '../../leads/store/inbox';
import {
	abandonPull,
	addPullSignal,
	beginPull,
	endPull,
	takeOverduePulls,
	takePage,
	type PulledPage,
} from '../../leads/store/pulls';
import { readCursor } from '../../leads/store/cursors';
import { storeEngines } from '../environment/engines';
import { freshStores } from './freshStores';

const MINUTE = 60_000;
const list = { name: 'wecom.kf:ww1:wk1', nodeKey: 'workflow:node', channel: 'wecom' };
const other = { ...list, name: 'wecom.kf:ww1:wk2' };

function page(more: Partial<PulledPage> = {}): PulledPage {
	return {
		before: undefined,
		cursor: 'c1',
		messages: [
			{ externalId: 'm1', payload: { message: 'one' } },
			{ externalId: 'm2', payload: { message: 'two' } },
		],
		answered: [],
		completed: false,
		receivedAt: 1,
		...more,
	};
}

describe.each(storeEngines())('pulls on $name', (engine) => {
	const fresh = freshStores(engine);

	it('keep a signal once, for its own list', async () => {
		const { store } = await fresh();
		const signal = { externalId: 's1', told: { openKfId: 'wk1', token: 't' } };
		const kept = await store.run(addPullSignal(list, signal));
		expect(kept.duplicate).toBe(false);
		expect(await store.run(addPullSignal(list, signal))).toEqual({ id: kept.id, duplicate: true });
		await store.run(addPullSignal(other, { externalId: 's2', told: null }));
		expect(await store.run(beginPull(list, 'a', MINUTE))).toEqual({
			cursor: undefined,
			signals: [{ id: kept.id, told: signal.told, receivedAt: expect.any(Number) }],
		});
	});

	it('never show a signal to the sweep that emits deliveries', async () => {
		const { store, clock } = await fresh();
		await store.run(addPullSignal(list, { externalId: 's1', told: { openKfId: 'wk1' } }));
		clock.now += 10 * MINUTE;
		const request = { openForMs: MINUTE, limit: 10, leaseMs: MINUTE };
		expect(await store.run(takeOverdueInbox({ ...request, nodeKey: list.nodeKey }))).toEqual([]);
		expect(await store.run(takeOverduePulls(list.nodeKey, request))).toEqual([
			{ list: list.name, told: { openKfId: 'wk1' } },
		]);
		expect(await store.run(takeOverduePulls(list.nodeKey, request))).toEqual([]);
	});

	it('are one reader’s at a time, until the lease runs out or is let go', async () => {
		const nothingWaits = { cursor: undefined, signals: [] };
		const { store, clock } = await fresh();
		expect(await store.run(beginPull(list, 'a', MINUTE))).toEqual(nothingWaits);
		expect(await store.run(beginPull(list, 'b', MINUTE))).toBeUndefined();
		expect(await store.run(beginPull(other, 'b', MINUTE))).toEqual(nothingWaits);
		clock.now += MINUTE;
		expect(await store.run(beginPull(list, 'b', MINUTE))).toEqual(nothingWaits);
		await store.run(abandonPull(list, 'a'));
		expect(await store.run(beginPull(list, 'c', MINUTE))).toBeUndefined();
		await store.run(abandonPull(list, 'b'));
		expect(await store.run(beginPull(list, 'c', MINUTE))).toEqual(nothingWaits);
	});

	it('take a page with its cursor and its signals, each message once', async () => {
		const { store } = await fresh();
		const { id } = await store.run(addPullSignal(list, { externalId: 's1', told: null }));
		await store.run(beginPull(list, 'a', MINUTE));
		const taken = await store.run(takePage(list, 'a', MINUTE, page()));
		expect(taken).toMatchObject([{ duplicate: false }, { duplicate: false }]);
		expect(await store.read(readCursor(list.name))).toBe('c1');
		expect(await store.read(countInbox())).toEqual({ open: 3, done: 0, failed: 0 });
		const next = page({
			before: 'c1',
			cursor: 'c2',
			answered: [id],
			messages: [
				{ externalId: 'm2', payload: {} },
				{ externalId: 'm3', payload: {} },
			],
		});
		expect(await store.run(takePage(list, 'a', MINUTE, next))).toMatchObject([
			{ duplicate: true },
			{ duplicate: false },
		]);
		expect(await store.read(countInbox())).toEqual({ open: 3, done: 1, failed: 0 });
		expect(await store.run(endPull(list, 'a', MINUTE))).toBeUndefined();
		expect(await store.run(beginPull(list, 'b', MINUTE))).toEqual({ cursor: 'c2', signals: [] });
	});

	it('complete the messages that nobody downstream would', async () => {
		const { store } = await fresh();
		await store.run(beginPull(list, 'a', MINUTE));
		await store.run(takePage(list, 'a', MINUTE, page({ completed: true })));
		expect(await store.read(countInbox())).toEqual({ open: 0, done: 2, failed: 0 });
	});

	it('leave the cursor where a page moves it nowhere', async () => {
		const { store } = await fresh();
		await store.run(beginPull(list, 'a', MINUTE));
		await store.run(takePage(list, 'a', MINUTE, page()));
		await store.run(
			takePage(list, 'a', MINUTE, page({ before: 'c1', cursor: undefined, messages: [] })),
		);
		expect(await store.read(readCursor(list.name))).toBe('c1');
	});

	it('refuse the page of a reader that was too slow', async () => {
		const { store, clock } = await fresh();
		await store.run(beginPull(list, 'slow', MINUTE));
		clock.now += MINUTE;
		await store.run(beginPull(list, 'quick', MINUTE));
		expect(await store.run(takePage(list, 'slow', MINUTE, page()))).toBeUndefined();
		expect(await store.run(takePage(list, 'quick', MINUTE, page()))).toHaveLength(2);
		expect(await store.run(endPull(list, 'quick', MINUTE))).toBeUndefined();
		// The list is free again, but it is not where the slow one left it.
		expect(await store.run(takePage(list, 'slow', MINUTE, page({ cursor: 'c0' })))).toBeUndefined();
		expect(await store.read(readCursor(list.name))).toBe('c1');
		expect(await store.read(countInbox())).toEqual({ open: 2, done: 0, failed: 0 });
	});

	it('do not end while a signal came meanwhile', async () => {
		const { store } = await fresh();
		await store.run(beginPull(list, 'a', MINUTE));
		await store.run(takePage(list, 'a', MINUTE, page()));
		// Whoever brings it finds the list taken and goes away.
		const { id } = await store.run(addPullSignal(list, { externalId: 's2', told: { n: 2 } }));
		expect(await store.run(beginPull(list, 'b', MINUTE))).toBeUndefined();
		expect(await store.run(endPull(list, 'a', MINUTE))).toMatchObject({
			cursor: 'c1',
			signals: [{ id, told: { n: 2 } }],
		});
		expect(await store.run(beginPull(list, 'b', MINUTE))).toBeUndefined();
	});

	it('of many readers at once are one reader’s', async () => {
		const { store } = await fresh();
		const owners = Array.from({ length: 8 }, (_, index) => `reader ${index}`);
		const pulls = await Promise.all(
			owners.map(async (owner) => await store.run(beginPull(list, owner, MINUTE))),
		);
		expect(pulls.filter(Boolean)).toHaveLength(1);
	});
});
