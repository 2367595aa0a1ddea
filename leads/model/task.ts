import { z } from 'zod/v4';
import { relatedShape } from './activity';
import type { PersonReference } from './personReference';
import { id, inputObject, instant, longText, requiredText, type StoredRecord } from './schemaParts';

export const taskStatuses = ['open', 'inProgress', 'done', 'cancelled'] as const;
export const taskPriorities = ['low', 'normal', 'high'] as const;
export const taskTypes = ['call', 'email', 'meeting', 'visit', 'message', 'other'] as const;

/** What a user may write of a task (待办): something to be done by a time. */
export const taskInputSchema = inputObject('Task', {
	...relatedShape,
	subject: requiredText(250),
	type: z.enum(taskTypes).nullish(),
	status: z.enum(taskStatuses).optional(),
	priority: z.enum(taskPriorities).optional(),
	dueAt: instant.nullish(),
	remindAt: instant.nullish(),
	assigneeId: id.nullish(),
	description: longText.nullish(),
	custom: z.record(z.string(), z.json()).optional(),
});

export type TaskInput = z.infer<typeof taskInputSchema>;

/** A task as it is read. */
export interface Task
	extends Omit<TaskInput, 'status' | 'priority' | 'assigneeId' | 'custom'>,
		StoredRecord {
	status: (typeof taskStatuses)[number];
	priority: (typeof taskPriorities)[number];
	assignee?: PersonReference;
	completedAt?: string;
	custom: Record<string, unknown>;
}
