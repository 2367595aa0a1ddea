import { performance } from 'node:perf_hooks';
import type { FieldSchema } from '../../leads/matching/features/fieldKind';
import type { Cells } from '../../leads/matching/features/fieldModel';
import { findInThread } from '../../leads/matching/findInThread';
import { EventLoopBlocks } from '../eventLoopBlocks';

/** Searches as a node does: in a thread, with all explanations. Tells how long it kept others waiting. */
export async function searchInThread(
	cells: Cells,
	schema: FieldSchema,
): Promise<{
	records: number;
	pairs: number;
	seconds: number;
	p99BlockMs: number;
	maxBlockMs: number;
}> {
	const blocks = new EventLoopBlocks();
	const started = performance.now();
	blocks.start();
	const { of, pairs } = await findInThread({ cells, schema, options: {}, explained: Infinity });
	blocks.stop();
	return {
		records: of.length,
		pairs: pairs.length,
		seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
		p99BlockMs: blocks.p99Ms(),
		maxBlockMs: blocks.maxMs(),
	};
}
