'use strict';

/*
 * node loadPackage.cjs <folder of an installed package>
 *
 * Loads a package as n8n does, and then every other file of it, in a process that knows nothing of this
 * checkout but where n8n's own modules are (NODE_PATH). Prints what it found as JSON.
 */

require('reflect-metadata');
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { LazyPackageDirectoryLoader, PackageDirectoryLoader } = require('n8n-core');

const folder = path.resolve(process.argv[2]);
const { n8n } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

async function load(Loader) {
	const loader = new Loader(folder);
	await loader.loadAll();
	// Before the nodes themselves are loaded, which describe themselves once more.
	const described = loader.types.nodes.map(({ name }) => name).sort();
	const names = Object.keys(loader.known.nodes);
	return {
		isLazy: loader.isLazyLoaded,
		nodes: names.map((name) => loader.getNode(name).type.description.name).sort(),
		described,
		credentials: Object.keys(loader.known.credentials).map(
			(name) => loader.getCredential(name).type.name,
		),
	};
}

/** By hand: require the file and make an object of the class that its name promises. */
function instances(files) {
	return files.map((file) => {
		const [className] = path.basename(file).split('.');
		const made = new (require(path.join(folder, file))[className])();
		return made.description?.name ?? made.name;
	});
}

/** Everything but the entry files of worker threads and the scripts of web pages. */
function loadOtherFiles() {
	const files = readdirSync(path.join(folder, 'dist'), { recursive: true }).filter((file) =>
		/(?<!\.worker)\.c?js$/.test(file),
	);
	for (const file of files) require(path.join(folder, 'dist', file));
	return files.length;
}

async function main() {
	const found = {
		nodes: instances(n8n.nodes).sort(),
		credentials: instances(n8n.credentials),
		lazily: await load(LazyPackageDirectoryLoader),
		eagerly: await load(PackageDirectoryLoader),
		files: loadOtherFiles(),
	};
	process.stdout.write(JSON.stringify(found), () => process.exit(0));
}

main();
