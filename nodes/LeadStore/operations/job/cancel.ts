import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { jobField, jobIdOf } from './jobField';

export const cancel: NodeOperation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel job',
	description: 'Stop one long operation after the piece it is at; what is done stays done',
	fields: [jobField],
	async run(context) {
		const { cancelJob } = await import('../../engine');
		return await eachItem(context, async (index) =>
			outputItems(await context.store.run(cancelJob(jobIdOf(context, index)))),
		);
	},
};
