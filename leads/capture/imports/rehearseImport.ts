import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeadflowError } from '../../model/error';
import type { LeadStore } from '../../store/store';
import { nothingRehearsed, rehearseChunk } from '../rehearseChunk';
import type { CaptureResult } from '../result';
import { noRows, type ImportCounts, type ImportRequest } from './importJob';
import type { ImportRow, ImportSource } from './importRow';
import { rowPreparation } from './prepareRow';

/** Rows of one transaction-free look. */
const PIECE = 40;
/** Rows for which a rehearsal remembers what it decided: beyond, memory would grow with the file. */
const REMEMBERED = 20_000;
/** Deliveries of a rehearsal belong to no import. */
const NO_IMPORT = 'rehearsal';

/** What would become of one row. */
export interface RehearsedRow {
	row: ImportRow;
	result: CaptureResult;
}

/** What an import would do, and what was looked at to know. */
export interface Rehearsal {
	counts: ImportCounts;
	rows: number;
}

export interface RehearsalRun {
	/** Rows to look at; default all. */
	rows?: number;
	/** Called with each row in turn. */
	onRow?: (row: RehearsedRow) => void;
	onProgress?: (rows: number) => void;
	signal?: AbortSignal;
}

/**
 * Decides the rows of a file as an import would, and writes nothing. People who stand in the file
 * twice are recognised within 20,000 rows of each other.
 *
 * @throws LeadflowError INVALID_INPUT for a damaged file or when cancelled
 */
export async function rehearseImport(
	store: LeadStore,
	source: ImportSource,
	request: ImportRequest,
	run: RehearsalRun = {},
): Promise<Rehearsal> {
	const { prepare } = rowPreparation(NO_IMPORT, source.layout, request);
	const counts: ImportCounts = { ...noRows };
	const most = run.rows ?? Infinity;
	let rows = 0;
	let memory = nothingRehearsed();
	for await (const batch of source.rows) {
		const looked = batch.slice(0, most - rows);
		for (let start = 0; start < looked.length; start += PIECE) {
			if (run.signal?.aborted) throw new LeadflowError('INVALID_INPUT', 'Cancelled');
			const piece = looked.slice(start, start + PIECE);
			const prepared = piece.map((row, index) => prepare(row, rows + index + 1));
			const results = await store.read(rehearseChunk(prepared, request.capture, memory));
			results.forEach((result, index) => {
				counts[result.outcome] += 1;
				run.onRow?.({ row: piece[index], result });
			});
			rows += piece.length;
			if (rows % REMEMBERED < PIECE) memory = nothingRehearsed();
			await nextTurn();
		}
		run.onProgress?.(rows);
		if (rows >= most) break;
	}
	return { counts, rows };
}
