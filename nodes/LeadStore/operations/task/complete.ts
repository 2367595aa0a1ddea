import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { recordField, recordIdOf, type RecordResource } from '../records/recordResource';

export function completeTask(resource: RecordResource): NodeOperation {
	return {
		value: 'complete',
		name: 'Complete',
		action: 'Complete task',
		description: 'Mark one task as done',
		fields: [recordField(resource)],
		async run(context) {
			const { taskRecords, updateRecord } = await import('../../engine');
			return await eachItem(context, async (index) => {
				const id = recordIdOf(resource, context, index);
				const { record } = await context.store.run(
					updateRecord(taskRecords, id, { status: 'done' }),
				);
				return outputItems(record);
			});
		},
	};
}
