import { recordEvents } from '../../../leads/store/events';
import { numberEvents } from '../../../leads/store/numberEvents';
import { readSetting, writeSetting } from '../../../leads/store/settings';
import { openStore } from '../../../leads/store/store';
import { inProcess } from './inProcess';

/** Entities that all processes change, so that their versions come from different processes. */
const entities = [1, 2, 3].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);

void inProcess(async ({ config, index = 0, writes }) => {
	// Clocks that run apart by minutes.
	const store = await openStore(config, { clock: () => Date.now() + index * 120_000 });
	for (let write = 0; write < Number(writes); write += 1) {
		const entityId = entities[(write + index) % entities.length];
		await store.run(function* (context) {
			// Like the row of a record: whoever writes next version waits for the one before.
			yield* writeSetting(context, `lock.${entityId}`, 1);
			const version = Number((yield* readSetting(context, entityId)) ?? 0) + 1;
			yield* writeSetting(context, entityId, version);
			yield* recordEvents(context, [
				{ entityType: 'lead', entityId, version, type: 'lead.updated' },
			]);
		});
		await store.run(numberEvents({ limit: 5 }));
	}
	await store.close();
	return null;
});
