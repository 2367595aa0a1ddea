import { parentPort, workerData } from 'node:worker_threads';
import { type DuplicateSearch, explainedPairs } from './duplicateSearch';
import { findDuplicates } from './findDuplicates';
import { runAtOnce } from './runInSlices';

/** The thread of `findDuplicatesInThread`: one search, one answer. */
const { cells, schema, options, explained }: DuplicateSearch = workerData;
const found = runAtOnce(findDuplicates(cells, schema, options));
const { explain, ...plain } = found;
parentPort?.postMessage({
	...plain,
	explanations: explainedPairs(plain.pairs, explain, explained),
});
