import { poolTimerHandlers, reclaimDue } from '../../../../leads/assign/pool/reclaim';
import { openStore } from '../../../../leads/store/store';
import { sweepDueTimers } from '../../../../leads/store/sweepTimers';
import { inProcess } from '../../processes/inProcess';

/** Sweeps until nothing is due, in both ways in which it is done. */
void inProcess(async ({ config, index = 0, now }) => {
	const store = await openStore(config, { clock: () => Number(now) });
	for (let quiet = 0; quiet < 3; ) {
		const due =
			index % 2 === 0
				? (await store.run(reclaimDue({ limit: 3 }, 'Test'))).due
				: await store.run(sweepDueTimers(poolTimerHandlers));
		quiet = due === 0 ? quiet + 1 : 0;
	}
	await store.close();
});
