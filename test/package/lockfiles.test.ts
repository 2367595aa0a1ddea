import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface LockedPackage {
	version?: string;
	resolved?: string;
	optionalDependencies?: Record<string, string>;
}

type Locked = Record<string, LockedPackage>;

function locked(folder: string): Locked {
	const file = join(ROOT, folder, 'package-lock.json');
	const { packages }: { packages: Locked } = JSON.parse(readFileSync(file, 'utf8'));
	return packages;
}

/** Whether Node would find the package from there: in its own node_modules, or in one further up. */
function isFound(packages: Locked, from: string, name: string): boolean {
	const beside = `${from}${from === '' ? '' : '/'}node_modules/${name}`;
	if (beside in packages) return true;
	if (from === '') return false;
	const end = from.lastIndexOf('/node_modules/');
	return isFound(packages, end < 0 ? '' : from.slice(0, end), name);
}

describe.each(['.', 'playground'])('package-lock.json in %s', (folder) => {
	const packages = locked(folder);

	// npm leaves out what the registry does not have when it writes a lockfile, and npm ci refuses it then.
	it('holds the optional dependencies of every platform, so that npm ci accepts it', () => {
		const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).filter((name) => !isFound(packages, from, name)),
		);
		expect(missing).toEqual([]);
	});

	it('names no registry', () => {
		const addresses = Object.values(packages).filter(({ resolved }) => resolved !== undefined);
		expect(addresses).toEqual([]);
	});
});
