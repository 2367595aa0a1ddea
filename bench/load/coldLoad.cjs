'use strict';

/*
 * node coldLoad.cjs <folder of the package>
 *
 * Loads every node and credential in a fresh process, after n8n's own modules, and prints how long the
 * package took by itself. Without the metadata that lets n8n put the loading off.
 */

require('reflect-metadata');
require('n8n-core');
require('n8n-workflow');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];
const { n8n } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const memoryBefore = process.memoryUsage().rss;
const started = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials]) {
	const [className] = path.basename(file).split('.');
	new (require(path.join(folder, file))[className])();
}
const ms = performance.now() - started;
const rssMb = (process.memoryUsage().rss - memoryBefore) / 1e6;
process.stdout.write(JSON.stringify({ ms, rssMb }), () => process.exit(0));
