import { captureLeads } from '../../../../leads/capture/capture';
import { openStore } from '../../../../leads/store/store';
import { inProcess } from '../../processes/inProcess';
import { person, retyped, seededRandom } from '../people';

/** Captures one person after the other until it is killed, and reports each lead that is committed. */
void inProcess(async ({ config, index = 0 }) => {
	const store = await openStore(config);
	const random = seededRandom(index);
	for (let number = index * 100_000; ; number += 1) {
		const [{ lead }] = await captureLeads(store, [retyped(person(number), random)]);
		process.send?.(lead?.id);
	}
});
