'use strict';

/*
 * node --require ./test/environment/runTypeScript.cjs file.ts
 *
 * Lets a Node process run our TypeScript from source, with the imports as they are written: the
 * processes that tests race against each other, worker threads, and the benches. Types are dropped,
 * not checked. What was translated once is kept, and the compiler runs in a process of its own, so
 * that neither its time nor its memory counts in what a bench measures.
 */

const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { keptFor } = require('./translatedFiles.cjs');

process.setSourceMapsEnabled(true);

Module._extensions['.ts'] = (module, filename) => {
	const kept = keptFor(filename, readFileSync(filename, 'utf8'));
	module._compile(read(kept) ?? translate(filename, kept), filename);
};

function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
		return undefined;
	}
}

function translate(filename, kept) {
	const run = spawnSync(process.execPath, [join(__dirname, 'translatedFiles.cjs'), filename], {
		encoding: 'utf8',
	});
	if (run.status !== 0) throw new Error(`${filename} cannot be translated: ${run.stderr}`);
	return readFileSync(kept, 'utf8');
}
