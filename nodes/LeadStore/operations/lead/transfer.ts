import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { recipientFields, recipientOf } from '../../fields/recipient';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';

export const transfer: NodeOperation = {
	value: 'transfer',
	name: 'Transfer',
	action: 'Transfer lead',
	description: 'Give one lead to another sales person or team',
	fields: [leadField, ...recipientFields],
	async run(context) {
		const { updateLead } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const changes = recipientOf(context.parameters, index);
			const { lead } = await context.store.run(
				updateLead(leadIdOf(context, index), changes, { node: NODE }),
			);
			return outputItems(lead);
		});
	},
};
