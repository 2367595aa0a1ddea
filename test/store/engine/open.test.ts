import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../../leads/store/engine/open';
import { openStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';

describe.each(storeEngines())('opening a store on $name', ({ name, config: freshConfig }) => {
	it('gives everybody in this process the same engine, also those who ask at the same time', async () => {
		const config = await freshConfig();
		const stores = await Promise.all([openStore(config), openStore(config), openStore(config)]);
		const later = await openStore({ ...config, workspaceId: 'other' });
		expect(new Set([...stores, later].map(({ engine }) => engine)).size).toBe(1);
		await later.close();
	});

	it('gives a new engine once the old one is closed, however often that happens', async () => {
		const config = await freshConfig();
		const first = await openStore(config);
		await first.close();
		const second = await openStore(config);
		expect(second.engine).not.toBe(first.engine);
		await first.close();
		expect((await openStore(config)).engine).toBe(second.engine);
		await Promise.all([second.close(), second.close()]);
	});

	it('makes an engine ready once, and tries again after a failure', async () => {
		const config = await freshConfig();
		let calls = 0;
		const prepare = async () => {
			calls += 1;
			if (calls === 1) throw new Error('not today');
		};
		const both = await Promise.allSettled([
			openEngine(config, prepare),
			openEngine(config, prepare),
		]);
		expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(calls).toBe(1);
		const { engine } = await openEngine(config, prepare);
		await openEngine(config, prepare);
		expect(calls).toBe(2);
		await engine.close();
	});

	it('lets a newer copy of the package bring an open store up to date', async () => {
		const config = await freshConfig();
		const old = await openStore(config);
		let engine: unknown;
		const prepare = jest.fn(async (given: unknown) => {
			engine = given;
		});
		await jest.isolateModulesAsync(async () => {
			const newer = await import('../../../leads/store/engine/open');
			await newer.openEngine(config, prepare);
			await newer.openEngine(config, prepare);
		});
		expect(prepare).toHaveBeenCalledTimes(1);
		expect(engine).toBe(old.engine);
		await old.close();
	});

	it('tells the product, a place without secrets, and the size', async () => {
		const config = await freshConfig();
		const store = await openStore(config);
		expect(await store.engine.version()).toMatch(
			name === 'sqlite' ? /^SQLite 3\./ : /^PostgreSQL \d/,
		);
		expect(store.engine.location).not.toContain('@');
		expect(await store.engine.size()).toBeGreaterThan(10_000);
		await store.close();
	});
});

describe('a store that cannot be opened', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'leadflow-open-'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	it('says so when the file is something else', async () => {
		const file = join(folder, 'letter.db');
		writeFileSync(file, 'Dear reader, this is no database. '.repeat(100));
		await expect(openStore({ engine: 'sqlite', file })).rejects.toMatchObject({
			code: 'STORE_UNAVAILABLE',
			message: expect.stringContaining('no SQLite database'),
		});
	});

	it('says so when the file is a folder, or the folder a file', async () => {
		await expect(openStore({ engine: 'sqlite', file: folder })).rejects.toMatchObject({
			code: 'STORE_UNAVAILABLE',
		});
		const file = join(folder, 'plain');
		writeFileSync(file, '');
		await expect(
			openStore({ engine: 'sqlite', file: join(file, 'leads.db') }),
		).rejects.toMatchObject({
			code: 'STORE_UNAVAILABLE',
		});
	});

	it('makes missing folders, closed to others', async () => {
		const file = join(folder, 'new', 'deep', 'leads.db');
		const store = await openStore({ engine: 'sqlite', file });
		await store.close();
		chmodSync(join(folder, 'new'), 0o700);
	});

	it('keeps the password to itself when the server is not there', async () => {
		const url = 'postgres://someone:pass-word@127.0.0.1:1/leads';
		const error: Error = await openStore({ engine: 'postgres', url }).then(
			() => new Error('opened'),
			(reason) => reason,
		);
		expect(error).toMatchObject({
			code: 'STORE_UNAVAILABLE',
			hint: expect.stringContaining('127.0.0.1:1'),
		});
		expect(JSON.stringify([error.message, error])).not.toContain('pass-word');
	});

	it('keeps an address to itself that is none', async () => {
		const error: Error = await openStore({
			engine: 'postgres',
			url: 'postgres://a:pass word@[',
		}).then(
			() => new Error('opened'),
			(reason) => reason,
		);
		expect(error).toMatchObject({ code: 'CONFIGURATION' });
		expect(String(error.message) + String(error.cause)).not.toContain('pass word');
	});
});
