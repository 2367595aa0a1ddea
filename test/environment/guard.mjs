import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/*
 * node guard.mjs <options as JSON> <program> <argument>…
 *
 * Runs a server and passes signals on to it. When the process that started the guard is gone, however
 * it came to its end, the guard's standard input closes and the server is killed: no test leaves a
 * server behind.
 */

const [options, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, {
	...JSON.parse(options),
	stdio: ['ignore', 'inherit', 'inherit'],
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) {
	process.on(signal, () => child.kill(signal === 'SIGUSR2' ? 'SIGKILL' : signal));
}
process.stdin.resume();
process.stdin.on('close', () => child.kill('SIGKILL'));
child.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
