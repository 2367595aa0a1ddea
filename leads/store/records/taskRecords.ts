import { taskInputSchema, type Task, type TaskInput } from '../../model/task';
import type { StoreContext } from '../context';
import { clearTimer, setTimer } from '../timers';
import type { Row, Step } from '../step';
import type { RecordDefinition, RecordDraft } from './definition';
import { relationsOf, settleRelations } from './related';
import { taskTimers } from './taskTimers';

function isOpen({ values }: RecordDraft): boolean {
	return values.status === 'open' || values.status === 'inProgress';
}

function* keepTimer(
	context: StoreContext,
	row: Row,
	kind: string,
	at: unknown,
	wanted: boolean,
): Step<void> {
	const entityId = String(row.id);
	if (wanted && typeof at === 'string') {
		yield* setTimer(context, { kind, entityType: 'task', entityId, dueAt: Date.parse(at) });
	} else {
		yield* clearTimer(context, entityId, kind);
	}
}

/** Tasks (待办): what is to be done by a time. */
export const taskRecords: RecordDefinition<TaskInput, Task> = {
	kind: 'task',
	table: 'tasks',
	schema: taskInputSchema,
	person: { field: 'assigneeId', column: 'owner_id', shownAs: 'assignee' },
	searched: ['subject'],
	sorts: ['dueAt'],
	defaults: () => ({ status: 'open', priority: 'normal' }),
	*settle(context, draft) {
		yield* settleRelations(context, draft);
		const { values, current } = draft;
		if (values.status !== 'done') values.completedAt = null;
		else if (current.status !== 'done') values.completedAt = new Date(context.now).toISOString();
	},
	*written(context, row, draft) {
		const wanted = isOpen(draft) && row.deleted_at === null;
		yield* keepTimer(context, row, taskTimers.due, draft.values.dueAt, wanted);
		yield* clearTimer(context, String(row.id), taskTimers.overdue);
		yield* keepTimer(context, row, taskTimers.reminder, draft.values.remindAt, wanted);
	},
	present: (values, row) => ({
		...values,
		...relationsOf(row),
		priority: values.priority ?? 'normal',
		custom: values.custom ?? {},
	}),
};
