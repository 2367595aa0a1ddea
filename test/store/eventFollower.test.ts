import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../../leads/model/ids';
import { EventFollower, type EventBatch } from '../../leads/store/eventFollower';
import type { StoreEvent } from '../../leads/store/eventLog';
import { recordEvents } from '../../leads/store/events';
import { openStore, type LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { startProcess } from '../environment/process.mjs';
import { freshStores } from './freshStores';

const HOUR = 3_600_000;

async function write(store: LeadStore, count: number, type = 'lead.updated'): Promise<string[]> {
	return await store.run((context) =>
		recordEvents(
			context,
			Array.from({ length: count }, () => ({
				entityType: 'lead',
				entityId: newId(Date.now()),
				version: 1,
				type,
			})),
		),
	);
}

/** A follower that keeps what it is given; `hold` keeps deliveries from ending. */
function following(
	store: LeadStore,
	more: Partial<ConstructorParameters<typeof EventFollower>[1]> = {},
) {
	const seen: StoreEvent[] = [];
	const keys: string[] = [];
	const release: Array<() => void> = [];
	const state = { hold: false, fail: false };
	const deliver = async ({ events, key }: EventBatch): Promise<void> => {
		if (state.fail) throw new Error('not now');
		seen.push(...events);
		keys.push(key);
		if (state.hold) await new Promise<void>((resolve) => release.push(resolve));
	};
	const follower = new EventFollower(store, {
		name: 'test',
		batchSize: 10,
		from: 'beginning',
		deliver,
		...more,
	});
	return { follower, seen, keys, release, state, ids: () => seen.map(({ id }) => id) };
}

describe.each(storeEngines())('following the event log on $name', (engine) => {
	const fresh = freshStores(engine);

	it('hands over each event once, in order, and only types asked for', async () => {
		const { store } = await fresh();
		const first = await write(store, 25);
		await write(store, 5, 'lead.created');
		const { follower, ids } = following(store, { types: ['lead.updated'] });
		expect(await follower.tick()).toBe(25);
		expect(ids()).toEqual(first);
		await follower.drain();
		expect(await follower.tick()).toBe(0);
		const more = await write(store, 3);
		await follower.tick();
		expect(ids()).toEqual([...first, ...more]);
	});

	it('begins now or at the beginning, and later goes on where it stopped', async () => {
		const { store, clock } = await fresh();
		await write(store, 4);
		const one = following(store, { from: 'now' });
		await one.follower.tick();
		const meanwhile = await write(store, 2);
		clock.now += HOUR;
		const two = following(store, { from: 'now' });
		await two.follower.tick();
		await two.follower.drain();
		expect(two.ids()).toEqual(meanwhile);
		expect(one.ids()).toEqual([]);
	});

	it('repeats after a crash what had not been dealt with, under another key, and skips nothing', async () => {
		const { store, clock } = await fresh();
		const all = await write(store, 35);
		const crashed = following(store);
		crashed.state.hold = true;
		await crashed.follower.tick();
		expect(crashed.ids()).toEqual(all);
		// The first and the third batch are dealt with, the second is not.
		crashed.release[0]();
		crashed.release[2]();
		await nextTurn();
		await crashed.follower.tick();
		clock.now += HOUR;
		const next = following(store);
		await next.follower.tick();
		expect(next.ids()).toEqual(all.slice(10));
		expect(next.keys.filter((key) => crashed.keys.includes(key))).toEqual([]);
	});

	it('hands over again what could not be dealt with', async () => {
		const { store } = await fresh();
		const all = await write(store, 3);
		const { follower, state, ids } = following(store);
		state.fail = true;
		await follower.tick();
		await nextTurn();
		state.fail = false;
		await follower.tick();
		expect(ids()).toEqual(all);
	});

	it('has at most ten batches on their way', async () => {
		const { store } = await fresh();
		await write(store, 130);
		const { follower, release, state, ids } = following(store);
		state.hold = true;
		await follower.tick();
		expect(ids()).toHaveLength(100);
		release[0]();
		await nextTurn();
		await follower.tick();
		expect(ids()).toHaveLength(110);
	});

	it('lets one of two processes follow, and the other take over when the first is gone', async () => {
		const { store, clock } = await fresh();
		const one = following(store);
		const two = following(store);
		await one.follower.tick();
		await two.follower.tick();
		const first = await write(store, 3);
		await two.follower.tick();
		await one.follower.tick();
		await one.follower.drain();
		expect([one.ids(), two.ids()]).toEqual([first, []]);
		clock.now += HOUR;
		const later = await write(store, 3);
		await two.follower.tick();
		await one.follower.tick();
		expect([one.ids(), two.ids()]).toEqual([first, later]);
	});

	it('goes on at once in another process when it was stopped in an orderly way', async () => {
		const { store } = await fresh();
		const one = following(store);
		await one.follower.tick();
		await one.follower.stop();
		const later = await write(store, 3);
		const two = following(store);
		await two.follower.tick();
		expect(two.ids()).toEqual(later);
	});

	it('sees each of 10,000 events that four processes write, once and in order for each lead', async () => {
		const config = await engine.config();
		const store = await openStore(config);
		const { follower, seen, ids } = following(store, { batchSize: 500 });
		await follower.tick();
		const writers = Array.from({ length: 4 }, () =>
			startProcess(join(__dirname, 'processes', 'eventWriter.process.ts'), {
				config,
				events: 2500,
				together: 10,
			}),
		);
		let writing = true;
		const ends = Promise.all(writers.map(async ({ ended }) => await ended)).then((all) => {
			writing = false;
			return all;
		});
		while (writing) {
			await follower.tick();
			await nextTurn();
		}
		expect((await ends).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
		while (seen.length < 10_000 && (await follower.tick()) > 0) await follower.drain();
		expect(new Set(ids()).size).toBe(10_000);
		expect(seen).toHaveLength(10_000);
		const versions = new Map<string, number>();
		for (const { entityId, version } of seen) {
			expect(version).toBe((versions.get(entityId) ?? 0) + 1);
			versions.set(entityId, version);
		}
		await store.close();
	});
});
