import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

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
	const accounts = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
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
 * Runs a server in the background until `stop()`, and at the latest until this process ends.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ folder: string, signal?: NodeJS.Signals, ready: () => Promise<unknown> }} options
 *   `folder` is removed at the end; `ready` resolves once the server answers
 */
export async function startDaemon(program, args, { folder, signal = 'SIGTERM', ready }) {
	const output = [];
	const child = spawn(program, args, {
		...ordinaryUser(),
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	child.stdout.on('data', (chunk) => output.push(chunk));
	child.stderr.on('data', (chunk) => output.push(chunk));
	const ended = once(child, 'exit').catch((error) => output.push(String(error)));
	const kill = () => child.kill(signal);
	process.once('exit', kill);

	const stop = async () => {
		kill();
		await ended;
		process.removeListener('exit', kill);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	const failure = await Promise.race([
		waitUntil(ready),
		ended.then(() => new Error('it ended at once')),
	]);
	if (failure instanceof Error) {
		await stop();
		throw new Error(`${program} did not start: ${failure.message}\n${output.join('')}`);
	}
	return { stop, pid: child.pid };
}

/** Resolves to undefined once `check` stops failing, or to its last error after a minute. */
async function waitUntil(check) {
	const deadline = Date.now() + 60_000;
	for (;;) {
		const error = await check().then(
			() => undefined,
			(reason) => reason,
		);
		if (error === undefined || Date.now() > deadline) return error;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
