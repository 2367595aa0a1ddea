'use strict';

/*
 * node --require ./test/environment/runTypeScript.cjs file.ts
 *
 * Lets a Node process run our TypeScript from source, with the imports as they are written: the
 * processes that tests race against each other, worker threads, and the benches. Types are dropped,
 * not checked.
 */

const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

process.setSourceMapsEnabled(true);

Module._extensions['.ts'] = (module, filename) => {
	const { code } = transformSync(readFileSync(filename, 'utf8'), {
		filename,
		jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	});
	module._compile(code, filename);
};
