import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { NODE } from '../../nodeName';
import { bulkFields, changeMany } from './bulk';

export const deleteMany: NodeOperation = {
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many leads',
	description: 'Put all leads that a filter finds into the bin',
	fields: bulkFields,
	async run(context) {
		const { startBulkDelete } = await import('../../engine');
		return await eachItem(
			context,
			async (index) =>
				await changeMany(context, index, 'deleted', (query) =>
					startBulkDelete({ query, node: NODE }),
				),
		);
	},
};
