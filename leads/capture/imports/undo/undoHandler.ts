import type { StoreContext } from '../../../store/context';
import type { Job } from '../../../store/jobs';
import type { JobProgress } from '../../../store/jobWork';
import type { JobHandler } from '../../../store/runJob';
import { q, type Step } from '../../../store/step';
import type { CaptureTraces } from '../../captureRecord';
import { carryOutUndo, sharesKeys } from './carryOutUndo';
import { markUndone } from './undoMark';
import { FIRST_ID, touchedEntities } from './touchedEntities';
import { planUndo, type LeftAlone, type UndoPlan } from './undoPlan';
import { unshareKeys } from './unshareKeys';

/** Kind of the jobs that undo imports. */
export const UNDO = 'import.undo';

/** Records in one transaction: on SQLite it blocks the event loop. */
const CHUNK = { sqlite: 20, postgres: 100 } as const;
/** Records left alone that are told of one by one. */
const MOST_TOLD = 200;

export interface UndoIntent {
	importId: string;
	/** Name of the node, for the decisions. */
	node: string;
}

/** What undoing an import came to. */
export interface UndoResult {
	/** Leads that the import made: in the bin now. */
	binned: number;
	/** Leads and contacts that were there before: as they were. */
	restored: number;
	/** Captures in quarantine that were dropped. */
	dropped: number;
	/** Records that stay as they are, or partly. */
	left: number;
	/** The first 200 of them. */
	leftAlone: LeftAlone[];
}

export const nothingUndone: Readonly<UndoResult> = {
	binned: 0,
	restored: 0,
	dropped: 0,
	left: 0,
	leftAlone: [],
};

interface Cursor {
	/** First the records, then the keys that stopped being identity. */
	phase: 'records' | 'keys';
	after: string;
	/** Whether there are such keys. */
	shared: boolean;
}

/** What a plan adds to a result. */
export function addPlan(result: UndoResult, plan: UndoPlan): UndoResult {
	return {
		binned: result.binned + plan.bin.length,
		restored: result.restored + plan.restore.length + plan.contacts.length,
		dropped: result.dropped + plan.quarantined.length,
		left: result.left + plan.left.length,
		leftAlone: [...result.leftAlone, ...plan.left].slice(0, MOST_TOLD),
	};
}

/** How undoing an import is carried out, for `runJob`: record after record, whatever order the rows had. */
export const undoHandler: JobHandler = {
	kind: UNDO,
	*chunk(context, job) {
		const at = (job.cursor as Cursor | null) ?? {
			phase: 'records',
			after: FIRST_ID,
			shared: false,
		};
		return at.phase === 'records'
			? yield* undoRecords(context, job, at)
			: yield* undoShares(context, job, at);
	},
};

function* undoRecords(context: StoreContext, job: Job, at: Cursor): Step<JobProgress> {
	const { importId, node } = job.intent as UndoIntent;
	const size = CHUNK[context.dialect];
	const ids = yield* touchedEntities(context, importId, { after: at.after, limit: size });
	const plan = yield* planUndo(context, importId, ids, true);
	yield* carryOutUndo(context, plan, node);
	const result = addPlan((job.result as UndoResult | undefined) ?? nothingUndone, plan);
	const shared = at.shared || sharesKeys(plan.records);
	const isThrough = ids.length < size;
	if (isThrough && !shared) yield* markUndone(context, importId, job.id);
	return {
		cursor: isThrough
			? { phase: 'keys', after: FIRST_ID, shared }
			: { phase: 'records', after: ids[ids.length - 1], shared },
		done: ids.length - Math.min(plan.left.length, ids.length),
		failed: Math.min(plan.left.length, ids.length),
		finished: isThrough && !shared,
		result,
	};
}

function* undoShares(context: StoreContext, job: Job, at: Cursor): Step<JobProgress> {
	const { importId } = job.intent as UndoIntent;
	const size = CHUNK[context.dialect];
	const ids = yield* touchedEntities(context, importId, {
		after: at.after,
		limit: size,
		undone: true,
	});
	const rows =
		ids.length === 0
			? []
			: yield* q(
					context.db
						.selectFrom('source_records')
						.select('beside')
						.where('workspace_id', '=', context.workspaceId)
						.where('import_id', '=', importId)
						.where('entity_id', 'in', ids)
						.where('undone_at', 'is not', null),
				);
	const traces = rows.map(({ beside }) => (beside ?? {}) as CaptureTraces);
	yield* unshareKeys(
		context,
		traces.flatMap(({ shared }) => shared ?? []),
	);
	const finished = ids.length < size;
	if (finished) yield* markUndone(context, importId, job.id);
	return {
		cursor: { ...at, after: ids.at(-1) ?? at.after },
		done: 0,
		failed: 0,
		finished,
	};
}
