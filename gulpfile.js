'use strict';

/*
 * gulp build    dist/ as it is published
 * gulp watch    build again whenever a source changes
 *
 * Our own files go through tsc as they are. The libraries they use are bundled, each into one file
 * under dist/vendor that every node shares and that is read when the library is first needed: n8n
 * installs community packages without their dependencies' install scripts, and the package has no
 * dependencies at all.
 */

const { execFile } = require('node:child_process');
const { builtinModules } = require('node:module');
const fs = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const gulp = require('gulp');

const run = promisify(execFile);
const SOURCE_FOLDERS = ['credentials', 'nodes', 'leads', 'channels', 'pages'];
const STATIC_FILES = [
	'credentials/**/*.{svg,png}',
	'nodes/**/*.{svg,png,node.json}',
	'nodes/**/__schema__/**/*.json',
	'pages/**/*.{svg,png,css,js,html}',
];
/** Given by n8n at run time. */
const PROVIDED = new Set([...builtinModules, 'n8n-workflow']);
/** Optional accelerators that libraries ask for and do without. */
const NEVER_BUNDLED = ['pg-native'];
const VENDOR = path.join('dist', 'vendor');
/** How tsc writes both `import` and `import()`. */
const LIBRARY_CALL = /\brequire\((["'])([^"'./][^"']*)\1\)/g;
/** Any other call for a library, which would not be found at run time. */
const LEFT_OVER = /\b(?:import|require(?:\.resolve)?)\(\s*["'`]([^"'`./][^"'`]*)/g;

const clean = () => fs.rm('dist', { recursive: true, force: true });

/** Runs a tool of this project; what it says about a failure becomes the message of the task. */
async function tool(script, ...args) {
	const { stdout } = await run(process.execPath, [script, ...args]).catch(failWithOutput);
	return stdout;
}

function failWithOutput({ message, stdout, stderr }) {
	const error = new Error(`${stdout}${stderr}`.trim() || message);
	error.showStack = false;
	throw error;
}

function fail(message) {
	return Object.assign(new Error(message), { showStack: false });
}

/** Not incremental: with a build-info file left over, tsc would emit nothing into a cleaned dist. */
const compile = () =>
	tool(
		require.resolve('typescript/bin/tsc'),
		'-p',
		'tsconfig.build.json',
		'--incremental',
		'false',
	);

const copyStaticFiles = () =>
	gulp.src(STATIC_FILES, { base: '.', encoding: false, allowEmpty: true }).pipe(gulp.dest('dist'));

async function ownFiles() {
	const names = await fs.readdir('dist', { recursive: true });
	return names
		.filter((name) => name.endsWith('.js') && !name.startsWith('vendor'))
		.map((name) => path.join('dist', name));
}

const isLibrary = (name) => !name.startsWith('node:') && !PROVIDED.has(name);
const vendorFile = (library) =>
	path.join(VENDOR, `${library.replace(/^@/, '').replaceAll('/', '-')}.cjs`);

/**
 * One library in one file, in the variant that `require` finds: the same that the tests run against.
 *
 * @returns the packages inside, as `folder` → bytes
 */
async function bundle(library) {
	const { metafile } = await esbuild.build({
		stdin: { contents: `module.exports = require(${JSON.stringify(library)})`, resolveDir: '.' },
		outfile: vendorFile(library),
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node22',
		format: 'cjs',
		external: NEVER_BUNDLED,
		legalComments: 'none', // the licences stand in THIRD_PARTY_NOTICES.md
		metafile: true,
		logLevel: 'silent',
	});
	const [output] = Object.values(metafile.outputs);
	for (const { path: name, external } of output.imports) {
		if (external && isLibrary(name) && !NEVER_BUNDLED.includes(name)) {
			throw fail(`${library} needs ${name}, which was not bundled with it`);
		}
	}
	const packages = new Map();
	for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
		const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
		if (folder) packages.set(folder, (packages.get(folder) ?? 0) + bytesInOutput);
	}
	return packages;
}

/** The call that reaches the library's bundle from a file of dist. */
function vendorCall(file, library) {
	const target = path.relative(path.dirname(file), vendorFile(library)).replaceAll(path.sep, '/');
	return `require("${target.startsWith('.') ? target : `./${target}`}")`;
}

/** Bundles every library that dist uses, and points dist at the bundles. */
async function vendor() {
	const sources = new Map();
	for (const file of await ownFiles()) sources.set(file, await fs.readFile(file, 'utf8'));
	const libraries = new Set();
	for (const source of sources.values()) {
		for (const [, , name] of source.matchAll(LIBRARY_CALL)) {
			if (isLibrary(name)) libraries.add(name);
		}
	}

	const contents = {};
	for (const library of [...libraries].sort()) {
		const packages = await bundle(library).catch((error) => error);
		if (packages instanceof Error) {
			const users = [...sources].filter(([, text]) => text.includes(library)).map(([file]) => file);
			throw fail(`Cannot bundle ${library}, used by ${users.join(', ')}: ${packages.message}`);
		}
		contents[library] = Object.fromEntries([...packages].sort());
	}
	for (const [file, source] of sources) {
		const rewritten = source.replace(LIBRARY_CALL, (call, _quote, name) =>
			isLibrary(name) ? vendorCall(file, name) : call,
		);
		const leftOver = [...rewritten.matchAll(LEFT_OVER)].find(([, name]) => isLibrary(name));
		if (leftOver) throw fail(`${file} asks for ${leftOver[1]} in a way that cannot be bundled`);
		if (rewritten !== source) await fs.writeFile(file, rewritten);
	}
	await fs.mkdir(VENDOR, { recursive: true });
	await fs.writeFile(path.join(VENDOR, 'contents.json'), JSON.stringify(contents, null, '\t'));
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

async function notice(folder) {
	const manifest = JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8'));
	const names = (await fs.readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
	const texts = await Promise.all(
		names.map((name) => fs.readFile(path.join(folder, name), 'utf8')),
	);
	const text = texts.join('\n\n').replaceAll('\r\n', '\n').trim();
	const title = `## ${manifest.name} ${manifest.version}\n\nLicence: ${manifest.license}`;
	return text ? `${title}\n\n\`\`\`text\n${text}\n\`\`\`\n` : `${title} (no text in the package)\n`;
}

/** Names and licences of everything that is inside dist/vendor. */
async function notices() {
	const contents = JSON.parse(await fs.readFile(path.join(VENDOR, 'contents.json'), 'utf8'));
	const folders = new Set(Object.values(contents).flatMap((packages) => Object.keys(packages)));
	const entries = new Set(await Promise.all([...folders].map(notice)));
	const head = `# Third-party notices\n\nLeadflow's package contains these libraries, bundled under \`dist/vendor\`.\nThis file is written by \`gulp build\`.\n`;
	await fs.writeFile('THIRD_PARTY_NOTICES.md', [head, ...[...entries].sort()].join('\n'));
}

/** dist/known and dist/types let n8n list the nodes without loading them. */
async function describe() {
	const { n8n } = JSON.parse(await fs.readFile('package.json', 'utf8'));
	const listed = [...n8n.nodes, ...n8n.credentials];
	const found = await Promise.all(
		listed.map((file) =>
			fs.access(file).then(
				() => true,
				() => false,
			),
		),
	);
	const missing = listed.filter((_file, index) => !found[index]);
	if (missing.length > 0) throw fail(`package.json lists ${missing.join(', ')}: not there`);
	await tool(require.resolve('n8n-core/bin/generate-metadata'));
}

const build = gulp.series(clean, compile, vendor, notices, copyStaticFiles, describe);
const watch = () =>
	gulp.watch([...SOURCE_FOLDERS, 'package.json'], { ignoreInitial: false, delay: 500 }, build);

module.exports = { build, watch, default: build };
