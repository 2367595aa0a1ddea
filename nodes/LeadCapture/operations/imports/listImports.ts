import type { JobState } from '../../../../leads/store/jobs';
import { eachItem } from '../../../shared/eachItem';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import type { NodeOperation } from '../../../shared/operation';
import { sweepStore } from '../../../shared/storeSweep';
import { CAPTURED } from '../outputs';

export const listImportsOperation: NodeOperation = {
	value: 'listImports',
	name: 'List Imports',
	action: 'List imports',
	description: 'List imports of files with their counts, newest first',
	fields: [
		...limitFields,
		{
			displayName: 'States',
			name: 'states',
			type: 'multiOptions',
			options: [
				{ name: 'Cancelled', value: 'cancelled' },
				{ name: 'Done', value: 'done' },
				{ name: 'Failed', value: 'failed' },
				{ name: 'Open', value: 'open', description: 'Nobody works on it yet' },
				{ name: 'Running', value: 'running' },
			],
			default: [],
			description: 'Leave empty for all',
		},
	],
	async run(context) {
		const { listImports } = await import('../../importEngine');
		const { node, parameters, store } = context;
		// Imports that another process left behind; not waited for.
		void sweepStore(store, node.logger);
		return await eachItem(context, async (index) => {
			const states = parameters.at<JobState[]>('states', index, []);
			const imports = await collectPages(
				limitOf(parameters, index),
				async (limit, after) => await store.read(listImports({ states, limit, after })),
			);
			return imports.map((one) => ({ json: { ...one }, output: CAPTURED }));
		});
	},
};
