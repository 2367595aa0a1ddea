import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../playground/build.mjs';

/*
 * npm run bench -- NAME [options]
 *
 * Runs bench/NAME.ts from source. Whatever it prints before, its last line is one JSON object.
 */

const RUN_TYPESCRIPT = join(import.meta.dirname, '..', 'test', 'environment', 'runTypeScript.cjs');
/** Those that measure the package as it is published. */
const OF_THE_BUILD = ['load', 'webhook'];

const [name = '', ...options] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
	process.stderr.write(
		`There is no bench "${name}". npm run bench -- capture | import | dedupe | dedupe-incremental | assign | webhook | load\n`,
	);
	process.exit(2);
}
if (OF_THE_BUILD.includes(name)) await buildPackage();

/*
 * Node 24 lets the young generation of any busy process grow to 128 MB, and on a fast machine garbage
 * to four times of what the program keeps. Held to less, a bench shows what the code needs;
 * bench/README.md has the other figures too.
 */
const memory = ['--max-semi-space-size=16'];
/** Those whose memory must not grow with the number of rows. */
if (['capture', 'import'].includes(name)) memory.push('--max-old-space-size=160');

const args = [...memory, '--no-strip-types', '--require', RUN_TYPESCRIPT, file, ...options];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
const [code] = await once(child, 'close');
process.exit(code ?? 1);
