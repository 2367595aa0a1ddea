import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { startProcess } from '../../environment/process.mjs';
import { contradictions, rowsOf } from './integrity';

const WRITERS = 3;
const BEFORE_THE_END = 40;

describe.each(storeEngines(['pgbouncer']))('$name', ({ config: freshConfig }) => {
	it('keeps every lead that was reported when its writers are killed in the middle of their work', async () => {
		const config = await freshConfig();
		const writers = Array.from({ length: WRITERS }, (_, index) =>
			startProcess(join(__dirname, 'processes', 'writer.process.ts'), { config, index }),
		);
		const reported: unknown[] = [];
		for (const writer of writers) {
			for (let count = 0; count < BEFORE_THE_END; count += 1) reported.push(await writer.message());
			writer.kill('SIGKILL');
		}
		for (const { ended } of writers) expect((await ended).signal).toBe('SIGKILL');

		const store = await openStore(config);
		const ids = new Set((await rowsOf(store, 'leads')).map(({ id }) => id));
		expect(reported).toHaveLength(WRITERS * BEFORE_THE_END);
		expect(reported.filter((id) => !ids.has(id))).toEqual([]);
		expect(await contradictions(store)).toEqual([]);
		await store.close();
		if (config.engine === 'sqlite') {
			const database = new DatabaseSync(config.file);
			expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
			database.close();
		}
	});
});
