import { eachItem } from '../../../shared/eachItem';
import type { DedupeOperation } from '../../dedupeOperation';
import { NODE } from '../../nodeName';
import { reviewLinks } from '../../reviewLinks';
import { pairField, pairIdOf, pairItem } from './pairField';

export const reopen: DedupeOperation = {
	value: 'reopen',
	name: 'Reopen',
	action: 'Reopen review pair',
	description: "Take a verdict 'not duplicates' back, so that the pair waits again",
	fields: [pairField],
	async run(context) {
		const { reopenPair } = await import('../../dedupeEngine');
		const { store } = context;
		const links = await reviewLinks(store);
		return await eachItem(context, async (index) => [
			pairItem(await store.run(reopenPair(pairIdOf(context, index), NODE)), links),
		]);
	},
};
