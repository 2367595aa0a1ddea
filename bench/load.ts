import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod/v4';
import { runCommand } from '../test/environment/process.mjs';
import { installPackage, ROOT } from '../test/package/installedPackage';

/*
 * How heavy the package is: its tarball, what n8n unpacks, and the time that its nodes add to the
 * start of an n8n that loads them all at once.
 */

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const measured = z.object({ ms: z.number(), rssMb: z.number() });

/** One fresh process; the files are in the disk cache after the first. */
async function coldLoad(folder: string): Promise<z.infer<typeof measured>> {
	const script = join(__dirname, 'load', 'coldLoad.cjs');
	const { stdout, stderr } = await runCommand(process.execPath, [script, folder], {
		env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
	});
	if (stdout === '') throw new Error(stderr);
	return measured.parse(JSON.parse(stdout));
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

async function main(): Promise<void> {
	const installed = await installPackage();
	await coldLoad(installed.folder);
	const runs: Array<z.infer<typeof measured>> = [];
	for (let run = 0; run < Number(options.runs); run += 1) {
		runs.push(await coldLoad(installed.folder));
	}
	installed.remove();
	const result = {
		bench: 'load',
		tarballMb: rounded(installed.tarballBytes / 1e6, 2),
		unpackedMb: rounded(installed.unpackedBytes / 1e6, 2),
		files: installed.files.length,
		coldLoadMs: rounded(median(runs.map(({ ms }) => ms)), 1),
		worstColdLoadMs: rounded(Math.max(...runs.map(({ ms }) => ms)), 1),
		rssMb: rounded(median(runs.map(({ rssMb }) => rssMb)), 1),
		runs: runs.length,
		node: process.version,
	};
	process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main();
