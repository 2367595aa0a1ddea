import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod/v4';
import { runCommand } from '../environment/process.mjs';

export const ROOT = resolve(__dirname, '../..');

const packed = z.array(
	z.object({
		filename: z.string(),
		size: z.number(),
		unpackedSize: z.number(),
		files: z.array(z.object({ path: z.string() })),
	}),
);

export interface InstalledPackage {
	folder: string;
	tarballBytes: number;
	unpackedBytes: number;
	/** Paths of the tarball's files, relative to the package. */
	files: string[];
	remove(): void;
}

async function mustRun(program: string, args: string[], cwd: string): Promise<string> {
	const { code, stdout, stderr } = await runCommand(program, args, { cwd });
	if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${stderr}`);
	return stdout;
}

/** The npm that runs this test, or the one of the system. */
async function npm(args: string[], cwd: string): Promise<string> {
	const { npm_execpath: script } = process.env;
	if (!script?.endsWith('.js')) return await mustRun('npm', args, cwd);
	return await mustRun(process.execPath, [script, ...args], cwd);
}

/**
 * Packs the built package and installs it the way n8n installs community packages
 * (community-packages.service of n8n 2.41): unpacked, without its development, peer and optional
 * dependencies, and then `npm install` without scripts.
 */
export async function installPackage(): Promise<InstalledPackage> {
	const place = mkdtempSync(join(tmpdir(), 'leadflow-package-'));
	const output = await npm(['pack', '--json', '--pack-destination', place], ROOT);
	const [{ filename, size, unpackedSize, files }] = packed.parse(JSON.parse(output));
	await mustRun('tar', ['-xzf', filename], place);
	const folder = join(place, 'package');

	const file = join(folder, 'package.json');
	const manifest: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[kind];
	}
	writeFileSync(file, JSON.stringify(manifest, null, 2));
	const options =
		'--audit=false --fund=false --bin-links=false --install-strategy=shallow --ignore-scripts=true --package-lock=false';
	await npm(['install', ...options.split(' ')], folder);
	return {
		folder,
		tarballBytes: size,
		unpackedBytes: unpackedSize,
		files: files.map(({ path }) => path),
		remove: () => rmSync(place, { recursive: true }),
	};
}
