import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../playground/build.mjs';
import { installN8n } from '../playground/install.mjs';
import { requireNode24 } from '../playground/node24.mjs';
import { startServers } from './environment/servers.mjs';

/*
 * npm test [-- unit store …]
 *
 * Builds the package, starts the servers that tests need, and runs the Jest projects one after the
 * other, the quick ones first. The last line is the sum of all: `N passed, N failed`.
 */

const ROOT = join(import.meta.dirname, '..');

/** Minutes after which a project is stopped and counts as failed; usually all take half of it. */
const BUDGET = { unit: 15, nodes: 8, package: 4, store: 26, n8n: 20, browser: 10 };
/** Mutations that each fuzz test tries. */
const FUZZ_ROUNDS = '100000';
/** One file at a time where each has servers or many processes of its own. */
const ONE_BY_ONE = ['n8n', 'browser'];

const say = (line) => process.stdout.write(`${line}\n`);

function chosenProjects() {
	const names = process.argv.slice(2);
	const unknown = names.filter((name) => !Object.hasOwn(BUDGET, name));
	if (unknown.length > 0) {
		throw new Error(`No such project: ${unknown}. There are ${Object.keys(BUDGET).join(', ')}`);
	}
	return Object.keys(BUDGET).filter((name) => names.length === 0 || names.includes(name));
}

/** What a project needs beside Node, brought up before its tests so that no test pays for it. */
async function prepare(projects) {
	const anyOf = (...names) => names.some((name) => projects.includes(name));
	if (anyOf('package', 'n8n', 'browser')) {
		say('Building');
		await buildPackage();
	}
	if (anyOf('n8n', 'browser')) await installN8n(say);
	if (!anyOf('store', 'nodes')) return async () => {};
	const { names, stop } = await startServers();
	say(`Started ${names.join(', ') || 'no server: using those that are named in the environment'}`);
	return stop;
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runProject(name, folder) {
	say(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
	const outputFile = join(folder, `${name}.json`);
	const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = ['--selectProjects', name, '--json', `--outputFile=${outputFile}`];
	args.push(ONE_BY_ONE.includes(name) ? '--runInBand' : '--maxWorkers=100%');
	const child = spawn(process.execPath, [jest, ...args], {
		cwd: ROOT,
		env: { LEADFLOW_FUZZ_ROUNDS: FUZZ_ROUNDS, ...process.env },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const stop = () => child.kill();
	process.once('exit', stop);
	const tooLong = setTimeout(() => {
		say(`${name} takes longer than its ${BUDGET[name]} minutes: stopped`);
		child.kill('SIGKILL');
	}, BUDGET[name] * 60_000);
	const [code] = await once(child, 'close');
	clearTimeout(tooLong);
	process.removeListener('exit', stop);
	return count(name, outputFile, code);
}

function count(name, outputFile, code) {
	const report = readReport(outputFile);
	if (report === undefined) {
		say(`${name} came to no result`);
		return { passed: 0, failed: 1 };
	}
	if (report.numPendingTests > 0) say(`${name}: ${report.numPendingTests} tests were skipped`);
	const failed = report.numFailedTests + report.numPendingTests + report.numRuntimeErrorTestSuites;
	return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

async function run() {
	requireNode24();
	const projects = chosenProjects();
	const stopServers = await prepare(projects);
	const folder = mkdtempSync(join(tmpdir(), 'leadflow-test-'));
	const total = { passed: 0, failed: 0 };
	for (const name of projects) {
		const { passed, failed } = await runProject(name, folder);
		total.passed += passed;
		total.failed += failed;
	}
	rmSync(folder, { recursive: true });
	await stopServers();
	return total;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

run().then(
	({ passed, failed }) => {
		say(`\n${passed} passed, ${failed} failed`);
		process.exit(failed === 0 ? 0 : 1);
	},
	(error) => {
		say(`${error.message}\n\n0 passed, 1 failed`);
		process.exit(1);
	},
);
