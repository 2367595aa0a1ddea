import type { NodeResource } from '../../../shared/operation';
import {
	choiceField,
	instantField,
	longTextField,
	numberField,
	recordIdField,
	textField,
} from '../../fields/recordFields';
import { relatedFields, relatedLeadField } from '../../fields/relatedFields';
import { recordOperations } from '../records/recordOperations';

const types = [
	{ name: 'Call', value: 'call' },
	{ name: 'Chat', value: 'chat' },
	{ name: 'Email', value: 'email' },
	{ name: 'Form', value: 'form' },
	{ name: 'Meeting', value: 'meeting' },
	{ name: 'Note', value: 'note' },
	{ name: 'Other', value: 'other' },
	{ name: 'SMS', value: 'sms' },
	{ name: 'Visit', value: 'visit' },
	{ name: 'WeCom', value: 'wecom' },
	{ name: 'WhatsApp', value: 'whatsapp' },
];

const outcomes = [
	{ name: 'Busy', value: 'busy' },
	{ name: 'Connected', value: 'connected' },
	{ name: 'Left Message', value: 'leftMessage' },
	{ name: 'No Answer', value: 'noAnswer' },
	{ name: 'Rejected', value: 'rejected' },
	{ name: 'Unreachable', value: 'unreachable' },
	{ name: 'Wrong Number', value: 'wrongNumber' },
];

export const activity: NodeResource = {
	value: 'activity',
	name: 'Activity',
	defaultOperation: 'create',
	operations: recordOperations({
		value: 'activity',
		name: 'Activity',
		many: 'activities',
		about: 'something that happened with a person, such as a call',
		sorts: ['at'],
		custom: false,
		isAbout: true,
		searchListMethod: 'searchActivities',
		definition: async () => (await import('../../engine')).activityRecords,
		main: [relatedLeadField, choiceField('Type', 'type', types), textField('Subject', 'subject')],
		more: [
			...relatedFields,
			longTextField('Body', 'body'),
			choiceField('Call Outcome', 'outcome', outcomes),
			choiceField('Direction', 'direction', [
				{ name: 'Inbound', value: 'inbound' },
				{ name: 'Outbound', value: 'outbound' },
			]),
			numberField('Duration (Seconds)', 'durationSeconds'),
			textField('External ID', 'externalId', {
				description: 'ID of the message or call in its channel; the same one is kept once',
			}),
			instantField('Happened At', 'at', { description: 'Default is now' }),
			recordIdField(
				'Member',
				'memberId',
				'searchMembers',
				'Who did it; default is the member that the credential acts as',
			),
		],
	}),
};
