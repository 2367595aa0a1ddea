import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { warnIgnored } from '../../ignoredFields';
import { outputItems } from '../../../shared/outputItems';
import {
	changedRecordFields,
	changedRecordValues,
	recordField,
	recordIdOf,
	type RecordResource,
} from './recordResource';

export function updateOperation(resource: RecordResource): NodeOperation {
	const one = resource.name.toLowerCase();
	return {
		value: 'update',
		name: 'Update',
		action: `Update ${one}`,
		description: `Change fields of one ${one}`,
		fields: [
			recordField(resource),
			...changedRecordFields(resource),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Expected Version',
						name: 'expectedVersion',
						type: 'number',
						default: 0,
						description: `Refuse the change when the ${one} was changed since this version was read. 0 does not check.`,
					},
				],
			},
		],
		async run(context) {
			const { updateRecord } = await import('../../engine');
			const definition = await resource.definition();
			const ignored = new Set<string>();
			const results = await eachItem(context, async (index) => {
				const id = recordIdOf(resource, context, index);
				const changes = changedRecordValues(resource, context, index);
				const { expectedVersion } = context.parameters.at<{ expectedVersion?: number }>(
					'options',
					index,
					{},
				);
				const options = expectedVersion ? { expectedVersion } : {};
				if (Object.keys(changes).length === 0) {
					throw new LeadflowError(
						'INVALID_INPUT',
						"'Fields' is empty: there is nothing to change",
						{ field: 'fields' },
					);
				}
				const saved = await context.store.run(updateRecord(definition, id, changes, options));
				for (const field of saved.ignored) ignored.add(field);
				return outputItems(saved.record);
			});
			warnIgnored(context.node, ignored);
			return results;
		},
	};
}
