import type { NodeResource } from '../../../shared/operation';
import {
	choiceField,
	instantField,
	longTextField,
	recordIdField,
	textField,
} from '../../fields/recordFields';
import { relatedFields, relatedLeadField } from '../../fields/relatedFields';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';
import type { RecordResource } from '../records/recordResource';
import { completeTask } from './complete';

const resource: RecordResource = {
	value: 'task',
	name: 'Task',
	many: 'tasks',
	about: 'something to be done by a time',
	sorts: ['dueAt'],
	custom: false,
	isAbout: true,
	searchListMethod: 'searchTasks',
	definition: async () => (await import('../../engine')).taskRecords,
	main: [
		relatedLeadField,
		textField('Subject', 'subject', { placeholder: 'e.g. Call back about the offer' }),
		instantField('Due At', 'dueAt'),
	],
	more: [
		...relatedFields,
		recordIdField('Assignee', 'assigneeId', 'searchMembers'),
		longTextField('Description', 'description'),
		choiceField('Priority', 'priority', [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Normal', value: 'normal' },
		]),
		instantField('Remind At', 'remindAt'),
		choiceField('Status', 'status', [
			{ name: 'Cancelled', value: 'cancelled' },
			{ name: 'Done', value: 'done' },
			{ name: 'In Progress', value: 'inProgress' },
			{ name: 'Open', value: 'open' },
		]),
		choiceField('Type', 'type', [
			{ name: 'Call', value: 'call' },
			{ name: 'Email', value: 'email' },
			{ name: 'Meeting', value: 'meeting' },
			{ name: 'Message', value: 'message' },
			{ name: 'Other', value: 'other' },
			{ name: 'Visit', value: 'visit' },
		]),
	],
};

export const task: NodeResource = {
	value: 'task',
	name: 'Task',
	defaultOperation: GET_MANY,
	operations: [completeTask(resource), ...recordOperations(resource)],
};
