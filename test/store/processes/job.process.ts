import { runJob } from '../../../leads/store/runJob';
import { openStore } from '../../../leads/store/store';
import { countingHandler } from './countingHandler';
import { inProcess } from './inProcess';

void inProcess(async ({ config, id, leaseMs }) => {
	const store = await openStore(config);
	const ended = await runJob(store, String(id), [countingHandler], {
		leaseMs: Number(leaseMs),
		onProgress: ({ done }) => process.send?.(done),
	});
	await store.close();
	return ended;
});
