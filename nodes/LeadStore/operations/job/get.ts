import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { jobField, jobIdOf } from './jobField';

export const get: NodeOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get job',
	description: 'Read how far one long operation has come',
	fields: [jobField],
	async run(context) {
		const { getJob } = await import('../../engine');
		return await eachItem(context, async (index) =>
			outputItems(await context.store.read(getJob(jobIdOf(context, index)))),
		);
	},
};
