import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { outputItems } from '../../../shared/outputItems';

export const addNote: NodeOperation = {
	value: 'addNote',
	name: 'Add Note',
	action: 'Add note to lead',
	description: 'Write a note into the timeline of one lead',
	fields: [
		leadField,
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. Wants an offer for two machines',
		},
	],
	async run(context) {
		const { activityRecords, createRecord } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const body = context.parameters.at<string>('note', index, '').trim();
			if (body === '')
				throw new LeadflowError('INVALID_INPUT', "'Note' is empty", { field: 'note' });
			const leadId = leadIdOf(context, index).toLowerCase();
			const { record } = await context.store.run(
				createRecord(activityRecords, { leadId, type: 'note', body }),
			);
			return outputItems(record);
		});
	},
};
