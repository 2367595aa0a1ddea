import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const GUARD = join(import.meta.dirname, 'guard.mjs');

/** Where a program is found: these folders first, then PATH and the places of system programs. */
export function findProgram(name, folders = []) {
	const path = (process.env.PATH ?? '').split(delimiter);
	return [...folders, ...path, '/usr/sbin', '/usr/local/sbin']
		.map((folder) => join(folder, name))
		.find((file) => existsSync(file));
}

/**
 * PostgreSQL and pgbouncer refuse to run as root: then they run as `postgres`, or as `nobody`.
 *
 * @returns {{ uid?: number, gid?: number }} options for `spawn`
 */
export function ordinaryUser() {
	if (process.getuid?.() !== 0) return {};
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	const accounts = lines.map((line) => line.split(':'));
	for (const wanted of ['postgres', 'nobody']) {
		const account = accounts.find(([name]) => name === wanted);
		if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
	}
	throw new Error('Running as root, and there is no user "postgres" or "nobody" to run servers as');
}

/** A new temporary folder that `ordinaryUser` owns. */
export function temporaryFolder(name) {
	const folder = mkdtempSync(join(tmpdir(), `leadflow-${name}-`));
	const { uid, gid } = ordinaryUser();
	if (uid !== undefined) chownSync(folder, uid, gid);
	return folder;
}

/**
 * Runs a server in the background until it is stopped, and at the latest until this process ends.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {object} options.spawn `cwd`, `env`, `uid`, `gid` as for `child_process.spawn`
 * @param {() => Promise<unknown>} options.ready resolves once the server answers
 * @param {number | 'pipe'} [options.output] an open file for what it prints
 * @returns {Promise<{ ended: Promise<number>, stop: (signal?: NodeJS.Signals) => Promise<void> }>}
 *   `ended` resolves with the exit code, 128 + n after signal n
 */
export async function startDaemon(program, args, { spawn: options, ready, output = 'pipe' }) {
	const printed = [];
	const child = spawn(process.execPath, [GUARD, JSON.stringify(options), program, ...args], {
		stdio: ['pipe', output, output],
		// In a group of its own: Ctrl-C reaches us alone, and we stop it in an orderly way.
		detached: process.platform !== 'win32',
	});
	child.stdout?.on('data', (chunk) => printed.push(chunk));
	child.stderr?.on('data', (chunk) => printed.push(chunk));
	let running = true;
	const ended = once(child, 'exit').then(([code]) => {
		running = false;
		return code;
	});
	const stop = async (signal = 'SIGTERM') => {
		// The guard passes signals on, but nobody can pass on a SIGKILL.
		if (running) child.kill(signal === 'SIGKILL' ? 'SIGUSR2' : signal);
		await ended;
	};

	const deadline = Date.now() + 120_000;
	let error = new Error('it ended at once');
	while (running && error !== undefined && Date.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 50));
		error = await ready().then(
			() => undefined,
			(reason) => reason,
		);
	}
	if (running && error === undefined) return { ended, stop };
	await stop('SIGKILL');
	throw new Error(`${program} did not start: ${error?.message}\n${Buffer.concat(printed)}`);
}
