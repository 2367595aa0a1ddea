import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';

export const deleteOperation: NodeOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete lead',
	description: 'Put one lead into the bin, where it can be restored for 60 days',
	fields: [leadField, confirmAsToolField],
	async run(context) {
		const { deleteLead } = await import('../../engine');
		return await eachItem(context, async (index) => {
			requireConfirmedTool(context, index);
			const { id } = await context.store.run(deleteLead(leadIdOf(context, index), NODE));
			return outputItems({ id, deleted: true });
		});
	},
};
