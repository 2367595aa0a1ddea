import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { leadOutputFields, leadShape } from '../../fields/leadOutput';

export const get: NodeOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get lead',
	description: 'Read one lead; the ID of a merged lead leads to the one that lives on',
	fields: [
		leadField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: leadOutputFields,
		},
	],
	async run(context) {
		const { getLead } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const lead = await context.store.read(getLead(leadIdOf(context, index)));
			return [{ json: leadShape(context.parameters, index)(lead) }];
		});
	},
};
