import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeEngines } from '../environment/engines';
import { onLeadStore, resultOf } from './onLeadStore';

const folder = mkdtempSync(join(tmpdir(), 'leadflow-backup-'));

beforeAll(async () => {
	process.env.N8N_RESTRICT_FILE_ACCESS_TO = folder;
	await resultOf('lead.create', {}, [
		{ name: 'Kept Safe', email: 'kept@example.com' },
		{ name: 'Second' },
	]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = async (more = {}) =>
	(await resultOf('lead.getAll', { returnAll: true }, [{}], more)).map(({ name }) => name).sort();

test('Info says what the store is and what is in it', async () => {
	const [info] = await resultOf('store.info');
	expect(info).toMatchObject({
		engine: expect.stringContaining('SQLite'),
		location: expect.stringContaining('leads.db'),
		leads: { open: 2, deleted: 0, test: 0 },
		migrations: expect.any(Array),
	});
});

test('a backup in a binary field brings back what was there', async () => {
	const { items, error } = await onLeadStore('store.backup');
	expect(error).toBeUndefined();
	const [backup] = items('leadStore');
	expect(backup.json).toMatchObject({ leads: 2, fileName: expect.stringMatching(/\.db$/) });
	await resultOf('lead.create', {}, [{ name: 'After the Backup' }]);
	const [restored] = await resultOf('store.restore', { confirm: true }, [], { items: [backup] });
	expect(restored).toMatchObject({ restored: true, rows: { leads: 2 } });
	expect(await names()).toEqual(['Kept Safe', 'Second']);
});

test('a backup in a file brings back what was there', async () => {
	const file = join(folder, 'leads.db');
	expect(await resultOf('store.backup', { backupTo: 'file', file })).toMatchObject([
		{ file, leads: 2 },
	]);
	const twice = await onLeadStore('store.backup', { backupTo: 'file', file });
	expect(twice.error?.message).toContain('There is a file already');
	await resultOf('lead.create', {}, [{ name: 'After the Backup' }]);
	await resultOf('store.restore', { restoreFrom: 'file', file, confirm: true });
	expect(await names()).toEqual(['Kept Safe', 'Second']);
});

test('Restore needs to be confirmed, and a file that is a backup', async () => {
	const unconfirmed = await onLeadStore('store.restore', {
		restoreFrom: 'file',
		file: join(folder, 'leads.db'),
	});
	expect(unconfirmed.error?.message).toContain("'Confirm' is not set");
	const missing = await onLeadStore('store.restore', {
		restoreFrom: 'file',
		file: join(folder, 'none.db'),
		confirm: true,
	});
	expect(missing.error?.message).toContain('not a backup');
});

test('files that n8n keeps from nodes are kept from this one', async () => {
	for (const file of [
		'/etc/leads.db',
		join(process.env.N8N_USER_FOLDER ?? '', '.n8n', 'leadflow', 'copy.db'),
	]) {
		const { error } = await onLeadStore('store.backup', { backupTo: 'file', file });
		expect(error?.message).toContain('does not let nodes use this file');
	}
	const { error } = await onLeadStore('store.backup', {
		backupTo: 'file',
		file: join(folder, 'none', 'leads.db'),
	});
	expect(error?.message).toContain("folder of 'File' does not exist");
});

describe('Copy to PostgreSQL', () => {
	test('refuses a credential that is not PostgreSQL', async () => {
		const { error } = await onLeadStore('store.copyToPostgres');
		expect(error?.message).toContain('is not PostgreSQL');
	});

	const postgres = storeEngines().find(({ name }) => name === 'postgres');

	test('brings everything over, and nothing twice', async () => {
		const target = await postgres?.config();
		if (target?.engine !== 'postgres') throw new Error('This test needs PostgreSQL');
		const credentials = {
			leadflowStoreApi: {
				engine: 'postgres',
				connection: 'url',
				url: target.url,
				role: 'admin',
				workspaceId: 'acme',
			},
		};
		const [copy] = await resultOf('store.copyToPostgres', {}, [{}], { credentials });
		expect(copy).toMatchObject({ copied: true, rows: { leads: 2 } });
		expect(await names({ credentials })).toEqual(['Kept Safe', 'Second']);
		const again = await onLeadStore('store.copyToPostgres', {}, [{}], { credentials });
		expect(again.error?.message).toContain('not empty');
		await resultOf('store.copyToPostgres', { replace: true }, [{}], { credentials });
		expect(await names({ credentials })).toEqual(['Kept Safe', 'Second']);
		const absent = await onLeadStore(
			'store.copyToPostgres',
			{ file: join(folder, 'no.db') },
			[{}],
			{ credentials },
		);
		expect(absent.error?.message).toContain('no embedded store');
	});
});

test('a store can demand a credential, and only an administrator with one takes that back', async () => {
	await resultOf('store.updateSettings', { settings: { requireCredential: true } });
	const { error } = await onLeadStore('lead.getAll');
	expect(error?.message).toContain('with a credential only');
	const as = (role: string) => ({ credentials: { leadflowStoreApi: { engine: 'sqlite', role } } });
	const off = { settings: { requireCredential: false } };
	const viewer = await onLeadStore('store.updateSettings', off, [{}], as('viewer'));
	expect(viewer.error?.message).toContain('needs an administrator');
	await resultOf('store.updateSettings', off, [{}], as('admin'));
	expect(await names()).toEqual(['Kept Safe', 'Second']);
	const empty = await onLeadStore('store.updateSettings');
	expect(empty.error?.message).toContain('nothing to change');
});
