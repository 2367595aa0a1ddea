import type { Job } from '../../store/jobs';
import type { MappingOptions } from '../fieldMapping';
import type { CaptureOptions, OnDuplicate } from '../options';
import type { CaptureOutcome } from '../result';
import type { ImportLayout } from './importRow';

/** Kind of the jobs that bring a file into the store. */
export const IMPORT = 'import';

/** How a file is imported. */
export interface ImportRequest {
	/** As the user knows it. */
	fileName?: string;
	/** SHA-256 of the file, base64url. */
	fileHash?: string;
	/** Who asks, in words that are the same when the same is asked again, such as after a lost connection. */
	origin?: string;
	mapping: MappingOptions;
	/** Tags for every lead. */
	tags: readonly string[];
	/** `dryRun` is not looked at: see `rehearseImport`. */
	capture: CaptureOptions;
}

/** What the job of an import is to do; its rows wait in `import_chunks`. */
export interface ImportIntent extends ImportRequest {
	layout: ImportLayout;
	/** How many packs of rows were staged. */
	chunks: number;
}

/** How many rows ended in each way. */
export type ImportCounts = Record<CaptureOutcome, number>;

/** That an import was undone, or is being undone. */
export interface UndoMark {
	/** The job that undoes it. */
	jobId: string;
	state: 'running' | 'done';
}

/** What an import has come to. */
export interface ImportResult extends ImportCounts {
	undo?: UndoMark;
}

export const noRows: Readonly<ImportCounts> = {
	created: 0,
	updated: 0,
	attached: 0,
	rejected: 0,
	quarantined: 0,
};

export function importIntentOf(job: Job): ImportIntent {
	return job.intent as ImportIntent;
}

export function importResultOf(job: Job): ImportResult {
	return { ...noRows, ...(job.result as ImportResult | undefined) };
}

/** An import as people look at it. */
export interface ImportSummary extends ImportCounts {
	importId: string;
	/** The import is this job. */
	jobId: string;
	state: Job['state'];
	fileName?: string;
	format: string;
	encoding?: string;
	/** Rows of the file. */
	rows: number;
	/** Of them dealt with. */
	done: number;
	onDuplicate: OnDuplicate;
	error?: string;
	startedAt: string;
	updatedAt: string;
	startedBy: string;
	undo?: UndoMark;
}

/** The import that a job of the kind {@link IMPORT} carries out. */
export function importSummary(job: Job): ImportSummary {
	const { fileName, layout, capture } = importIntentOf(job);
	return {
		importId: job.id,
		jobId: job.id,
		state: job.state,
		...(fileName ? { fileName } : {}),
		format: layout.format,
		...(layout.encoding ? { encoding: layout.encoding } : {}),
		rows: job.total ?? 0,
		done: job.done + job.failed,
		...importResultOf(job),
		onDuplicate: capture.onDuplicate,
		...(job.error ? { error: job.error } : {}),
		startedAt: job.createdAt,
		updatedAt: job.updatedAt,
		startedBy: job.createdBy,
	};
}
