import { captureLeads } from '../../../../leads/capture/capture';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';
import { seededRandom, shuffled } from '../people';
import { spelling } from '../spellings';

/** Captures all persons as one source spells them, in an order of its own and in batches of any size. */
void inProcess(async ({ config, index = 0, persons }) => {
	const store = await openStore(config);
	const random = seededRandom(index + 1);
	const leads = shuffled(
		Array.from({ length: Number(persons) }, (_, number) => spelling(number, index)),
		random,
	);
	const outcomes: Record<string, number> = {};
	for (let start = 0; start < leads.length; ) {
		const size = 1 + Math.floor(random() * 30);
		const some = leads.slice(start, start + size);
		for (const { outcome } of await captureLeads(store, some, { similar: 'attach' })) {
			outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
		}
		start += size;
	}
	await store.close();
	return outcomes;
});
