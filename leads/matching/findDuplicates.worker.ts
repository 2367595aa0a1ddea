import { parentPort } from 'node:worker_threads';
import {
	addCells,
	type DuplicateSearch,
	type FoundPart,
	partsOf,
	type ToThread,
	vetoOf,
} from './duplicateSearch';
import { findDuplicates } from './findDuplicates';
import { runAtOnce } from './runInSlices';

/*
 * The thread of `findInThread`: cells come in parts, then the search, then each further word asks for
 * the next part of what was found. Every word is answered by one, so that neither side is flooded.
 */
const cells: Record<string, string[]> = {};
let parts: Iterator<FoundPart, undefined> | undefined;

function find({ schema, options, different = [], explained }: Omit<DuplicateSearch, 'cells'>) {
	const vetoed = vetoOf(different);
	return partsOf(runAtOnce(findDuplicates(cells, schema, { ...options, vetoed })), explained);
}

parentPort?.on('message', (message: ToThread) => {
	if (message.kind === 'cells') addCells(cells, message.cells);
	else if (message.kind === 'search') parts = find(message.search);
	parentPort?.postMessage(parts?.next().value ?? {});
});
