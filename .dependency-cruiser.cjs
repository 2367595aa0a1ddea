'use strict';

/*
 * The floors of ARCHITECTURE.md. An import goes down, or stays within its own folder:
 *
 *   4  nodes/*  credentials/*
 *   3  leads/capture  leads/dedupe …  channels/*  pages/*
 *   2  leads/store, and below it leads/matching
 *   1  leads/model
 *
 * A folder named `shared` belongs to all its neighbours, as `nodes/shared` does.
 */

const CAPABILITY = 'leads/(?!model/|store/|matching/)[^/]+';
const ABOVE_MODEL = `^(leads/(?!model/)|channels/|pages/|nodes/|credentials/)`;
const ABOVE_MATCHING = `^(${CAPABILITY}/|leads/store/|channels/|pages/|nodes/|credentials/)`;
const ABOVE_STORE = `^(${CAPABILITY}/|channels/|pages/|nodes/|credentials/)`;

const forbid = (name, comment, from, to) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from },
	to: typeof to === 'string' ? { path: to } : to,
});

module.exports = {
	forbidden: [
		forbid(
			'model-is-the-ground',
			'leads/model imports nothing of ours but itself',
			'^leads/model/',
			ABOVE_MODEL,
		),
		forbid(
			'matching-looks-down',
			'leads/matching is pure: it compares what it is given and knows leads/model only',
			'^leads/matching/',
			ABOVE_MATCHING,
		),
		forbid(
			'store-looks-down',
			'leads/store knows leads/matching and leads/model only',
			'^leads/store/',
			ABOVE_STORE,
		),
		forbid(
			'no-neighbours-on-floor-3',
			'What two neighbours need moves down a floor',
			`^(${CAPABILITY}|(channels|pages)/[^/]+)/`,
			{ path: ABOVE_STORE, pathNot: ['^$1/', '^$2/shared/', '^(nodes|credentials)/'] },
		),
		forbid(
			'floor-3-looks-down',
			'Only nodes/ and credentials/ stand on the top floor',
			'^(leads|channels|pages)/',
			'^(nodes|credentials)/',
		),
		forbid(
			'channels-know-no-storage',
			'A channel turns bytes into a CapturedLead; storing it is not its business',
			'^channels/',
			'^leads/(store|matching)/',
		),
		forbid(
			'no-neighbours-on-floor-4',
			'A node imports no other node; what nodes share stands in nodes/shared',
			'^(nodes/[^/]+|credentials)/',
			{ path: '^(nodes|credentials)/', pathNot: ['^$1/', '^nodes/shared/'] },
		),
		forbid(
			'only-nodes-know-n8n',
			'The engine, the channels and the pages run without n8n',
			'^(leads|channels|pages)/',
			'(^|/)(@n8n|n8n-[^/]+)(/|$)',
		),
		forbid(
			'the-house-stands-alone',
			'What is published imports no test, bench or playground',
			'^(leads|channels|pages|nodes|credentials)/',
			'^(test|bench|playground)/',
		),
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one subject, or miss a third file',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'every-import-is-found',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default', 'types'],
		},
	},
};
