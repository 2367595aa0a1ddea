import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { tryLock } from './lock.mjs';

/*
 * The pinned n8n of the playground: 2,300 packages and 2.5 GB, so it is installed once, outside the
 * checkout, into a folder named by its lockfile's hash, and shared by every clone on the machine.
 */

const COMPLETE = '.complete';

function installFolder(source) {
	const cache = process.env.LEADFLOW_CACHE ?? join(homedir(), '.cache', 'leadflow');
	const lockfile = readFileSync(join(source, 'package-lock.json'));
	const hash = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	return join(cache, `n8n-${hash}`);
}

const isComplete = (folder) => existsSync(join(folder, COMPLETE));

/**
 * Installs the pinned n8n if it is not there yet. Takes 5–10 minutes once, milliseconds afterwards.
 * An install that was interrupted is started again; two at a time wait for each other.
 *
 * @param {(line: string) => void} [report] told what happens, for the screen
 * @param {string} [source] the folder with the package.json and the lockfile
 * @returns {Promise<string>} the folder whose `node_modules` holds n8n
 */
export async function installN8n(
	report = (line) => process.stderr.write(`${line}\n`),
	source = import.meta.dirname,
) {
	const folder = installFolder(source);
	if (isComplete(folder)) return folder;
	mkdirSync(dirname(folder), { recursive: true });
	const unlock = await waitForLock(`${folder}.lock`, report);
	try {
		if (!isComplete(folder)) await install(source, folder, report);
	} finally {
		unlock();
	}
	return folder;
}

async function install(source, folder, report) {
	const partial = `${folder}.partial`;
	if (existsSync(partial)) report('An earlier install of n8n was interrupted: starting it again');
	rmSync(partial, { recursive: true, force: true });
	mkdirSync(partial);
	for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
		await copyFile(join(source, name), join(partial, name));
	}

	const { version } = lockedPackages(partial)['node_modules/n8n'];
	const started = Date.now();
	report(`Installing n8n ${version} into ${folder} (2.5 GB, 5–10 minutes, only once)`);
	const stopProgress = reportProgress(partial, report);
	// Without install scripts: parts of n8n that are not needed here compile native code or download.
	await npm(partial, 'ci', '--ignore-scripts', '--no-audit', '--no-fund').finally(stopProgress);
	report('Building the SQLite driver of n8n (up to 4 minutes)');
	await npm(partial, 'rebuild', 'sqlite3');
	await command(process.execPath, ['-e', 'require("sqlite3")'], partial);

	await writeFile(join(partial, COMPLETE), `${new Date().toISOString()}\n`);
	rmSync(folder, { recursive: true, force: true });
	await rename(partial, folder);
	report(`n8n ${version} installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function lockedPackages(folder) {
	return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
}

/** A line every ten seconds, because npm is silent for minutes where there is no terminal. */
function reportProgress(folder, report) {
	const isTopLevel = (path) => /^node_modules\/[^/]+$/.test(path);
	const total = Object.keys(lockedPackages(folder)).filter(isTopLevel).length;
	const started = Date.now();
	const timer = setInterval(() => {
		const modules = join(folder, 'node_modules');
		const names = existsSync(modules) ? readdirSync(modules) : [];
		const done = names.filter((name) => !/^[.@]/.test(name)).length;
		const seconds = Math.round((Date.now() - started) / 1000);
		const state = done === 0 ? 'downloading' : `unpacking, ${done} of ${total} packages begun`;
		report(`npm is ${state} (${seconds} s)`);
	}, 10_000);
	return () => clearInterval(timer);
}

/** Runs the npm that runs us, or the one of the system. */
async function npm(folder, ...args) {
	const { npm_execpath: script } = process.env;
	if (script?.endsWith('.js')) await command(process.execPath, [script, ...args], folder);
	else await command('npm', args, folder);
}

async function command(program, args, cwd) {
	const child = spawn(program, args, {
		cwd,
		env: { ...cleanEnvironment(), ...nodeHeaders() },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output = [];
	child.stdout.on('data', (chunk) => output.push(chunk));
	child.stderr.on('data', (chunk) => output.push(chunk));
	const stop = () => child.kill();
	process.once('exit', stop);
	const [code] = await once(child, 'close');
	process.removeListener('exit', stop);
	if (code !== 0) {
		const text = Buffer.concat(output).toString().slice(-4000);
		throw new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${text}`);
	}
}

/** Without the npm settings of this project, which npm hands to its scripts as variables. */
function cleanEnvironment() {
	const keep = ([name]) =>
		!/^npm_(config_local_prefix|config_prefix|package_|lifecycle_)/.test(name);
	return Object.fromEntries(Object.entries(process.env).filter(keep));
}

/**
 * node-gyp, where it has to compile, downloads the headers of the running Node. Those of any Node will
 * do for the SQLite driver (it is built on Node-API), so headers that lie on the machine are preferred.
 */
function nodeHeaders() {
	const prefix = ['/usr', '/usr/local'].find((folder) =>
		existsSync(join(folder, 'include', 'node', 'node_api.h')),
	);
	return prefix === undefined
		? {}
		: { npm_config_nodedir: process.env.npm_config_nodedir ?? prefix };
}

async function waitForLock(file, report) {
	for (let round = 0; ; round += 1) {
		const unlock = await tryLock(file);
		if (unlock) return unlock;
		if (round === 0) report(`Waiting for another install of n8n (${file})`);
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

if (process.argv[1] === import.meta.filename) void installN8n();
