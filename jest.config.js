'use strict';

/** Libraries that ship ES modules only; Jest runs CommonJS. */
const ESM_ONLY = [
	'dom-serializer',
	'domelementtype',
	'domhandler',
	'domutils',
	'double-metaphone',
	'entities',
	'htmlparser2',
	'kysely',
	'opencc-js',
];

const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/environment/workersFromSource.cjs'],
	moduleFileExtensions: ['ts', 'mjs', 'cjs', 'js', 'json', 'node'],
	transform: {
		'\\.(ts|mjs|js)$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: [
		`/node_modules/(?!(${ESM_ONLY.join('|')})/)`,
		'\\.cjs$',
		'<rootDir>/dist/',
	],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/playground/node_modules/'],
};

const startServers = {
	globalSetup: '<rootDir>/test/environment/globalSetup.mjs',
	globalTeardown: '<rootDir>/test/environment/globalTeardown.mjs',
};

const project = (displayName, folder, more = {}) => ({
	...shared,
	displayName,
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	...more,
});

/** `npm test` runs them in this order, the quick ones first. */
module.exports = {
	// Long enough for an n8n to start on a busy machine; Jest knows no timeout of a single project.
	testTimeout: 180_000,
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['/test/(store|nodes|package|n8n|browser)/'],
		},
		project('store', 'store', startServers),
		project('nodes', 'nodes', {
			...startServers,
			setupFilesAfterEnv: ['<rootDir>/test/nodes/hermetic.ts'],
		}),
		project('package', 'package'),
		project('n8n', 'n8n'),
		project('browser', 'browser'),
	],
};
