import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupStore, restoreStore } from '../../leads/store/backup';
import { copyStore } from '../../leads/store/copyStore';
import { createDeskLink, openDeskLink } from '../../leads/store/deskLinks';
import { recordEvents } from '../../leads/store/events';
import { addToInbox } from '../../leads/store/inbox';
import { countLeads, findLeads } from '../../leads/store/leads/findLeads';
import { quarantineLead } from '../../leads/store/quarantine';
import { getSetting, setSetting } from '../../leads/store/settings';
import type { Row } from '../../leads/store/step';
import { openStore, type LeadStore } from '../../leads/store/store';
import { storeInfo } from '../../leads/store/storeInfo';
import { isSuppressed, suppress } from '../../leads/store/suppressions';
import { migrations } from '../../leads/store/schema/migrations';
import { readRows, tableNames } from '../../leads/store/tableRows';
import { setTimer } from '../../leads/store/timers';
import { storeEngines } from '../environment/engines';
import { actorOf, freshStores } from './freshStores';
import { addLead, addMember, addTeam } from './sampleRows';

/** A store with something of everything, and more leads than a batch has. */
async function fill(store: LeadStore, leads: number): Promise<void> {
	const memberId = await addMember(store, { teamId: await addTeam(store) });
	for (let index = 0; index < leads; index += 1) {
		const entityId = await addLead(store, {
			name: `王伟 ${index}`,
			score: index / 3,
			owner_id: index % 2 ? memberId : null,
			tags: ['vip', `t${index}`],
			custom: { budget: 1.5, 'a "quoted" key': ['x', null, { deep: true }] },
			extra: { website: 'https://example.com', employees: 12 },
		});
		if (index % 50 === 0) {
			await store.run(function* (context) {
				yield* recordEvents(context, [
					{
						entityType: 'lead',
						entityId,
						version: 1,
						type: 'lead.created',
						payload: { changes: { name: [null, '王'] } },
					},
				]);
				yield* setTimer(context, {
					kind: 'k',
					entityType: 'lead',
					entityId,
					dueAt: context.now,
					payload: null,
				});
				yield* quarantineLead(context, {
					captured: { fields: {}, channel: 'form', payload: 'text' },
					reasons: [],
				});
			});
		}
	}
	await store.run(addToInbox({ nodeKey: 'n', channel: 'form', externalId: 'e', payload: ['a'] }));
	await store.run(
		suppress([{ channel: 'email', purpose: 'any', key: 'a@example.com', reason: 'manual' }]),
	);
	await store.run(setSetting('x', { y: [1] }));
}

/** Everything the workspace holds, apart from its name. */
async function contentOf(store: LeadStore): Promise<Record<string, Row[]>> {
	const content: Record<string, Row[]> = {};
	for (const table of tableNames) {
		const rows = await store.read(readRows(table, undefined, 10_000));
		content[table] = rows.map((row) => ({ ...row, workspace_id: undefined }));
	}
	return content;
}

