import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runCommand, type CommandResult } from '../environment/process.mjs';

const ROOT = resolve(__dirname, '../..');
const GULP = join(ROOT, 'node_modules/gulp/bin/gulp.js');

let house: string;

beforeEach(() => {
	house = mkdtempSync(join(tmpdir(), 'leadflow-build-'));
	symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
	for (const file of ['gulpfile.js', 'tsconfig.json', 'tsconfig.build.json']) {
		copyFileSync(join(ROOT, file), join(house, file));
	}
	write('package.json', '{ "name": "n8n-nodes-x", "n8n": { "nodes": [], "credentials": [] } }');
});

afterEach(() => rmSync(house, { recursive: true }));

function write(file: string, text: string): void {
	mkdirSync(dirname(join(house, file)), { recursive: true });
	writeFileSync(join(house, file), text);
}

async function build(): Promise<CommandResult> {
	return await runCommand(process.execPath, [GULP, 'build'], { cwd: house });
}

it('bundles a library once, for all files that use it, and leaves no trace of it', async () => {
	write(
		'leads/model/a.ts',
		"import { parse } from 'tldts';\nexport const a = parse('a.example.com');\n",
	);
	write(
		'pages/form/deep/b.ts',
		"export const b = async () => (await import('tldts')).parse('b.example.com');\n",
	);
	write('pages/form/form.css', 'body {}\n');
	expect((await build()).stdout).toContain("Finished 'build'");
	rmSync(join(house, 'node_modules'));

	const call = "require('./dist/pages/form/deep/b.js').b().then((b) => console.log(b.domain))";
	const { stdout } = await runCommand(process.execPath, ['-e', call], { cwd: house });
	expect(stdout).toBe('example.com\n');
	const compiled = readFileSync(join(house, 'dist/leads/model/a.js'), 'utf8');
	expect(compiled).toContain('require("../../vendor/tldts.cjs")');
	expect(existsSync(join(house, 'dist/pages/form/form.css'))).toBe(true);
	expect(readFileSync(join(house, 'THIRD_PARTY_NOTICES.md'), 'utf8')).toContain('## tldts ');
});

it.each([
	{
		reason: 'a wrong type',
		files: { 'leads/model/a.ts': 'export const a: string = 1;' },
		message: 'leads/model/a.ts(1,14): error TS2322',
	},
	{
		reason: 'a library that is not installed',
		files: {
			'leads/model/a.ts': "import { a } from 'not-installed';\nexport const b: string = a;",
			'leads/model/b.d.ts': "declare module 'not-installed' { export const a: string; }",
		},
		message: 'Cannot bundle not-installed, used by dist/leads/model/a.js',
	},
	{
		reason: 'a call for a library that cannot be rewritten',
		files: { 'leads/model/a.ts': "export const a = require.resolve('tldts');" },
		message: 'dist/leads/model/a.js asks for tldts in a way that cannot be bundled',
	},
	{
		reason: 'a node in package.json that is not there',
		files: {
			'leads/model/a.ts': 'export const a = 1;',
			'package.json': '{ "n8n": { "nodes": ["dist/nodes/A/A.node.js"], "credentials": [] } }',
		},
		message: 'package.json lists dist/nodes/A/A.node.js: not there',
	},
])('fails on $reason and names it', async ({ files, message }) => {
	for (const [file, text] of Object.entries(files)) write(file, text);
	const { code, stderr } = await build();
	expect(stderr).toContain(message);
	expect(code).toBe(1);
});
