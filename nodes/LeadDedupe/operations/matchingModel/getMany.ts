import type { DedupeOperation } from '../../dedupeOperation';
import { onceForAll } from '../../../shared/onceForAll';
import { outputItems } from '../../../shared/outputItems';

export const getMany: DedupeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many matching models',
	description: 'List what was learned in earlier trainings, newest first',
	fields: [],
	async run({ store, items }) {
		const { findWeights } = await import('../../dedupeEngine');
		return await onceForAll(items, async () => {
			const versions = await store.read(findWeights());
			return outputItems(...versions);
		});
	},
};
