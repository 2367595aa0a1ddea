import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { recordField, recordIdOf, type RecordResource } from './recordResource';

export function getOperation(resource: RecordResource): NodeOperation {
	const one = resource.name.toLowerCase();
	return {
		value: 'get',
		name: 'Get',
		action: `Get ${one}`,
		description: `Read one ${one}`,
		fields: [recordField(resource)],
		async run(context) {
			const { getRecord } = await import('../../engine');
			const definition = await resource.definition();
			return await eachItem(context, async (index) =>
				outputItems(
					await context.store.read(getRecord(definition, recordIdOf(resource, context, index))),
				),
			);
		},
	};
}
