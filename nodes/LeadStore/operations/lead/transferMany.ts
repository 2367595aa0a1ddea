import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { recipientFields, recipientOf } from '../../fields/recipient';
import { NODE } from '../../nodeName';
import { bulkFields, changeMany } from './bulk';

export const transferMany: NodeOperation = {
	value: 'transferMany',
	name: 'Transfer Many',
	action: 'Transfer many leads',
	description: 'Give all leads that a filter finds to another sales person or team',
	fields: [...recipientFields, ...bulkFields],
	async run(context) {
		const { startBulkTransfer } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const recipient = recipientOf(context.parameters, index);
			return await changeMany(context, index, 'transferred', (query) =>
				startBulkTransfer({ query, node: NODE, ...recipient }),
			);
		});
	},
};
