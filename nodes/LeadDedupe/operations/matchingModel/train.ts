import type { DedupeOperation } from '../../dedupeOperation';
import { jobProgress, requireNotFailed } from '../../jobProgress';
import { NODE } from '../../nodeName';
import { onceForAll } from '../../../shared/onceForAll';

export const train: DedupeOperation = {
	value: 'train',
	name: 'Train',
	action: 'Train matching model',
	description:
		'Learn from the leads of the store, without labels, what agreement in each field is worth',
	fields: [],
	async run({ node, store, items }) {
		const { runTraining, startTraining } = await import('../../dedupeEngine');
		return await onceForAll(items, async () => {
			const { id } = await store.run(startTraining(NODE));
			const job = await runTraining(store, id, {
				onProgress: jobProgress(node, 'Training'),
				signal: node.getExecutionCancelSignal(),
			});
			requireNotFailed(job, 'The weights that were in use still are.');
			const result = typeof job.result === 'object' ? job.result : {};
			return [{ json: { jobId: id, state: job.state, ...result } }];
		});
	},
};