async function freshFile(): Promise<{ folder: string; file: string }> {
	const folder = mkdtempSync(join(tmpdir(), 'leadflow-copy-'));
	folders.push(folder);
	return { folder, file: join(folder, 'copy.db') };
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe.each(storeEngines())('copies of a store on $name', (engine) => {
	const fresh = freshStores(engine);

	it('is equal after a way to SQLite and back, and keys, links and search go on working', async () => {
		const { store, clock } = await fresh();
		await fill(store, 620);
		const { token } = await store.run(
			createDeskLink({
				memberId: null,
				role: 'admin',
				expiresAt: new Date(clock.now + 1000).toISOString(),
			}),
		);
		const before = await contentOf(store);
		const file = await openStore(
			{ engine: 'sqlite', file: (await freshFile()).file, workspaceId: 'elsewhere' },
			{ clock: () => clock.now },
		);
		const progress: number[] = [];
		const report = await copyStore(store, file, {
			onProgress: ({ done, total }) => progress.push(done / total),
		});
		expect(report).toMatchObject({ leads: 620, members: 1, teams: 1, meta: 2, inbox: 1 });
		expect(progress.at(-1)).toBe(1);
		expect(progress).toEqual([...progress].sort((a, b) => a - b));
		expect(await contentOf(file)).toEqual(before);

		const { store: back } = await fresh();
		await copyStore(file, back);
		expect(await contentOf(back)).toEqual(before);
		expect(
			await back.read(isSuppressed([{ channel: 'email', purpose: 'any', key: 'a@example.com' }])),
		).toEqual(['manual']);
		expect((await back.read(findLeads({ search: '王伟', limit: 1 }))).leads).toHaveLength(1);
		clock.now -= 1;
		expect((await file.read(openDeskLink(token))).actor).toEqual(actorOf('admin'));
		await file.close();
	});

	it('wants an empty target, or replaces what is there', async () => {
		const { store } = await fresh();
		const { store: target } = await fresh();
		const { store: bystander } = await fresh();
		await addLead(store, { name: 'New' });
		await addLead(target, { name: 'Old' });
		await target.run(setSetting('old', true));
		await addLead(bystander, { name: 'Other client' });
		await expect(copyStore(store, target)).rejects.toMatchObject({ code: 'CONFLICT' });
		expect(await target.read(getSetting('old'))).toBe(true);
		await copyStore(store, target, { replace: true });
		expect(await contentOf(target)).toEqual(await contentOf(store));
		expect(await target.read(getSetting('old'))).toBeUndefined();
		expect(await bystander.read(countLeads({}))).toBe(1);
	});

	it('copies one moment of a store that is written to meanwhile', async () => {
		const { store } = await fresh();
		for (let index = 0; index < 120; index += 1) await addLead(store);
		const { store: target } = await fresh();
		const writes: Array<Promise<unknown>> = [];
		const report = await copyStore(store, target, {
			onProgress: ({ table }) => {
				if (table === 'leads') writes.push(addLead(store));
			},
		});
		await Promise.all(writes);
		expect(report.leads).toBe(120);
		expect(await target.read(countLeads({}))).toBe(120);
		expect(await store.read(countLeads({}))).toBe(120 + writes.length);
	});

	it('can be stopped, says that it is not whole, and be done again', async () => {
		const { store } = await fresh();
		const { store: target } = await fresh();
		for (let index = 0; index < 5; index += 1) await addLead(store);
		const controller = new AbortController();
		const attempt = copyStore(store, target, {
			signal: controller.signal,
			onProgress: () => controller.abort(),
		});
		await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		expect((await storeInfo(target)).warning).toContain('not brought to its end');
		await copyStore(store, target, { replace: true });
		expect((await storeInfo(target)).warning ?? '').not.toContain('not brought to its end');
		expect(await contentOf(target)).toEqual(await contentOf(store));
	});

	it('refuses members, and a copy onto itself', async () => {
		const { store } = await fresh();
		const { store: target } = await fresh();
		await expect(copyStore(store.as(actorOf('manager')), target)).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(copyStore(store, target.as(actorOf('viewer')))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(copyStore(store, store)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		const { file } = await freshFile();
		await expect(backupStore(store.as(actorOf('member')), file)).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(restoreStore(store.as(actorOf('member')), file)).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
	});

	it('backs up into one private file, from which the store comes back as it was', async () => {
		const { store } = await fresh();
		const { store: otherClient } = await fresh();
		await addLead(otherClient, { name: 'Confidential' });
		await fill(store, 60);
		const before = await contentOf(store);
		const { folder, file } = await freshFile();
		const backup = await backupStore(store, file);
		expect(backup).toEqual({ file, sizeBytes: statSync(file).size, leads: 60 });
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(existsSync(join(folder, 'copy.db-wal'))).toBe(false);
		await expect(backupStore(store, file)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			field: 'file',
		});

		await addLead(store, { name: 'Later' });
		await store.run(setSetting('x', 'later'));
		await restoreStore(store, file);
		expect(await contentOf(store)).toEqual(before);
		expect(await otherClient.read(countLeads({}))).toBe(1);

		// Another client's backup is not this one's, and holds nothing of it.
		await expect(restoreStore(otherClient, file)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			field: 'file',
		});
		expect(await otherClient.read(countLeads({}))).toBe(1);
		const opened = await openStore({
			engine: 'sqlite',
			file,
			workspaceId: otherClient.workspaceId,
		});
		expect(await opened.read(countLeads({}))).toBe(0);
		await opened.close();
	});

	it('does not take anything for a backup', async () => {
		const { store } = await fresh();
		await addLead(store);
		const { file } = await freshFile();
		await expect(restoreStore(store, file)).rejects.toMatchObject({ field: 'file' });
		writeFileSync(file, 'name,email\n');
		await expect(restoreStore(store, file)).rejects.toMatchObject({ field: 'file' });
		expect(await store.read(countLeads({}))).toBe(1);
	});

	it('tells where the store lies and what is in it', async () => {
		const { store, config } = await fresh();
		await fill(store, 51);
		await addLead(store, { is_test: 1 });
		await addLead(store, { deleted_at: 1 });
		await addLead(store, { merged_into: await addLead(store) });
		const info = await storeInfo(store);
		expect(info).toMatchObject({
			engine: expect.stringMatching(
				config.engine === 'sqlite' ? /^SQLite 3\.\d+/ : /^PostgreSQL \d+/,
			),
			workspaceId: store.workspaceId,
			leads: { open: 52, deleted: 1, test: 1 },
			members: 1,
			events: 4,
			inboxOpen: 1,
			inboxFailed: 0,
			quarantined: 2,
			migrations: migrations.map(({ id }) => id),
		});
		expect(info.sizeBytes).toBeGreaterThan(10_000);
		expect(info.location).not.toMatch(/:[^/]*@/);
		await expect(
			storeInfo(store.as(actorOf('member', { kind: 'own', memberId: 'x' }))),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
	});
});

it('backs up a file of one workspace as a whole, while it is in use', async () => {
	const { file: source } = await freshFile();
	const store = await openStore({ engine: 'sqlite', file: source });
	await addLead(store, { name: 'Wang' });
	const { file } = await freshFile();
	const [backup] = await Promise.all([backupStore(store, file), addLead(store)]);
	expect(backup.sizeBytes).toBeGreaterThan(0);
	const opened = await openStore({ engine: 'sqlite', file });
	expect(await opened.read(countLeads({}))).toBeGreaterThanOrEqual(1);
	await opened.close();
	await store.close();
});
