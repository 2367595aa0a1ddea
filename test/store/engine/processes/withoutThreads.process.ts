import { getSetting } from '../../../../leads/store/settings';
import { insertMany } from '../../../../leads/store/step';
import { openStore } from '../../../../leads/store/store';

/** Writes more than a checkpoint waits for, where Node.js may start no threads, and reads it again. */
async function writeMuch(file: string): Promise<string> {
	const store = await openStore({ engine: 'sqlite', file });
	for (const name of ['first', 'second']) {
		await store.run(() =>
			insertMany({
				table: 'meta',
				columns: ['workspace_id', 'key', 'value'],
				rows: Array.from({ length: 1000 }, (_, row) => [
					store.workspaceId,
					`setting.${name} ${row}`,
					`${name} ${row}`,
				]),
				onConflict: 'error',
			}),
		);
	}
	const last = await store.read(getSetting('second 999'));
	await store.close();
	return String(last);
}

void writeMuch(process.argv[2]).then((last) => process.stdout.write(last));
