import { findAllHandler } from '../../../../leads/dedupe/findAll/findAllHandler';
import { runFindAll } from '../../../../leads/dedupe/findAll/runFindAll';
import { runJob, type JobHandler } from '../../../../leads/store/runJob';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';

/** Where a process hangs until it is killed: in the search, or in the transaction of a chunk. */
export type HangAt = 'search' | { phase: 'search' | 'apply'; chunk: number };

function hang(): void {
	process.send?.('hanging');
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

void inProcess(async ({ config, id, leaseMs, hangAt }) => {
	const store = await openStore(config);
	const real = findAllHandler();
	const at = hangAt as HangAt | undefined;
	const chunks = { search: 0, apply: 0, count: 0 };
	const handler: JobHandler = {
		...real,
		async outside(own, job, signal) {
			await real.outside?.(own, job, signal);
			if (at === 'search') hang();
		},
		*chunk(context, job) {
			const { phase } = (job.cursor ?? { phase: 'search' }) as { phase: keyof typeof chunks };
			const progress = yield* real.chunk(context, job);
			chunks[phase] += 1;
			// In the middle of a transaction, after the work and before the progress.
			if (typeof at === 'object' && at.phase === phase && chunks[phase] === at.chunk) hang();
			return progress;
		},
	};
	const run = { leaseMs: Number(leaseMs) };
	const ended =
		at === undefined
			? await runFindAll(store, String(id), run)
			: await runJob(store, String(id), [handler], run);
	await store.close();
	return ended;
});
