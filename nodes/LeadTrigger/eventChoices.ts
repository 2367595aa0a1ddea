import type { INodePropertyOptions } from 'n8n-workflow';
import type { StoreEvent } from '../../leads/store/eventLog';
import { alphabetical } from '../shared/alphabetical';

/** What a user may wait for: events of some types, or those of them that changed a certain field. */
interface EventChoice extends INodePropertyOptions {
	value: string;
	type: string | readonly string[];
	changed?: string;
}

/** A choice for a type of event that is called by the type's own name. */
function typed(name: string, type: string, description: string): EventChoice {
	return { name, value: type, type, description };
}

/** Whatever may give a lead to somebody else. */
const movingTypes = [
	'lead.updated',
	'lead.assigned',
	'lead.claimed',
	'lead.released',
	'lead.reclaimed',
	'lead.transferred',
	'lead.pooled',
	'lead.merged',
	'lead.unmerged',
];

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
		type: movingTypes,
		changed: 'ownerId',
		description: 'A lead went to another member, or to nobody, whatever caused it',
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
	typed('Assigned', 'lead.assigned', 'A rule gave a lead to a member (分配)'),
	typed('Claimed', 'lead.claimed', 'A member claimed a lead from a public pool (领取)'),
	typed(
		'First Response Missed',
		'lead.touchMissed',
		'Nobody touched a lead in time (首次响应超时)',
	),
	typed(
		'First Response Warning',
		'lead.touchWarning',
		'The time for the first touch is nearly over (首次响应提醒)',
	),
	typed('Merged', 'lead.merged', 'Duplicates became one lead (合并)'),
	typed(
		'Protection Ends Soon',
		'lead.protectionWarning',
		'A lead is about to go back to its public pool (即将回收)',
	),
	typed(
		'Pair Reviewed',
		'lead.reviewed',
		'Somebody said of two leads that they are one person or not, or took that back (查重审核)',
	),
	typed('Put Into Pool', 'lead.pooled', 'A lead was put into a public pool (进入公海)'),
	typed('Queued', 'lead.queued', 'A lead waits until somebody is free (排队)'),
	typed(
		'Reclaimed',
		'lead.reclaimed',
		'A lead went back to its public pool because its time was up (自动回收)',
	),
	typed('Returned to Pool', 'lead.released', 'A member gave a lead back (退回)'),
	typed(
		'Turn Given Back',
		'lead.turnCredited',
		'A lead turned out to be worth nothing: its owner gets the turn back (退还名额)',
	),
	typed('Transferred', 'lead.transferred', 'A lead was given to another member by hand (转移)'),
	typed('Unmerged', 'lead.unmerged', 'A merge was undone (撤销合并)'),
];

function typesOfChoice({ type }: EventChoice): readonly string[] {
	return typeof type === 'string' ? [type] : type;
}

/** The choices as options of a drop-down. */
export const eventOptions: INodePropertyOptions[] = alphabetical(
	choices.map(({ name, value, description }) => ({ name, value, description })),
);

/** The types of events that a choice asks the log for. A word that is no choice is a type itself. */
export function typesOf(chosen: readonly string[]): string[] {
	const types = chosen.flatMap((value) => {
		const choice = choices.find((one) => one.value === value);
		return choice ? typesOfChoice(choice) : [value];
	});
	return [...new Set(types)];
}

/** Whether an event is one that was chosen. */
export function isChosen(event: StoreEvent, chosen: readonly string[]): boolean {
	return chosen.some((value) => {
		const choice = choices.find((one) => one.value === value);
		if (!choice) return event.type === value;
		if (!typesOfChoice(choice).includes(event.type)) return false;
		return choice.changed === undefined || event.changes?.[choice.changed] !== undefined;
	});
}
