import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n } from '../../playground/install.mjs';
import { runCommand } from '../environment/process.mjs';

/*
 * The installer of the playground, with two packages of one file each in the place of n8n's 2,300.
 */

let place: string;
let source: string;
let cache: string;
const cacheBefore = process.env.LEADFLOW_CACHE;

async function npm(args: string[], cwd: string): Promise<void> {
	const { npm_execpath: script } = process.env;
	const [program, ...first] = script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
	const { code, stderr } = await runCommand(program, [...first, ...args], { cwd });
	if (code !== 0) throw new Error(stderr);
}

/** A package of one empty file, packed. */
async function tarball(name: string): Promise<string> {
	const folder = join(place, name);
	mkdirSync(folder);
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
	writeFileSync(join(folder, 'index.js'), '');
	await npm(['pack', '--pack-destination', place], folder);
	return `file:${join(place, `${name}-1.0.0.tgz`)}`;
}

beforeAll(async () => {
	place = mkdtempSync(join(tmpdir(), 'leadflow-install-'));
	source = join(place, 'source');
	mkdirSync(source);
	const dependencies = { n8n: await tarball('n8n'), sqlite3: await tarball('sqlite3') };
	const manifest = { name: 'playground', version: '1.0.0', private: true, dependencies };
	writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(source, '.npmrc'), 'audit=false\n');
	await npm(['install', '--package-lock-only', '--offline'], source);
});

afterAll(() => rmSync(place, { recursive: true }));

beforeEach(() => {
	cache = mkdtempSync(join(place, 'cache-'));
	process.env.LEADFLOW_CACHE = cache;
});

afterEach(() => {
	if (cacheBefore === undefined) delete process.env.LEADFLOW_CACHE;
	else process.env.LEADFLOW_CACHE = cacheBefore;
});

const isInstalled = (folder: string) => existsSync(join(folder, 'node_modules/n8n/index.js'));

it('installs once and is done at once afterwards', async () => {
	const lines: string[] = [];
	const report = (line: string) => lines.push(line);
	const folder = await installN8n(report, source);
	expect(isInstalled(folder)).toBe(true);
	expect(lines).not.toEqual([]);

	lines.length = 0;
	expect(await installN8n(report, source)).toBe(folder);
	expect(lines).toEqual([]);
});

it('starts an interrupted install again', async () => {
	const folder = await installN8n(() => {}, source);
	rmSync(folder, { recursive: true });
	mkdirSync(join(`${folder}.partial`, 'node_modules', 'half-a-package'), { recursive: true });
	writeFileSync(`${folder}.lock`, '999999999');

	const lines: string[] = [];
	await installN8n((line) => lines.push(line), source);
	expect(lines[0]).toMatch(/interrupted/);
	expect(isInstalled(folder)).toBe(true);
	expect(existsSync(join(folder, 'node_modules/half-a-package'))).toBe(false);
	expect(readdirSync(cache)).toHaveLength(1);
});

it('repairs a folder that never became complete', async () => {
	const folder = await installN8n(() => {}, source);
	rmSync(join(folder, '.complete'));
	rmSync(join(folder, 'node_modules/n8n'), { recursive: true });
	await installN8n(() => {}, source);
	expect(isInstalled(folder)).toBe(true);
});

it('installs once for two who ask at the same time', async () => {
	const lines: string[] = [];
	const ask = async () => await installN8n((line) => lines.push(line), source);
	const [one, other] = await Promise.all([ask(), ask()]);
	expect(one).toBe(other);
	expect(lines.filter((line) => line.startsWith('Installing'))).toHaveLength(1);
});
