import type { DuplicateSearch, ExplainedPair } from '../../matching/duplicateSearch';
import { explainedPairs, vetoOf } from '../../matching/duplicateSearch';
import { findDuplicates } from '../../matching/findDuplicates';
import { findInThread } from '../../matching/findInThread';
import { findByPreset } from '../../matching/presets/findByPreset';
import type { DedupePreset } from '../../matching/presets/preset';
import { runInSlices } from '../../matching/runInSlices';
import type { CutBlocks } from '../../matching/block/candidates';
import type { ScoredPair } from '../../matching/cluster/cluster';
import type { FieldSchema } from '../../matching/features/fieldKind';
import type { Weights } from '../../matching/score/weights';
import type { LeadFieldValues } from '../../model/lead';

/** Up to so many records a thread costs more than it saves. */
const FEW = 1000;

/** A search over records of a table, whatever they are of. */
export interface Search {
	preset: DedupePreset;
	cells: Record<string, string[]>;
	schema: FieldSchema;
	/** For presets of rules, which look at fields. */
	fields?: readonly LeadFieldValues[];
	weights?: Weights;
	/** Bits from which on two records are joined; without them the engine knows. */
	joinAt?: number;
	/** Bits from which on a pair is told of. */
	reviewAt: number;
	mostRecords?: number;
	/** Pairs that somebody declared to be different, by row. */
	different?: ReadonlyArray<readonly [left: number, right: number]>;
	/** Pairs below so many bits are explained. */
	explained: number;
	/** Leads: fewer count as so many. */
	fewest?: number;
}

/** What a search found, by row. */
export interface Found {
	/** Per row the smallest row of its cluster. */
	of: Int32Array;
	/** Pairs of `reviewAt` or `joinAt` at least, left < right. */
	pairs: ScoredPair[];
	explanations: ExplainedPair[];
	candidatePairs: number;
	cut: readonly CutBlocks[];
}

/** Searches in slices or in a thread, by how much there is to do. */
export async function searchRecords(search: Search, signal?: AbortSignal): Promise<Found> {
	const { preset, cells, schema, weights, joinAt, reviewAt, mostRecords, fewest } = search;
	const { different = [] } = search;
	const vetoed = vetoOf(different);
	if (preset !== 'leadflow') {
		const work = findByPreset(search.fields ?? [], preset, { mostRecords, vetoed });
		const { explain, ...found } = await runInSlices(work, { signal });
		return { ...found, explanations: explainedPairs(found.pairs, explain, search.explained) };
	}
	const options = { weights, joinAt, reviewAt, mostRecords, fewest };
	const records = Object.values(cells)[0]?.length ?? 0;
	if (records > FEW) {
		const inThread: DuplicateSearch = {
			cells,
			schema,
			options,
			different,
			explained: search.explained,
		};
		return await findInThread(inThread, signal);
	}
	const work = findDuplicates(cells, schema, { ...options, vetoed });
	const { explain, ...found } = await runInSlices(work, { signal });
	return { ...found, explanations: explainedPairs(found.pairs, explain, search.explained) };
}
