import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { warnIgnored } from '../../ignoredFields';
import { outputItems } from '../../../shared/outputItems';
import { newRecordFields, newRecordValues, type RecordResource } from './recordResource';

export function createOperation(resource: RecordResource): NodeOperation {
	const one = resource.name.toLowerCase();
	return {
		value: 'create',
		name: 'Create',
		action: `Create ${one}`,
		description: `Add a new ${one}: ${resource.about}`,
		fields: newRecordFields(resource),
		async run(context) {
			const { createRecord } = await import('../../engine');
			const definition = await resource.definition();
			const ignored = new Set<string>();
			const results = await eachItem(context, async (index) => {
				const values = newRecordValues(resource, context, index);
				const saved = await context.store.run(createRecord(definition, values));
				for (const field of saved.ignored) ignored.add(field);
				return outputItems(saved.record);
			});
			warnIgnored(context.node, ignored);
			return results;
		},
	};
}
