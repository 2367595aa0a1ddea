import { join } from 'node:path';
import {
	claimDueTimers,
	clearTimer,
	nextDue,
	setTimer,
	setTimers,
	takeDueTimers,
} from '../../leads/store/timers';
import { newId } from '../../leads/model/ids';
import { storeEngines } from '../environment/engines';
import { runProcesses } from '../environment/process.mjs';
import { freshStores } from './freshStores';

describe.each(storeEngines())('timers on $name', (engine) => {
	const fresh = freshStores(engine);
	const timer = (dueAt: number, more = {}) => ({
		kind: 'taskDue',
		entityType: 'task',
		entityId: newId(Date.now()),
		dueAt,
		...more,
	});

	it('gives timers out when they are due, the earliest first, each once', async () => {
		const { store, clock } = await fresh();
		const [late, early, future] = [
			timer(clock.now - 1),
			timer(clock.now - 5, { payload: { n: 1 } }),
			timer(clock.now + 1),
		];
		await store.run((context) => setTimers(context, [late, early, future]));
		expect(await store.run(takeDueTimers({ limit: 10 }))).toEqual([early, late]);
		expect(await store.run(takeDueTimers({ limit: 10 }))).toEqual([]);
		clock.now += 1;
		expect(await store.run(takeDueTimers({ limit: 10 }))).toEqual([future]);
	});

	it('keeps one timer of a kind for a record: the last one set', async () => {
		const { store, clock } = await fresh();
		const first = timer(clock.now - 1);
		const second = { ...first, dueAt: clock.now + 1000 };
		await store.run((context) => setTimer(context, first));
		await store.run((context) => setTimers(context, [{ ...first, dueAt: 5 }, second]));
		expect(await store.run(takeDueTimers({ limit: 10 }))).toEqual([]);
		expect(await store.read(nextDue())).toBe(second.dueAt);
		await store.run((context) => setTimer(context, { ...first, kind: 'other', dueAt: clock.now }));
		expect(await store.run(takeDueTimers({ limit: 10 }))).toHaveLength(1);
	});

	it('looks at the kinds asked for only', async () => {
		const { store, clock } = await fresh();
		const [a, b] = [timer(clock.now, { kind: 'a' }), timer(clock.now - 1, { kind: 'b' })];
		await store.run((context) => setTimers(context, [a, b]));
		expect(await store.read(nextDue(['a']))).toBe(a.dueAt);
		expect(await store.run(takeDueTimers({ kinds: [], limit: 10 }))).toEqual([]);
		expect(await store.run(takeDueTimers({ kinds: ['a'], limit: 10 }))).toEqual([a]);
		expect(await store.read(nextDue(['a']))).toBeUndefined();
		expect(await store.read(nextDue())).toBe(b.dueAt);
	});

	it('takes a timer off a record', async () => {
		const { store, clock } = await fresh();
		const one = timer(clock.now);
		await store.run((context) =>
			setTimers(context, [one, { ...one, kind: 'b' }, { ...one, kind: 'c' }]),
		);
		await store.run((context) => clearTimer(context, one.entityId, 'b'));
		expect(await store.read(nextDue(['b']))).toBeUndefined();
		await store.run((context) => clearTimer(context, one.entityId));
		expect(await store.read(nextDue())).toBeUndefined();
	});

	it('puts claimed timers back when the work they call for fails', async () => {
		const { store, clock } = await fresh();
		await store.run((context) => setTimer(context, timer(clock.now)));
		const attempt = store.run(function* (context) {
			yield* claimDueTimers(context, { limit: 1 });
			throw new Error('crash');
		});
		await expect(attempt).rejects.toThrow('crash');
		expect(await store.run(takeDueTimers({ limit: 1 }))).toHaveLength(1);
	});

	it('gives each of 200 timers to one of eight processes', async () => {
		const { store, clock, config } = await fresh();
		const timers = Array.from({ length: 200 }, () => timer(clock.now));
		await store.run((context) => setTimers(context, timers));
		const taken = (await runProcesses(
			join(__dirname, 'processes', 'timers.process.ts'),
			Array.from({ length: 8 }, () => ({ config, now: clock.now })),
		)) as string[][];
		expect(taken.flat().sort()).toEqual(timers.map(({ entityId }) => entityId).sort());
	});
});
