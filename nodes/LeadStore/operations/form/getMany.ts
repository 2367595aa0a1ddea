import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';

export const getMany: NodeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many forms',
	description: 'List the lead forms of this store, with their public addresses',
	fields: [
		{
			displayName: 'Include Inactive',
			name: 'includeInactive',
			type: 'boolean',
			default: false,
			description: 'Whether to list forms whose workflow is not active, too',
		},
	],
	async run(context) {
		const { listForms } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const activeOnly = !context.parameters.at<boolean>('includeInactive', index, false);
			return outputItems(...(await context.store.read(listForms({ activeOnly }))));
		});
	},
};
