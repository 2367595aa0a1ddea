import { join } from 'node:path';
import { newId } from '../../leads/model/ids';
import { LeadflowError } from '../../leads/model/error';
import { cancelJob, findJobs, getJob, startJob } from '../../leads/store/jobs';
import { claimJob, holdJob, releaseJob } from '../../leads/store/jobWork';
import { runJob, runOpenJobs, type JobHandler } from '../../leads/store/runJob';
import { readSetting, writeSetting, getSetting } from '../../leads/store/settings';
import { storeEngines } from '../environment/engines';
import { startProcess } from '../environment/process.mjs';
import { actorOf, freshStores } from './freshStores';
import { countingHandler } from './processes/countingHandler';

describe.each(storeEngines())('jobs on $name', (engine) => {
	const fresh = freshStores(engine);
	const intent = { upTo: 10, step: 3 };

	it('carries a job out chunk by chunk and reports progress', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'count', intent, total: 10 }));
		expect(job).toMatchObject({ state: 'open', done: 0, total: 10, intent, createdBy: 'system' });
		const progress: number[] = [];
		const ended = await runJob(store, job.id, [countingHandler], {
			onProgress: ({ done }) => progress.push(done),
		});
		expect(ended).toMatchObject({ state: 'done', done: 10, failed: 0, result: { sum: 55 } });
		expect(progress).toEqual([3, 6, 9, 10]);
		expect(await runJob(store, job.id, [countingHandler])).toEqual(ended);
	});

	it('undoes the work of a chunk that fails, with its progress, and says why', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'count', intent }));
		const failing: JobHandler = {
			kind: 'count',
			*chunk(context, current) {
				const progress = yield* countingHandler.chunk(context, current);
				if (current.done >= 6) throw new LeadflowError('INVALID_INPUT', 'No further');
				return progress;
			},
		};
		expect(await runJob(store, job.id, [failing])).toMatchObject({
			state: 'failed',
			done: 6,
			error: 'No further',
		});
		expect(await store.read(getSetting('sum'))).toBe(21);
	});

	it('keeps values out of the report of an unexpected error', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'bad', intent }));
		const bad: JobHandler = {
			kind: 'bad',
			chunk() {
				throw new TypeError('wang@example.com is not iterable');
			},
		};
		expect(await runJob(store, job.id, [bad])).toMatchObject({
			state: 'failed',
			error: 'Unexpected TypeError',
		});
	});

	it('stops after the running chunk when cancelled', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'count', intent }));
		const cancelled: JobHandler = {
			...countingHandler,
			async outside(_, { done }) {
				if (done === 3) await store.run(cancelJob(job.id));
			},
		};
		const ended = await runJob(store, job.id, [cancelled]);
		expect(ended.state).toBe('cancelled');
		expect(ended.done).toBeGreaterThanOrEqual(3);
		expect(ended.done).toBeLessThan(10);
		expect(ended.cancelRequested).toBe(true);
	});

	it('ends a cancelled job at once when nobody has begun it, and leaves ended ones alone', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'count', intent }));
		expect(await store.run(cancelJob(job.id))).toMatchObject({ state: 'cancelled', done: 0 });
		const done = await store.run(startJob({ kind: 'count', intent }));
		await runJob(store, done.id, [countingHandler]);
		expect(await store.run(cancelJob(done.id))).toMatchObject({
			state: 'done',
			cancelRequested: false,
		});
	});

	it('puts a job down on an abort signal and goes on from there', async () => {
		const { store } = await fresh();
		const job = await store.run(startJob({ kind: 'count', intent }));
		const controller = new AbortController();
		const paused = await runJob(store, job.id, [countingHandler], {
			signal: controller.signal,
			onProgress: () => controller.abort(),
		});
		expect(paused).toMatchObject({ state: 'open', done: 3 });
		expect(await runJob(store, job.id, [countingHandler])).toMatchObject({
			state: 'done',
			result: { sum: 55 },
		});
	});

	it('lets one process have a job, and the next when the lease has run out', async () => {
		const { store, clock } = await fresh();
		const { id } = await store.run(startJob({ kind: 'count', intent }));
		expect(await store.run(claimJob(['other'], 'a', 1000))).toBeUndefined();
		expect(await store.run(claimJob(['count'], 'a', 1000))).toMatchObject({ id, leaseOwner: 'a' });
		expect(await store.run(claimJob(['count'], 'b', 1000))).toBeUndefined();
		clock.now += 1000;
		expect(await store.run(claimJob(['count'], 'b', 1000, id))).toMatchObject({
			id,
			leaseOwner: 'b',
		});
	});

	it('does not let a process that lost its lease go on', async () => {
		const { store, clock } = await fresh();
		await store.run(startJob({ kind: 'count', intent }));
		const late = await store.run(claimJob(['count'], 'late', 1000));
		expect(await store.run((context) => holdJob(context, late!))).toMatchObject({
			leaseOwner: 'late',
		});
		clock.now += 1000;
		await store.run(claimJob(['count'], 'heir', 1000));
		expect(await store.run((context) => holdJob(context, late!))).toBeUndefined();
		await store.run(releaseJob(late!));
		expect(await store.run(claimJob(['count'], 'third', 1000))).toBeUndefined();
	});

	it('works on as the actor who started it', async () => {
		const { store } = await fresh();
		const memberId = newId(Date.now());
		const member = actorOf('member', { kind: 'own', memberId }, { email: 'masked' });
		const { id } = await store.as(member).run(startJob({ kind: 'who', intent: {} }));
		const who: JobHandler = {
			kind: 'who',
			*chunk(context) {
				yield* writeSetting(context, 'who', context.actor);
				return { cursor: null, done: 1, failed: 0, finished: true };
			},
		};
		expect(await runOpenJobs(store, [who])).toBe(1);
		expect(await store.read(getSetting('who'))).toEqual(member);
		expect(await store.as(member).read(getJob(id))).toMatchObject({
			state: 'done',
			createdBy: `member:${memberId}`,
		});
	});

	it('shows members their own jobs only', async () => {
		const { store } = await fresh();
		const [one, other] = [newId(Date.now()), newId(Date.now())].map((memberId) =>
			store.as(actorOf('member', { kind: 'own', memberId })),
		);
		const { id } = await one.run(startJob({ kind: 'count', intent }));
		const mine = await store.run(startJob({ kind: 'count', intent }));
		await expect(other.read(getJob(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(other.run(cancelJob(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		expect((await one.read(findJobs())).entries.map((job) => job.id)).toEqual([id]);
		expect(
			(await store.read(findJobs({ states: ['open'], limit: 1 }))).entries.map((job) => job.id),
		).toEqual([mine.id]);
		await expect(
			store.as(actorOf('viewer')).run(startJob({ kind: 'count', intent })),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(store.read(getJob('x'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	it('says so when nothing knows the kind', async () => {
		const { store } = await fresh();
		const { id } = await store.run(startJob({ kind: 'future', intent }));
		await expect(runJob(store, id, [countingHandler])).rejects.toMatchObject({
			code: 'CONFIGURATION',
		});
		expect(await store.read(getJob(id))).toMatchObject({ state: 'open' });
	});

	it('finishes, exactly once each, the chunks of a job whose process was killed', async () => {
		const { store, config } = await fresh();
		const upTo = 40;
		const { id } = await store.run(startJob({ kind: 'count', intent: { upTo, step: 1 } }));
		const script = join(__dirname, 'processes', 'job.process.ts');
		const victim = startProcess(script, { config, id, leaseMs: 1500, hangAt: 10 });
		expect(await victim.message()).toBe('hanging');
		victim.kill('SIGKILL');
		await victim.ended;
		expect(await store.read(getJob(id))).toMatchObject({ state: 'running', done: 10 });
		const heir = startProcess(script, { config, id, leaseMs: 1500 });
		await heir.ended;
		const ended = await store.read(getJob(id));
		expect(ended).toMatchObject({
			state: 'done',
			done: upTo,
			result: { sum: (upTo * (upTo + 1)) / 2 },
		});
		expect(await store.read((context) => readSetting(context, 'sum'))).toBe(
			(upTo * (upTo + 1)) / 2,
		);
	});
});
