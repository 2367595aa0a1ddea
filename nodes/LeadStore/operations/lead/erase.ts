import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmField, isConfirmed } from '../../../shared/confirm';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';

export const erase: NodeOperation = {
	value: 'erase',
	name: 'Erase',
	action: 'Erase lead',
	description: 'Remove the personal data of one lead for good, as privacy laws demand (PIPL, GDPR)',
	fields: [
		leadField,
		confirmField('Whether the data is really to be removed. It cannot be brought back.'),
	],
	async run(context) {
		const { eraseLead } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const id = leadIdOf(context, index);
			if (!isConfirmed(context, index)) {
				throw new LeadflowError('INVALID_INPUT', "'Confirm' is not set; nothing was erased", {
					field: 'confirm',
					hint: "Set 'Confirm' once you are sure. Erased data cannot be brought back.",
				});
			}
			return outputItems(await context.store.run(eraseLead(id, NODE)));
		});
	},
};
