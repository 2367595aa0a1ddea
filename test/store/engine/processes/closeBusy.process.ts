import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { insertMany } from '../../../../leads/store/step';
import { openStore, type LeadStore } from '../../../../leads/store/store';

/** As many as make the thread go to work. */
const ROWS = 1000;

async function writeRows(store: LeadStore, name: string): Promise<void> {
	await store.run(() =>
		insertMany({
			table: 'meta',
			columns: ['workspace_id', 'key', 'value'],
			rows: Array.from({ length: ROWS }, (_, row) => [store.workspaceId, `${name} ${row}`, row]),
			onConflict: 'error',
		}),
	);
}

/** Closes stores while their checkpoints are at work, with nothing else that keeps the process alive. */
async function closeBusy(folder: string): Promise<void> {
	for (let round = 0; round < 12; round += 1) {
		const file = `${folder}/${round}.db`;
		const store = await openStore({ engine: 'sqlite', file });
		const before = statSync(file).size;
		await writeRows(store, 'first');
		while (statSync(file).size === before) await wait(5);
		await writeRows(store, 'second');
		// Each time a little later: at some time the thread's answer meets its end.
		const until = performance.now() + round * 0.5;
		while (performance.now() < until);
		await store.close();
	}
}

const { folder }: { folder: string } = JSON.parse(process.argv[2]);
process.channel?.unref();
void closeBusy(folder).then(() => process.send?.('closed'));
