import { cancelJob, getJob, startJob } from '../../leads/store/jobs';
import { runJob, type JobHandler } from '../../leads/store/runJob';
import { writeSetting } from '../../leads/store/settings';
import { storeEngines } from '../environment/engines';
import { freshStores } from './freshStores';

function handler(outside: JobHandler['outside']): JobHandler {
	return {
		kind: 'search',
		outside,
		*chunk(context, job) {
			yield* writeSetting(context, 'chunks', job.done + 1);
			return { cursor: null, done: 1, failed: 0, finished: job.done === 1 };
		},
	};
}

async function aborted(signal: AbortSignal): Promise<never> {
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
	throw new RangeError('Broken off');
}

describe.each(storeEngines())('work outside the chunks of a job on $name', (engine) => {
	const fresh = freshStores(engine);

	it('comes before each chunk, with the job as it stands', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'search', intent: null }));
		const seen: number[] = [];
		const outside = async (_: unknown, { done }: { done: number }) => void seen.push(done);
		expect(await runJob(store, job.id, [handler(outside)])).toMatchObject({ state: 'done' });
		expect(seen).toEqual([0, 1]);
	});

	it('keeps the job this process’s, however long it takes', async () => {
		const { store, clock } = await fresh();
		const job = await store.run(startJob({ kind: 'search', intent: null }));
		let taken = 0;
		const outside: JobHandler['outside'] = async (own) => {
			taken += 1;
			for (let step = 0; step < 4; step += 1) {
				const { updatedAt } = await own.read(getJob(job.id));
				expect(updatedAt).toBeDefined();
				clock.now += 100;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		};
		const [one, other] = await Promise.all([
			runJob(store, job.id, [handler(outside)], { leaseMs: 200 }),
			runJob(store, job.id, [handler(outside)], { leaseMs: 200 }),
		]);
		expect([one.state, other.state]).toEqual(['done', 'done']);
		expect(taken).toBe(2);
	});

	it('is broken off when somebody cancels the job', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'search', intent: null }));
		const outside: JobHandler['outside'] = async (own, _, signal) => {
			await own.run(cancelJob(job.id));
			await aborted(signal);
		};
		const ended = await runJob(store, job.id, [handler(outside)], { leaseMs: 200 });
		expect(ended).toMatchObject({ state: 'cancelled', done: 0 });
	});

	it('is put down when the run is, for anyone to take up', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'search', intent: null }));
		const stop = new AbortController();
		const outside: JobHandler['outside'] = async (_, __, signal) => {
			stop.abort();
			if (!signal.aborted) await aborted(signal);
		};
		const left = await runJob(store, job.id, [handler(outside)], { signal: stop.signal });
		expect(left).toMatchObject({ state: 'open', done: 0 });
		expect(await runJob(store, job.id, [handler(undefined)])).toMatchObject({ state: 'done' });
	});

	it('fails the job when it goes wrong by itself', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'search', intent: null }));
		const outside = async () => await Promise.reject(new RangeError('secret'));
		const ended = await runJob(store, job.id, [handler(outside)]);
		expect(ended).toMatchObject({ state: 'failed', error: 'Unexpected RangeError' });
	});
});
