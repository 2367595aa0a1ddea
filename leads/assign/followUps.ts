import type { Member } from '../model/member';
import type { StoreContext } from '../store/context';
import { recordEvents } from '../store/events';
import { isoText } from '../store/instants';
import { taskTimers } from '../store/records/taskTimers';
import { insertMany, type Step } from '../store/step';
import { setTimers } from '../store/timers';

/** The task that the owner of a newly assigned lead gets. */
export interface PlannedFollowUp {
	leadId: string;
	member: Member;
	subject: string;
	/** Epoch milliseconds. */
	dueAt: number;
}

/** Longest subject of a task. */
const LONGEST_SUBJECT = 250;

/** Writes the follow-up tasks of a batch, each with its clock and its event, as `createRecord` writes one. */
export function* writeFollowUps(
	context: StoreContext,
	plans: readonly PlannedFollowUp[],
): Step<void> {
	if (plans.length === 0) return;
	const tasks = plans.map((plan) => ({
		...plan,
		id: context.newId(),
		subject: plan.subject.slice(0, LONGEST_SUBJECT),
	}));
	yield* insertMany({
		table: 'tasks',
		columns: [
			'workspace_id',
			'id',
			'version',
			'entity_type',
			'entity_id',
			'subject',
			'status',
			'due_at',
			'owner_id',
			'team_id',
			'data',
			'created_at',
			'updated_at',
		],
		rows: tasks.map(({ id, leadId, member, subject, dueAt }) => [
			context.workspaceId,
			id,
			1,
			'lead',
			leadId,
			subject,
			'open',
			dueAt,
			member.id,
			member.teamIds[0],
			{ leadId, priority: 'normal' },
			context.now,
			context.now,
		]),
		onConflict: 'error',
	});
	yield* setTimers(
		context,
		tasks.map(({ id, dueAt }) => ({
			kind: taskTimers.due,
			entityType: 'task',
			entityId: id,
			dueAt,
		})),
	);
	yield* recordEvents(
		context,
		tasks.map(({ id, leadId, member, subject, dueAt }) => ({
			entityType: 'task',
			entityId: id,
			version: 1,
			type: 'task.created',
			payload: {
				changes: {
					leadId: [null, leadId],
					subject: [null, subject],
					status: [null, 'open'],
					priority: [null, 'normal'],
					dueAt: [null, isoText(dueAt)],
					assigneeId: [null, member.id],
				},
			},
		})),
	);
}
