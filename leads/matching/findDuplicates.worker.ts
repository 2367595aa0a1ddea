import { parentPort, workerData } from 'node:worker_threads';
import { type DuplicateSearch, explainedPairs, vetoOf } from './duplicateSearch';
import { findDuplicates } from './findDuplicates';
import { runAtOnce } from './runInSlices';

/** The thread of `findDuplicatesInThread`: one search, one answer. */
const { cells, schema, options, different = [], explained }: DuplicateSearch = workerData;
const vetoed = vetoOf(different);
const found = runAtOnce(findDuplicates(cells, schema, { ...options, vetoed }));
const { explain, ...plain } = found;
parentPort?.postMessage({
	...plain,
	explanations: explainedPairs(plain.pairs, explain, explained),
});
