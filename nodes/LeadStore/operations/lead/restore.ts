import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';

const deletedLeadField = locator(
	{
		displayName: 'Lead',
		name: 'lead',
		description: 'Leave empty to use the lead of the input item, by its ID',
	},
	'searchDeletedLeads',
);

export const restore: NodeOperation = {
	value: 'restore',
	name: 'Restore',
	action: 'Restore lead',
	description: 'Take one lead out of the bin',
	fields: [deletedLeadField],
	async run(context) {
		const { restoreLead } = await import('../../engine');
		return await eachItem(context, async (index) =>
			outputItems(
				await context.store.run(restoreLead(chosenId(context, index, deletedLeadField), NODE)),
			),
		);
	},
};
