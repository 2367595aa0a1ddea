import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { outputItems } from '../../../shared/outputItems';
import { recordField, recordIdOf, type RecordResource } from './recordResource';

export function deleteOperation(resource: RecordResource): NodeOperation {
	const one = resource.name.toLowerCase();
	return {
		value: 'delete',
		name: 'Delete',
		action: `Delete ${one}`,
		description: `Put one ${one} into the bin`,
		fields: [recordField(resource), confirmAsToolField],
		async run(context) {
			const { deleteRecord } = await import('../../engine');
			const definition = await resource.definition();
			return await eachItem(context, async (index) => {
				requireConfirmedTool(context, index);
				const { id } = await context.store.run(
					deleteRecord(definition, recordIdOf(resource, context, index)),
				);
				return outputItems({ id, deleted: true });
			});
		},
	};
}
