import { execFile, fork, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';

const RUN_TYPESCRIPT = join(import.meta.dirname, 'runTypeScript.cjs');

/**
 * Runs a TypeScript file of ours in a process of its own. The file finds its input as JSON in
 * `process.argv[2]` and answers with `process.send(…)`.
 */
export function startProcess(file, input) {
	const child = fork(file, [JSON.stringify(input ?? null)], {
		execArgv: ['--no-strip-types', '--require', RUN_TYPESCRIPT],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const output = [];
	child.stdout.on('data', (chunk) => output.push(chunk));
	child.stderr.on('data', (chunk) => output.push(chunk));
	const ended = once(child, 'close').then(([code, signal]) => ({
		code,
		signal,
		output: Buffer.concat(output).toString(),
	}));
	const messages = on(child, 'message', { close: ['close'] });
	return {
		pid: child.pid,
		ended,
		send: (message) => child.send(message),
		kill: (signal = 'SIGKILL') => child.kill(signal),
		async message() {
			const { done, value } = await messages.next();
			if (!done) return value[0];
			const { code, signal, output: text } = await ended;
			throw new Error(`${file} ended (${signal ?? code}) without a message\n${text}`);
		},
	};
}

/** One process an input, all at once; resolves to the first message of each, in order. */
export async function runProcesses(file, inputs) {
	const children = inputs.map((input) => startProcess(file, input));
	const results = await Promise.all(children.map((child) => child.message())).catch((error) => {
		for (const child of children) child.kill();
		throw error;
	});
	await Promise.all(children.map((child) => child.ended));
	return results;
}

/** Runs a program to its end, whatever its exit code. */
export async function runCommand(program, args, options = {}) {
	return await new Promise((resolve) => {
		const limits = { maxBuffer: 64 * 1024 * 1024 };
		execFile(program, args, { ...limits, ...options }, (error, stdout, stderr) => {
			resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
		});
	});
}

/** Starts a program and leaves it running. */
export function startCommand(program, args, options = {}) {
	const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let printed = '';
	child.stdout.on('data', (chunk) => (printed += chunk));
	child.stderr.on('data', (chunk) => (printed += chunk));
	let running = true;
	const ended = once(child, 'close').then(([code, signal]) => {
		running = false;
		return { code, signal, output: printed };
	});
	return {
		ended,
		kill: (signal = 'SIGKILL') => child.kill(signal),
		async printed(pattern) {
			while (running && !pattern.test(printed)) {
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
			if (pattern.test(printed)) return printed;
			throw new Error(`${program} ended without printing ${pattern}:\n${printed}`);
		},
	};
}
