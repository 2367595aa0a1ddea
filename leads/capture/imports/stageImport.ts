import { LeadflowError } from '../../model/error';
import { newId } from '../../model/ids';
import { startJob, type Job } from '../../store/jobs';
import { requireWriter } from '../../store/permissions';
import { insertMany } from '../../store/step';
import type { LeadStore } from '../../store/store';
import { IMPORT, type ImportIntent, type ImportRequest } from './importJob';
import type { ImportRow, ImportSource } from './importRow';
import { packRows } from './packedRows';
import { dropStagedRows } from './stagedRows';

/** Rows that are staged in one piece: as many as a transaction captures where it is quick. */
export const PACK = { sqlite: 40, postgres: 200 } as const;
/** Packs written in one transaction. */
const PACKS_AT_ONCE = { sqlite: 10, postgres: 5 } as const;

export interface StageRun {
	/** Called now and then with the number of rows read so far. */
	onProgress?: (rows: number) => void;
	/** Checked between batches; what was staged is removed. */
	signal?: AbortSignal;
}

/**
 * Puts the rows of a file into the store, where any process can work on them, and enters the job that
 * will. A file that turns out to be damaged on its last row has changed nothing.
 *
 * @returns the job; its ID is that of the import. To be carried out by `runImport`.
 * @throws LeadflowError INVALID_INPUT for a damaged file or when cancelled, FORBIDDEN, STORE_…
 */
export async function stageImport(
	store: LeadStore,
	source: ImportSource,
	request: ImportRequest,
	run: StageRun = {},
): Promise<Job> {
	requireWriter(store.actor);
	const importId = newId(store.now());
	const staged = await stageRows(store, importId, source, run).then(
		(done) => ({ done }),
		(error: unknown) => ({ error }),
	);
	if ('error' in staged) {
		await dropStagedRows(store, importId);
		throw staged.error;
	}
	const { chunks, rows } = staged.done;
	const { headers, format, encoding, delimiter, sheets, headerRow } = source.layout;
	const layout = { headers, format, encoding, delimiter, sheets, headerRow };
	const intent: ImportIntent = { ...request, layout, chunks };
	return await store.run(startJob({ kind: IMPORT, id: importId, intent, total: rows }));
}

async function stageRows(
	store: LeadStore,
	importId: string,
	source: ImportSource,
	run: StageRun,
): Promise<{ chunks: number; rows: number }> {
	const { dialect } = store.engine;
	let packs: unknown[][] = [];
	let pending: ImportRow[] = [];
	let chunks = 0;
	let rows = 0;
	const pack = (size: number) => {
		const taken = pending.slice(0, size);
		pending = pending.slice(size);
		packs.push([store.workspaceId, importId, chunks, packRows({ from: rows + 1, rows: taken })]);
		rows += taken.length;
		chunks += 1;
	};
	const flush = async () => {
		const full = packs;
		packs = [];
		await store.run(() =>
			insertMany({
				table: 'import_chunks',
				columns: ['workspace_id', 'import_id', 'number', 'rows'],
				rows: full,
				onConflict: 'error',
			}),
		);
		run.onProgress?.(rows);
	};
	for await (const batch of source.rows) {
		if (run.signal?.aborted) {
			throw new LeadflowError('INVALID_INPUT', 'The import was cancelled; nothing was imported');
		}
		pending = pending.concat(batch);
		while (pending.length >= PACK[dialect]) pack(PACK[dialect]);
		if (packs.length >= PACKS_AT_ONCE[dialect]) await flush();
	}
	if (pending.length > 0) pack(pending.length);
	await flush();
	return { chunks, rows };
}
