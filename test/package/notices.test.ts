import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const VENDOR = join(ROOT, 'dist/vendor');

const contents: Record<string, Record<string, number>> = JSON.parse(
	readFileSync(join(VENDOR, 'contents.json'), 'utf8'),
);
const notices = readFileSync(join(ROOT, 'THIRD_PARTY_NOTICES.md'), 'utf8');
const folders = [...new Set(Object.values(contents).flatMap((packages) => Object.keys(packages)))];

interface Manifest {
	name: string;
	version: string;
	license?: string;
}

const manifestOf = (folder: string): Manifest =>
	JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));

it('accounts for every bundle', () => {
	const bundles = readdirSync(VENDOR).filter((file) => file.endsWith('.cjs'));
	const accounted = Object.keys(contents).map(
		(library) => `${library.replace(/^@/, '').replaceAll('/', '-')}.cjs`,
	);
	expect(accounted.sort()).toEqual(bundles.map((file) => basename(file)).sort());
	for (const packages of Object.values(contents)) {
		expect(Object.keys(packages)).not.toHaveLength(0);
	}
});

it('names the version and licence of every bundled package', () => {
	const missing = folders
		.map(manifestOf)
		.filter(({ name, version }) => !notices.includes(`## ${name} ${version}\n`));
	expect(missing).toEqual([]);
});

it('bundles only packages whose licence lets us', () => {
	const allowed =
		/^(MIT|MIT-0|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|Unlicense|CC0-1\.0|BlueOak-1\.0\.0)$/;
	const others = folders
		.map(manifestOf)
		.filter(({ license = '' }) => license.split(' AND ').some((one) => !allowed.test(one)))
		.map(({ name, license }) => `${name}: ${license}`);
	expect(others).toEqual([]);
});

it('bundles no package twice', () => {
	const users = new Map<string, string[]>();
	for (const [library, packages] of Object.entries(contents)) {
		for (const [folder, bytes] of Object.entries(packages)) {
			if (bytes > 20_000) users.set(folder, [...(users.get(folder) ?? []), library]);
		}
	}
	const shared = [...users].filter(([, libraries]) => libraries.length > 1);
	expect(shared).toEqual([]);
});
