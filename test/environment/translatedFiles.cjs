'use strict';

/*
 * node ./test/environment/translatedFiles.cjs file.ts
 *
 * Translates that file, and with it all TypeScript of the project that it may import, into plain
 * JavaScript under node_modules/.cache. See runTypeScript.cjs.
 */

const { createHash } = require('node:crypto');
const {
	existsSync,
	globSync,
	mkdirSync,
	readFileSync,
	renameSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'node_modules', '.cache', 'leadflow-typescript');
const SOURCES = '{bench,channels,credentials,leads,nodes,pages,test}/**/*.ts';
const OPTIONS = {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
	module: { type: 'commonjs' },
	sourceMaps: 'inline',
};

/** Where the translation of a source is kept: another text, place or option is another file. */
function keptFor(filename, source) {
	const hash = createHash('sha256');
	for (const part of [JSON.stringify(OPTIONS), filename, source]) hash.update(part).update('\0');
	return join(FOLDER, `${hash.digest('hex')}.js`);
}

function translate(filename) {
	const source = readFileSync(filename, 'utf8');
	const kept = keptFor(filename, source);
	if (existsSync(kept)) return;
	const { code } = require('@swc/core').transformSync(source, { filename, ...OPTIONS });
	// Several processes may start at once: each writes aside, and the last to rename wins.
	const aside = `${kept}.${process.pid}`;
	writeFileSync(aside, code);
	renameSync(aside, kept);
}

function translateAll(asked) {
	mkdirSync(FOLDER, { recursive: true });
	translate(asked);
	for (const file of globSync(SOURCES, { cwd: ROOT })) {
		try {
			translate(join(ROOT, file));
		} catch {
			// A file that does not parse tells so when it is asked for.
		}
	}
}

if (require.main === module) translateAll(process.argv[2]);

module.exports = { keptFor };
