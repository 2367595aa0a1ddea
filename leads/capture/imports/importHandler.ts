import { LeadflowError } from '../../model/error';
import type { LeadProfile } from '../../matching/leads/profile';
import type { StoreContext } from '../../store/context';
import type { Job } from '../../store/jobs';
import type { JobProgress } from '../../store/jobWork';
import { addCounts, CountSum } from '../../store/leads/matchCounts';
import { keepCounts } from '../../store/leads/matchUpkeep';
import type { JobHandler } from '../../store/runJob';
import type { LeadStore } from '../../store/store';
import type { Step } from '../../store/step';
import type { Dialect } from '../../store/schema/ddl';
import { TransactionPace } from '../../store/transactionPace';
import { captureBriefly } from '../captureChunk';
import { defaultCaptureOptions } from '../options';
import { unstorable, type PreparedCapture } from '../prepare';
import { IMPORT, importIntentOf, importResultOf, type ImportResult } from './importJob';
import type { RowPack } from './packedRows';
import { rowPreparation, type RowPreparation } from './prepareRow';
import { writeRejects, type NewReject } from './rejects';
import { PACK } from './stageImport';
import { removePack, stagedPack } from './stagedRows';

/** Where an import stands. */
interface Cursor {
	/** Number of the pack that is next. */
	chunk: number;
	/** Rows of that pack that are done. */
	row: number;
}

function cursorOf(job: Job): Cursor {
	return (job.cursor as Cursor | null) ?? { chunk: 0, row: 0 };
}

function isSamePlace(one: Cursor, other: Cursor): boolean {
	return one.chunk === other.chunk && one.row === other.row;
}

interface PreparedPack {
	number: number;
	pack: RowPack;
	prepared: PreparedCapture[];
}

/**
 * Captures the rows of one import, a pack in one transaction with its progress, its rejected rows and
 * the removal of the pack: whatever happens, each row is captured once.
 */
class ImportRun {
	private readonly pace: TransactionPace;
	private preparation?: RowPreparation;
	private ready?: PreparedPack;
	private at: Cursor = { chunk: 0, row: 0 };
	/** Rows of the latest try. */
	private tried = 0;
	/** Rows that a try takes at most, whatever the pace: fewer after the database refused one of them. */
	private most = Infinity;
	/** The one row that the database cannot hold, by its place in the pack. */
	private doomed?: number;
	/** What the new leads of the latest try say. */
	private uncounted?: { at: Cursor; made: readonly LeadProfile[] };

	constructor(dialect: Dialect) {
		this.pace = new TransactionPace(dialect, PACK[dialect]);
	}

	/** Counts what the chunk before made, if it was committed: the job is past it. */
	async count(store: LeadStore, job: Job): Promise<void> {
		const { at, made } = this.uncounted ?? {};
		this.pace.end(this.tried);
		this.uncounted = undefined;
		if (!at || !made || isSamePlace(at, cursorOf(job))) return;
		await keepCounts(store, made);
	}

	/** Counts what this chunk made, as the last thing in its transaction. */
	*countAtOnce(context: StoreContext): Step<void> {
		const sum = new CountSum();
		for (const profile of this.uncounted?.made ?? []) sum.add(profile);
		yield* addCounts(context, sum.counts());
	}

	*chunk(context: StoreContext, job: Job): Step<JobProgress> {
		this.pace.begin();
		const at = cursorOf(job);
		this.moveTo(at);
		const ready = yield* this.packAt(context, job, at.chunk);
		const captures = ready.prepared.slice(at.row, at.row + Math.min(this.most, this.pace.next));
		this.tried = captures.length;
		if (this.doomed === at.row) captures[0] = unstorable(captures[0]);
		const { capture } = importIntentOf(job);
		const { results, made } = yield* captureBriefly(context, captures, {
			...defaultCaptureOptions,
			...capture,
			importId: job.id,
		});
		this.uncounted = { at, made };
		const result = importResultOf(job);
		const rejects: NewReject[] = [];
		for (const { index, outcome, problems } of results) {
			result[outcome] += 1;
			const place = at.row + index;
			if (outcome !== 'rejected') continue;
			rejects.push({ number: ready.pack.from + place, row: ready.pack.rows[place], problems });
		}
		yield* writeRejects(context, job.id, rejects);
		return yield* this.progress(context, job, { at, ready, result, rejected: rejects.length });
	}

	/** Past the row that was looked for, all others are tried together again. */
	private moveTo(at: Cursor): void {
		const isPast =
			at.chunk !== this.at.chunk || (this.doomed !== undefined && at.row > this.doomed);
		if (isPast) {
			this.most = Infinity;
			this.doomed = undefined;
		}
		this.at = at;
	}

	/** Looks for the row that the database refused by halving; what is left alone in the end is turned away. */
	narrow(error: unknown): boolean {
		if (!(error instanceof LeadflowError) || error.code !== 'INVALID_INPUT') return false;
		if (this.tried > 1) {
			this.most = Math.ceil(this.tried / 2);
			return true;
		}
		if (this.tried === 0 || this.doomed === this.at.row) return false;
		this.doomed = this.at.row;
		return true;
	}

	/** The rows of a pack, prepared once however often the transaction is tried. */
	private *packAt(context: StoreContext, job: Job, number: number): Step<PreparedPack> {
		if (this.ready?.number === number) return this.ready;
		const intent = importIntentOf(job);
		this.preparation ??= rowPreparation(job.id, intent.layout, intent);
		const pack = (yield* stagedPack(context, job.id, number)) ?? { from: 1, rows: [] };
		const { prepare } = this.preparation;
		const prepared = pack.rows.map((row, index) => prepare(row, pack.from + index));
		this.ready = { number, pack, prepared };
		return this.ready;
	}

	private *progress(
		context: StoreContext,
		job: Job,
		done: { at: Cursor; ready: PreparedPack; result: ImportResult; rejected: number },
	): Step<JobProgress> {
		const { at, ready, result, rejected } = done;
		const row = at.row + this.tried;
		const isThrough = row >= ready.prepared.length;
		if (isThrough) yield* removePack(context, job.id, at.chunk);
		return {
			cursor: isThrough ? { chunk: at.chunk + 1, row: 0 } : { chunk: at.chunk, row },
			done: this.tried - rejected,
			failed: rejected,
			finished: isThrough && at.chunk + 1 >= importIntentOf(job).chunks,
			result,
		};
	}
}

/** How imports are carried out, for `runJob`. Remembers what it found out about the jobs it is at. */
export function importHandler(): JobHandler {
	const runs = new Map<string, ImportRun>();
	return {
		kind: IMPORT,
		*chunk(context, job) {
			const run = runs.get(job.id) ?? new ImportRun(context.dialect);
			runs.set(job.id, run);
			const progress = yield* run.chunk(context, job);
			if (!progress.finished) return progress;
			// Nothing is done outside after the last chunk.
			yield* run.countAtOnce(context);
			runs.delete(job.id);
			return progress;
		},
		async outside(store, job) {
			await runs.get(job.id)?.count(store, job);
		},
		retries: (job, error) => runs.get(job.id)?.narrow(error) ?? false,
	};
}
