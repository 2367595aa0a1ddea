import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { customFieldsCollection, leadFieldsCollection } from '../../fields/leadValues';
import { NODE } from '../../nodeName';
import { bulkFields, changeMany } from './bulk';
import { leadChangesOf } from './leadChanges';

export const updateMany: NodeOperation = {
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update many leads',
	description: 'Set the same values in all leads that a filter finds',
	fields: [
		leadFieldsCollection([], 'A field that is added and left empty is cleared'),
		customFieldsCollection,
		...bulkFields,
	],
	async run(context) {
		const { startBulkUpdate } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const changes = leadChangesOf(context, index);
			if (Object.keys({ ...changes.fields, ...changes.custom }).length === 0) {
				throw new LeadflowError('INVALID_INPUT', "'Fields' is empty: there is nothing to change", {
					field: 'fields',
				});
			}
			return await changeMany(context, index, 'changed', (query) =>
				startBulkUpdate({ query, changes, node: NODE }),
			);
		});
	},
};
