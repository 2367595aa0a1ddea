import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Checkpoints } from '../../../leads/store/engine/checkpoints';
import { getSetting } from '../../../leads/store/settings';
import { insertMany } from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { runCommand, runProcesses } from '../../environment/process.mjs';

/** A row that fills a good part of a page. */
function* writeRows(store: LeadStore, from: number, count: number) {
	yield* insertMany({
		table: 'meta',
		columns: ['workspace_id', 'key', 'value'],
		rows: Array.from({ length: count }, (_, index) => [
			store.workspaceId,
			`setting.row ${from + index}`,
			'x'.repeat(2000),
		]),
		onConflict: 'error',
	});
}

describe('the checkpoints of an SQLite store', () => {
	it('bring what is committed into the file while the store is in use, and nothing is lost', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'leadflow-checkpoints-'));
		const file = join(folder, 'store.db');
		let store = await openStore({ engine: 'sqlite', file });
		const before = statSync(file).size;
		// Far fewer pages than SQLite waits for before it moves them itself, at a commit.
		for (let from = 0; from < 2000; from += 100) {
			await store.run(() => writeRows(store, from, 100));
			await wait(1);
		}
		const deadline = Date.now() + 60_000;
		while (statSync(file).size - before < 1_000_000 && Date.now() < deadline) await wait(20);
		expect(statSync(file).size - before).toBeGreaterThan(1_000_000);
		await store.run(() => writeRows(store, 2000, 1));
		await store.close();
		expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined();

		store = await openStore({ engine: 'sqlite', file });
		for (const row of [0, 1234, 2000]) {
			expect(await store.read(getSetting(`row ${row}`))).toBe('x'.repeat(2000));
		}
		await store.close();
		await rm(folder, { recursive: true });
	});

	it('begin the log anew while somebody writes all the time, who waits for that moment', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'leadflow-checkpoints-'));
		const file = join(folder, 'log.db');
		const database = new DatabaseSync(file);
		database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
		database.exec('CREATE TABLE pages (text TEXT)');
		const insert = database.prepare('INSERT INTO pages VALUES (?)');
		const checkpoints = new Checkpoints(file, () => undefined, 2000);
		let pauses = 0;
		let pages = 0;
		const deadline = Date.now() + 120_000;
		while (pauses < 3 && Date.now() < deadline) {
			if (checkpoints.ready) pauses += 1;
			await checkpoints.ready;
			database.exec('BEGIN IMMEDIATE');
			for (let page = 0; page < 100; page += 1) insert.run('x'.repeat(4000));
			database.exec('COMMIT');
			pages += 100;
			checkpoints.wrote(100);
			await wait(1);
		}
		expect(pauses).toBe(3);
		// Nothing else begins it anew: it would be as long as all that was written.
		expect(statSync(`${file}-wal`).size).toBeLessThan(pages * 4096);
		expect(database.prepare('SELECT count(*) AS pages FROM pages').get()).toEqual({ pages });
		await checkpoints.close();
		database.close();
		await rm(folder, { recursive: true });
	});

	it('are left to SQLite where Node.js may start no threads, and no commit fails for it', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'leadflow-checkpoints-'));
		const { code, stdout, stderr } = await runCommand(process.execPath, [
			...['--permission', '--allow-fs-read=*', '--allow-fs-write=*'],
			// The translation of sources runs a process and a native library of its own.
			...['--allow-child-process', '--allow-addons'],
			...['--no-strip-types', '--require', join(__dirname, '../../environment/runTypeScript.cjs')],
			join(__dirname, 'processes', 'withoutThreads.process.ts'),
			join(folder, 'store.db'),
		]);
		expect({ code, stdout, stderr: code === 0 ? '' : stderr }).toEqual({
			code: 0,
			stdout: 'second 999',
			stderr: '',
		});
		await rm(folder, { recursive: true });
	});

	it('let a process end that closes its stores, and not before', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'leadflow-checkpoints-'));
		const script = join(__dirname, 'processes', 'closeBusy.process.ts');
		expect(await runProcesses(script, [{ folder }])).toEqual(['closed']);
		await rm(folder, { recursive: true });
	});
});
