import { stageImport } from '../../leads/capture/imports/stageImport';
import { getImport } from '../../leads/capture/imports/listImports';
import { defaultCaptureOptions } from '../../leads/capture/options';
import { addToInbox, completeInbox } from '../../leads/store/inbox';
import { countRows } from '../../leads/store/tableRows';
import { openStore } from '../../leads/store/store';
import { defaultStoreFile } from '../../leads/store/config';
import { sweepStore } from '../../nodes/shared/storeSweep';
import { embeddedStore } from './embeddedStore';

const said: string[] = [];
const note = (message: string) => void said.push(message);
const logger = { debug: note, info: note, warn: note, error: note };

function oneRow() {
	return {
		layout: { format: 'csv', headers: ['name'] },
		rows: (async function* () {
			yield [{ number: 2, cells: { name: 'Anna Weber' } }];
		})(),
	};
}

const request = { mapping: {}, tags: [], capture: { ...defaultCaptureOptions } };

describe('the sweep of a store', () => {
	it('takes up an import that nobody works on, once however often it is asked', async () => {
		const store = await embeddedStore();
		const { id } = await stageImport(store, oneRow(), request);
		await Promise.all([sweepStore(store, logger), sweepStore(store, logger)]);
		expect(await store.read(getImport(id))).toMatchObject({ state: 'done', created: 1 });
		expect(said).toEqual([]);
	});

	it('forgets deliveries that were captured a month ago', async () => {
		const file = defaultStoreFile(process.env);
		let now = Date.UTC(2031, 0, 1);
		const store = await openStore({ engine: 'sqlite', file }, { clock: () => now });
		for (const externalId of ['captured', 'open']) {
			const { id } = await store.run(
				addToInbox({ nodeKey: 'w:n', channel: 'form', externalId, payload: {} }),
			);
			if (externalId === 'captured') await store.run((context) => completeInbox(context, [id]));
		}
		await sweepStore(store, logger);
		expect(await store.read(countRows('inbox'))).toBe(2);
		now += 31 * 24 * 60 * 60 * 1000;
		await sweepStore(store, logger);
		expect(await store.read(countRows('inbox'))).toBe(1);
	});

	it('says so when it cannot, and never fails', async () => {
		const store = await openStore({ engine: 'sqlite', file: `${defaultStoreFile(process.env)}.2` });
		await store.close();
		await sweepStore(store, logger);
		expect(said).toEqual([expect.stringContaining('could not be swept')]);
	});
});
