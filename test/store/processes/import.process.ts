import { importHandler } from '../../../leads/capture/imports/importHandler';
import { runImport } from '../../../leads/capture/imports/runImport';
import { runJob, type JobHandler } from '../../../leads/store/runJob';
import { openStore } from '../../../leads/store/store';
import { inProcess } from './inProcess';

void inProcess(async ({ config, id, leaseMs, hangAt }) => {
	const store = await openStore(config);
	const real = importHandler();
	const handler: JobHandler = {
		...real,
		*chunk(context, job) {
			const progress = yield* real.chunk(context, job);
			if (job.done >= Number(hangAt)) {
				// In the middle of a transaction, after the rows and before the progress.
				process.send?.('hanging');
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
			}
			return progress;
		},
	};
	const run = { leaseMs: Number(leaseMs) };
	const ended =
		hangAt === undefined
			? await runImport(store, String(id), run)
			: await runJob(store, String(id), [handler], run);
	await store.close();
	return ended;
});
