import type { StoreContext } from '../../../store/context';
import { getJob, type Job } from '../../../store/jobs';
import { updateMany, type Step } from '../../../store/step';
import { importResultOf, type UndoMark } from '../importJob';

/** Notes on an import that it is being undone, or was. */
export function* markUndo(context: StoreContext, imported: Job, undo: UndoMark): Step<void> {
	yield* updateMany({
		table: 'jobs',
		key: ['workspace_id', 'id'],
		set: ['result'],
		rows: [[context.workspaceId, imported.id, { ...importResultOf(imported), undo }]],
	});
}

/** Notes that undoing an import has come to its end. */
export function* markUndone(context: StoreContext, importId: string, jobId: string): Step<void> {
	const imported = yield* getJob(importId)(context);
	yield* markUndo(context, imported, { jobId, state: 'done' });
}
