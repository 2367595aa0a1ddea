import { LeadflowError } from '../../../model/error';
import type { Operation, StoreContext } from '../../../store/context';
import { getJob, startJob, type Job } from '../../../store/jobs';
import { requireWriter } from '../../../store/permissions';
import { q, type Step } from '../../../store/step';
import type { LeadStore } from '../../../store/store';
import { IMPORT, importResultOf } from '../importJob';
import { markUndo } from './undoMark';
import { FIRST_ID, touchedEntities } from './touchedEntities';
import { addPlan, nothingUndone, UNDO, type UndoIntent, type UndoResult } from './undoHandler';
import { planUndo } from './undoPlan';

/** Records looked at at once by a rehearsal. */
const PIECE = 50;

/**
 * Begins to undo an import. An import is undone once: a second call finds the job of the first, which
 * may have ended, may be running, or, where it was stopped, is followed by one that goes on.
 *
 * @returns the job, to be carried out by `runImport`, and whether it had ended already
 * @throws LeadflowError NOT_FOUND, CONFLICT while the import runs, FORBIDDEN
 */
export function startUndo(
	importId: string,
	node: string,
): Operation<{ job: Job; undoneBefore: boolean }> {
	return function* (context) {
		requireWriter(context.actor);
		const imported = yield* endedImport(context, importId, true);
		const { undo } = importResultOf(imported);
		if (undo) {
			const earlier = yield* getJob(undo.jobId)(context);
			const goesOn = earlier.state === 'open' || earlier.state === 'running';
			if (goesOn || earlier.state === 'done') {
				return { job: earlier, undoneBefore: earlier.state === 'done' };
			}
		}
		const intent: UndoIntent = { importId: imported.id, node };
		const total = yield* countTouched(context, imported.id);
		const job = yield* startJob({ kind: UNDO, intent, total })(context);
		yield* markUndo(context, imported, { jobId: job.id, state: 'running' });
		return { job, undoneBefore: false };
	};
}

/** The import, which must have ended; held against others that begin to undo it. */
function* endedImport(context: StoreContext, importId: string, lock: boolean): Step<Job> {
	const found = yield* getJob(importId)(context);
	if (lock && context.dialect === 'postgres') {
		yield* q(
			context.db
				.selectFrom('jobs')
				.select('id')
				.where('workspace_id', '=', context.workspaceId)
				.where('id', '=', found.id)
				.forUpdate(),
		);
	}
	const job = yield* getJob(importId)(context);
	if (job.kind !== IMPORT) {
		throw new LeadflowError('NOT_FOUND', 'The job with this ID is no import', {
			field: 'importId',
			hint: "Use an 'importId' from 'List Imports'.",
		});
	}
	if (job.state === 'open' || job.state === 'running') {
		throw new LeadflowError('CONFLICT', 'The import is still running', {
			hint: "Wait for its end, or cancel it with 'Job: Cancel' of Lead Store; what it did so far can then be undone.",
		});
	}
	return job;
}

function* countTouched(context: StoreContext, importId: string): Step<number> {
	const [row] = yield* q(
		context.db
			.selectFrom('source_records')
			.select((select) => select.fn.count<number>('entity_id').distinct().as('count'))
			.where('workspace_id', '=', context.workspaceId)
			.where('import_id', '=', importId)
			.where('outcome', '<>', 'rejected')
			.where('undone_at', 'is', null),
	);
	return Number(row.count);
}

/**
 * Says what undoing an import would do, and changes nothing.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT while the import runs, INVALID_INPUT when cancelled
 */
export async function rehearseUndo(
	store: LeadStore,
	importId: string,
	signal?: AbortSignal,
): Promise<UndoResult> {
	const { id } = await store.read((context) => endedImport(context, importId, false));
	let result: UndoResult = nothingUndone;
	let after = FIRST_ID;
	for (;;) {
		if (signal?.aborted) throw new LeadflowError('INVALID_INPUT', 'Cancelled');
		const piece = await store.read(function* (context) {
			const ids = yield* touchedEntities(context, id, { after, limit: PIECE });
			return { ids, plan: yield* planUndo(context, id, ids, false) };
		});
		result = addPlan(result, piece.plan);
		if (piece.ids.length < PIECE) return result;
		after = piece.ids[piece.ids.length - 1];
	}
}
