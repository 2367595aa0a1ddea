'use strict';

/*
 * Jest translates what it loads itself; a worker thread loads on its own. Workers whose file is
 * TypeScript are started with the same translation as our test processes (see runTypeScript.cjs).
 */

const { join } = require('node:path');
const threads = require('node:worker_threads');

const { Worker } = threads;
const FROM_SOURCE = { execArgv: ['--require', join(__dirname, 'runTypeScript.cjs')] };

class WorkerFromSource extends Worker {
	constructor(file, options) {
		super(file, String(file).endsWith('.ts') ? { ...options, ...FROM_SOURCE } : options);
	}
}

// Core modules are the same object for every test file of a Jest process.
if (Worker.name !== WorkerFromSource.name) threads.Worker = WorkerFromSource;
