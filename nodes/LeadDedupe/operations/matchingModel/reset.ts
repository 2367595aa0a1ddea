import type { DedupeOperation } from '../../dedupeOperation';
import { onceForAll } from '../../../shared/onceForAll';

export const reset: DedupeOperation = {
	value: 'reset',
	name: 'Reset',
	action: 'Reset matching model',
	description:
		'Go back to the shipped weights; what was learned is kept and can be activated again',
	fields: [],
	async run({ store, items }) {
		const { resetWeights } = await import('../../dedupeEngine');
		return await onceForAll(items, async () => {
			const kept = await store.run(resetWeights());
			return [{ json: { reset: true, kept: kept.map((version) => ({ ...version })) } }];
		});
	},
};
