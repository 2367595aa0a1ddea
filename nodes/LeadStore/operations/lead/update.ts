import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { customFieldsCollection, leadFieldsCollection } from '../../fields/leadValues';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { ownerField, teamField } from '../../fields/locators';
import { warnIgnored } from '../../ignoredFields';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';
import { leadChangesOf } from './leadChanges';

interface Options {
	defaultCountry?: string;
	expectedVersion?: number;
}

export const update: NodeOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update lead',
	description: 'Change fields of one lead',
	fields: [
		leadField,
		leadFieldsCollection(
			[ownerField, teamField],
			'A field that is added and left empty is cleared',
		),
		customFieldsCollection,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Default Country',
					name: 'defaultCountry',
					type: 'string',
					default: 'CN',
					placeholder: 'e.g. CN',
					description: 'Two-letter code of the country of phone numbers that name none',
				},
				{
					displayName: 'Expected Version',
					name: 'expectedVersion',
					type: 'number',
					default: 0,
					placeholder: 'e.g. {{ $json.version }}',
					description:
						'Refuse the change when the lead was changed since this version was read. 0 does not check.',
				},
			],
		},
	],
	async run(context) {
		const { updateLead } = await import('../../engine');
		const { node, parameters, store } = context;
		const ignored = new Set<string>();
		const results = await eachItem(context, async (index) => {
			const { defaultCountry, expectedVersion } = parameters.at<Options>('options', index, {});
			const result = await store.run(
				updateLead(leadIdOf(context, index), leadChangesOf(context, index), {
					node: NODE,
					...(defaultCountry?.trim()
						? { defaultCountry: defaultCountry.trim().toUpperCase() }
						: {}),
					...(expectedVersion ? { expectedVersion } : {}),
				}),
			);
			for (const field of result.ignored) ignored.add(field);
			return outputItems(result.lead);
		});
		warnIgnored(node, ignored);
		return results;
	},
};
