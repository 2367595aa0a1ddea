import type { INodePropertyOptions } from 'n8n-workflow';
import type { StoreEvent } from '../../leads/store/eventLog';
import { alphabetical } from '../shared/alphabetical';

/** What a user may wait for: events of a type, or those of them that changed a certain field. */
interface EventChoice extends INodePropertyOptions {
	value: string;
	type: string;
	changed?: string;
}

const choices: readonly EventChoice[] = [
	{
		name: 'Deleted',
		value: 'lead.deleted',
		type: 'lead.deleted',
		description: 'A lead was moved to the bin',
	},
	{
		name: 'Asked Again',
		value: 'lead.attached',
		type: 'lead.attached',
		description: 'A person who is a lead already sent another enquiry that brought nothing new',
	},
	{ name: 'Created', value: 'lead.created', type: 'lead.created', description: 'A new lead' },
	{
		name: 'Follow-Up Due',
		value: 'lead.followUpDue',
		type: 'lead.followUpDue',
		description: "The time in a lead's 'Next Follow-Up At' has come",
	},
	{
		name: 'Message Report',
		value: 'lead.reported',
		type: 'lead.reported',
		description: 'A channel told of a lead: delivered, read, bounced, automatic reply',
	},
	{
		name: 'Owner Changed',
		value: 'lead.ownerChanged',
		type: 'lead.updated',
		changed: 'ownerId',
		description: 'A lead went to another member, or to nobody',
	},
	{
		name: 'Quarantined',
		value: 'quarantine.opened',
		type: 'quarantine.opened',
		description: 'A capture was stopped for review',
	},
	{
		name: 'Restored',
		value: 'lead.restored',
		type: 'lead.restored',
		description: 'A lead came back from the bin',
	},
	{
		name: 'Status Changed',
		value: 'lead.statusChanged',
		type: 'lead.updated',
		changed: 'status',
	},
	{
		name: 'Task Created',
		value: 'task.created',
		type: 'task.created',
	},
	{
		name: 'Task Due',
		value: 'task.due',
		type: 'task.due',
		description: 'The time of an open task has come',
	},
	{
		name: 'Task Overdue',
		value: 'task.overdue',
		type: 'task.overdue',
		description: 'An open task has been due for 24 hours',
	},
	{
		name: 'Task Reminder',
		value: 'task.reminder',
		type: 'task.reminder',
	},
	{
		name: 'Updated',
		value: 'lead.updated',
		type: 'lead.updated',
		description: 'A field of a lead changed, by hand, by a node or by another enquiry',
	},
];

/** The choices as options of a drop-down. */
export const eventOptions: INodePropertyOptions[] = alphabetical(
	choices.map(({ name, value, description }) => ({ name, value, description })),
);

/** The types of events that a choice asks the log for. A word that is no choice is a type itself. */
export function typesOf(chosen: readonly string[]): string[] {
	const types = chosen.map((value) => choices.find((one) => one.value === value)?.type ?? value);
	return [...new Set(types)];
}

/** Whether an event is one that was chosen. */
export function isChosen(event: StoreEvent, chosen: readonly string[]): boolean {
	return chosen.some((value) => {
		const choice = choices.find((one) => one.value === value);
		if (!choice) return event.type === value;
		if (choice.type !== event.type) return false;
		return choice.changed === undefined || event.changes?.[choice.changed] !== undefined;
	});
}
