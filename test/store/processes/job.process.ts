import { runJob, type JobHandler } from '../../../leads/store/runJob';
import { openStore } from '../../../leads/store/store';
import { countingHandler } from './countingHandler';
import { inProcess } from './inProcess';

void inProcess(async ({ config, id, leaseMs, hangAt }) => {
	const handler: JobHandler = {
		kind: 'count',
		*chunk(context, job) {
			const progress = yield* countingHandler.chunk(context, job);
			if (job.done === hangAt) {
				// In the middle of a transaction, after the work and before the progress.
				process.send?.('hanging');
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
			}
			return progress;
		},
	};
	const store = await openStore(config);
	const ended = await runJob(store, String(id), [handler], { leaseMs: Number(leaseMs) });
	await store.close();
	return ended;
});
