import { openStore } from '../../../leads/store/store';
import { nextDue, takeDueTimers } from '../../../leads/store/timers';
import { inProcess } from './inProcess';

void inProcess(async ({ config, now }) => {
	const store = await openStore(config, { clock: () => Number(now) });
	const ids: string[] = [];
	while ((await store.read(nextDue())) !== undefined) {
		for (const timer of await store.run(takeDueTimers({ limit: 7 }))) ids.push(timer.entityId);
	}
	await store.close();
	return ids;
});
