import type { JobState } from '../../../../leads/store/jobs';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { outputItems } from '../../../shared/outputItems';

export const getMany: NodeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many jobs',
	description: 'List long operations, such as changes of many leads, newest first',
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
		const { findJobs } = await import('../../engine');
		const { parameters, store } = context;
		return await eachItem(context, async (index) => {
			const states = parameters.at<JobState[]>('states', index, []);
			const jobs = await collectPages(
				limitOf(parameters, index),
				async (limit, after) => await store.read(findJobs({ states, limit, after })),
			);
			return outputItems(...jobs);
		});
	},
};
