import { recordEvents } from '../../../leads/store/events';
import { openStore } from '../../../leads/store/store';
import { newId } from '../../../leads/model/ids';
import { inProcess } from './inProcess';

/** Writes events of leads of its own, a few in each transaction. */
void inProcess(async ({ config, events, together }) => {
	const store = await openStore(config);
	const leads = Array.from({ length: 5 }, () => newId(Date.now()));
	const size = Number(together);
	for (let written = 0; written < Number(events); written += size) {
		await store.run(function* (context) {
			yield* recordEvents(
				context,
				Array.from({ length: size }, (_, index) => ({
					entityType: 'lead',
					entityId: leads[(written + index) % leads.length],
					version: 1 + Math.floor((written + index) / leads.length),
					type: (written + index) % 10 === 0 ? 'lead.created' : 'lead.updated',
				})),
			);
		});
	}
	await store.close();
	return null;
});
