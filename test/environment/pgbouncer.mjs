import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findProgram, ordinaryUser, startDaemon, temporaryFolder } from './daemon.mjs';
import { freePort } from './freePort.mjs';

export const findPgbouncer = () => findProgram('pgbouncer');

/**
 * pgbouncer with transaction pooling in front of a server: every database of it, under its own name.
 *
 * @param {string} serverUrl the PostgreSQL behind it
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPgbouncer(serverUrl) {
	const server = new URL(serverUrl);
	const port = await freePort();
	const folder = temporaryFolder('pgbouncer');
	const users = join(folder, 'users.txt');
	const settings = join(folder, 'pgbouncer.ini');
	const user = decodeURIComponent(server.username);
	const password = decodeURIComponent(server.password);
	writeFileSync(users, `"${user}" "${password}"\n`);
	writeFileSync(
		settings,
		[
			'[databases]',
			`* = host=${server.hostname} port=${server.port || 5432}`,
			'[pgbouncer]',
			'listen_addr = 127.0.0.1',
			`listen_port = ${port}`,
			'unix_socket_dir =',
			'auth_type = trust',
			`auth_file = ${users}`,
			'pool_mode = transaction',
			'max_client_conn = 500',
			'default_pool_size = 20',
		].join('\n'),
	);

	const url = new URL(serverUrl);
	url.host = `127.0.0.1:${port}`;
	const daemon = await startDaemon(findPgbouncer(), [settings], {
		spawn: { ...ordinaryUser(), cwd: folder },
		ready: async () => {
			const client = new pg.Client({ connectionString: url.href });
			await client.connect();
			await client.end();
		},
	});
	const stop = async () => {
		await daemon.stop('SIGKILL'); // on other signals it waits for its clients
		rmSync(folder, { recursive: true, force: true });
	};
	return { url: url.href, stop };
}
