import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from '../environment/process.mjs';
import { installPackage, ROOT, type InstalledPackage } from './installedPackage';

const MEGABYTE = 1_000_000;

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
	dependencies?: object;
}

const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const nameOf = (file: string) => lowerFirst(basename(file).split('.')[0]);
const nodes = manifest.n8n.nodes.map(nameOf).sort();
const credentials = manifest.n8n.credentials.map(nameOf);

let installed: InstalledPackage;
beforeAll(async () => {
	installed = await installPackage();
});
afterAll(() => installed.remove());

it('installed as n8n installs it, every node and credential and every other file loads', async () => {
	const script = join(__dirname, 'loadPackage.cjs');
	const { stdout, stderr } = await runCommand(process.execPath, [script, installed.folder], {
		cwd: installed.folder,
		env: { PATH: process.env.PATH, HOME: installed.folder, NODE_PATH: join(ROOT, 'node_modules') },
	});
	if (stdout === '') throw new Error(stderr);
	const found: unknown = JSON.parse(stdout);
	expect(found).toEqual({
		nodes,
		credentials,
		lazily: { isLazy: true, nodes, described: nodes, credentials },
		eagerly: { isLazy: false, nodes, described: nodes, credentials },
		files: expect.any(Number),
	});
});

it('has no dependencies to install', () => {
	expect(manifest.dependencies ?? {}).toEqual({});
	expect(readdirSync(installed.folder)).not.toContain('node_modules');
});

it('weighs at most 3 MB and carries neither sources nor tests', () => {
	expect(installed.tarballBytes).toBeLessThanOrEqual(3 * MEGABYTE);
	const strays = installed.files.filter((file) =>
		/\.(ts|map|tsbuildinfo)$|(^|\/)test\//.test(file),
	);
	expect(strays).toEqual([]);
});

it('carries what users read: documentation, licence and example workflows', () => {
	const expected = [
		'README.md',
		'README.zh-CN.md',
		'LICENSE',
		'CHANGELOG.md',
		'THIRD_PARTY_NOTICES.md',
		'workflows/01-web-form-to-lead-store.json',
	];
	expect(installed.files).toEqual(expect.arrayContaining(expected));
});

it('every node has its icons, and its place in the node panel', () => {
	for (const file of manifest.n8n.nodes) {
		const icon = file.replace(/[^/]+$/, `${nameOf(file)}`);
		const beside = [`${icon}.svg`, `${icon}.dark.svg`, file.replace(/\.js$/, '.json')];
		expect(installed.files).toEqual(expect.arrayContaining(beside));
	}
});
