import { chmod, copyFile, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LeadflowError } from '../model/error';
import { copyStore, type CopyOptions, type CopyReport } from './copyStore';
import { prepareStoreFolder } from './engine/fileSystem';
import { requireAdmin } from './permissions';
import { openStore, type LeadStore } from './store';
import { countRows, hasForeignRows, hasRows, tableNames } from './tableRows';

export interface Backup {
	file: string;
	sizeBytes: number;
	/** Leads inside, those in the bin included. */
	leads: number;
}

const SQLITE_HEADER = 'SQLite format 3\u0000';

/**
 * Writes the workspace into one SQLite file, while the store is in use. The file can be opened as an
 * embedded store, or given to `restoreStore` of any store.
 *
 * @param file where to; must not exist yet
 * @throws LeadflowError FORBIDDEN, INVALID_INPUT when the file exists
 */
export async function backupStore(
	store: LeadStore,
	file: string,
	options: Omit<CopyOptions, 'replace'> = {},
): Promise<Backup> {
	requireAdmin(store.actor, 'A backup');
	if (await sizeOf(file)) {
		throw new LeadflowError('INVALID_INPUT', `There is a file already: ${file}`, {
			field: 'file',
			hint: 'Choose another name, for example with the date in it.',
		});
	}
	prepareStoreFolder(file);
	// Under its own name only once it is whole.
	const unfinished = `${file}.unfinished`;
	await removeDatabase(unfinished);
	const whole = store.engine.copyTo && !(await isShared(store));
	if (whole) await store.engine.copyTo?.(unfinished);
	else await copyIntoFile(store, unfinished, options);
	await chmod(unfinished, 0o600);
	await rename(unfinished, file);
	return {
		file,
		sizeBytes: (await sizeOf(file)) ?? 0,
		leads: await store.read(countRows('leads')),
	};
}

/** Whether the database holds other workspaces, whose rows must not be in this one's backup. */
async function isShared(store: LeadStore): Promise<boolean> {
	for (const table of tableNames) {
		if (await store.read(hasForeignRows(table))) return true;
	}
	return false;
}

async function copyIntoFile(store: LeadStore, file: string, options: CopyOptions): Promise<void> {
	const target = await openStore(
		{ engine: 'sqlite', file, workspaceId: store.workspaceId },
		{ actor: store.actor },
	);
	await copyStore(store, target, options).finally(async () => await target.close());
}

/**
 * Replaces everything in the workspace by what a backup holds. Deactivate the workflows that write to
 * the store first; a restore that was interrupted is simply done again.
 *
 * @throws LeadflowError FORBIDDEN, INVALID_INPUT when the file is no backup of this workspace
 */
export async function restoreStore(
	store: LeadStore,
	file: string,
	options: Omit<CopyOptions, 'replace'> = {},
): Promise<CopyReport> {
	requireAdmin(store.actor, 'Restoring a backup');
	await requireDatabase(file);
	// A copy, because opening an older backup brings its schema up to date.
	const folder = await mkdtemp(path.join(tmpdir(), 'leadflow-restore-'));
	const copy = path.join(folder, 'backup.db');
	try {
		await copyFile(file, copy);
		return await restoreFrom(store, copy, options);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function restoreFrom(
	store: LeadStore,
	file: string,
	options: CopyOptions,
): Promise<CopyReport> {
	const backup = await openStore(
		{ engine: 'sqlite', file, workspaceId: store.workspaceId },
		{ actor: store.actor },
	);
	try {
		if (!(await holdsWorkspace(backup))) {
			throw new LeadflowError(
				'INVALID_INPUT',
				`The backup holds nothing of the workspace '${store.workspaceId}'`,
				{
					field: 'file',
					hint: 'Check the file, and the workspace in the credential.',
				},
			);
		}
		return await copyStore(backup, store, { ...options, replace: true });
	} finally {
		await backup.close();
	}
}

async function holdsWorkspace(store: LeadStore): Promise<boolean> {
	for (const table of tableNames) {
		if (await store.read(hasRows(table))) return true;
	}
	return false;
}

async function sizeOf(file: string): Promise<number | undefined> {
	return await stat(file).then(
		({ size }) => size,
		() => undefined,
	);
}

async function requireDatabase(file: string): Promise<void> {
	const header = await readHeader(file).catch(() => undefined);
	if (header === SQLITE_HEADER) return;
	throw new LeadflowError('INVALID_INPUT', `This is not a backup of a lead store: ${file}`, {
		field: 'file',
		hint: "Choose a file that 'Store: Backup' wrote.",
	});
}

async function readHeader(file: string): Promise<string> {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE_HEADER.length), 0);
		return buffer.toString('latin1', 0, bytesRead);
	} finally {
		await handle.close();
	}
}

async function removeDatabase(file: string): Promise<void> {
	for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
}
